import { Link } from 'wouter';
import { FINDINGS } from '../../../core/contract/findings.ts';
import type { RunView } from '../../../core/contract/api/runs.ts';
import { Notice, Panel, Pill } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { pathTo, routes } from '../../frame/routes.ts';
import { CheckList } from './check-list.tsx';
import { NotYet } from '../frame/not-yet.tsx';
import { Reverify } from './reverify.tsx';
import parts from '../../components/surfaces/parts.module.css';
import css from './verify.module.css';
import type { StepView } from '../frame/walk-steps.ts';

const WARNINGS = ['match.expired-early', 'match.redemption-unmatched'] as const;

/** The seven checks with their numbers; a red one leads to its rows. */
export function VerifyStep({ view, step }: { view: RunView; step: StepView }) {
  const { run, checks } = view;
  const format = useFormat();
  if (checks.length === 0)
    return (
      <NotYet step={step}>
        Seven checks, written independently of the matching, will verify the result here before
        anything is published.
      </NotYet>
    );
  const red = checks.filter(({ passed }) => !passed).length;
  const warnings = WARNINGS.flatMap((code) => {
    const count = view.findings.find((finding) => finding.code === code)?.count ?? 0;
    return count > 0 ? [{ code, count }] : [];
  });
  return (
    <>
      {red === 0 ? (
        <Notice tone="good" title={`All ${checks.length} checks passed.`} />
      ) : (
        view.data === 'draft' && (
          <Notice tone="info" title={`${red} of ${checks.length} checks failed.`}>
            The draft is open for review: follow a failure to its rows.
          </Notice>
        )
      )}
      {view.data === 'published' && <Reverify runId={run.id} />}
      <CheckList checks={checks} runId={run.id} openable={view.data !== null} title="Checks" />
      {warnings.length > 0 && (
        <Panel title="Worth reviewing">
          <ul className={`${parts.list} ${css.warnings}`}>
            {warnings.map(({ code, count }) => (
              <li key={code} className={parts.line}>
                <Pill tone="warn">{format.count(count)}</Pill>
                <span>
                  {FINDINGS[code].title}. {FINDINGS[code].remedy}
                </span>
              </li>
            ))}
          </ul>
          <p>
            <Link href={routes.run(run.id, 'validate')}>See the findings</Link>
            {' · '}
            <Link href={pathTo('exceptions', { runId: run.id })}>Review the exceptions</Link>
          </p>
        </Panel>
      )}
    </>
  );
}
