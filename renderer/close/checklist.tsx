import { Check, Circle, TriangleAlert } from 'lucide-react';
import { Link } from 'wouter';
import type { CloseView } from '../../core/contract/close/close-view.ts';
import { REQUIREMENT_WORDS } from '../../core/contract/close/sign-off.ts';
import type { RequirementId } from '../../core/contract/close/sign-off.ts';
import { pathTo, routes } from '../frame/routes.ts';
import css from './close.module.css';
import { isSetUp } from './part-shown.ts';
import { PARTS } from './parts.ts';

interface Line {
  readonly id: string;
  readonly title: string;
  readonly to: string;
  readonly clears: readonly RequirementId[];
}

/** What is seen to on other screens of the run, and then the parts of the close. */
function linesOf({ runId }: CloseView): readonly Line[] {
  const elsewhere = (id: RequirementId, to: string): Line => ({
    id,
    title: REQUIREMENT_WORDS[id],
    to,
    clears: [id],
  });
  return [
    elsewhere('verified', routes.run(runId, 'verify')),
    elsewhere('exceptions', pathTo('exceptions', { runId })),
    ...PARTS.map(({ id, title, clears }) => ({
      id,
      title,
      clears,
      to: pathTo('close', { runId, part: id }),
    })),
  ];
}

/** What is done and what is in the way; each line leads to where it is seen to. */
export function Checklist({ view, shown }: { view: CloseView; shown: string }) {
  return (
    <nav className={css.checklist} aria-label="Checklist of the close">
      <ul>
        {linesOf(view).map((line) => (
          <li key={line.id}>
            <ChecklistLine line={line} view={view} isShown={line.id === shown} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function ChecklistLine({
  line: { title, to, clears },
  view,
  isShown,
}: {
  line: Line;
  view: CloseView;
  isShown: boolean;
}) {
  const missing = view.missing.filter(({ id }) => clears.includes(id));
  const [Icon, look, word] =
    missing.length > 0
      ? ([TriangleAlert, css.toDo, 'to do'] as const)
      : clears.length > 0
        ? ([Check, css.done, 'done'] as const)
        : ([Circle, css.neither, null] as const);
  const content = (
    <>
      <Icon size={15} aria-hidden className={look} />
      <span>
        {title}
        {word !== null && <span className="visually-hidden">, {word}</span>}
        {missing.map(({ id, sentence }) => (
          <small key={id}>{sentence}</small>
        ))}
      </span>
    </>
  );
  // Before the close is set up, no part has anything to show but the settings.
  if (!isSetUp(view) && !isShown) return <span className={css.line}>{content}</span>;
  return (
    <Link href={to} className={css.line!} aria-current={isShown ? 'page' : undefined}>
      {content}
    </Link>
  );
}
