import { CircleCheck, CircleX } from 'lucide-react';
import { Link } from 'wouter';
import { CHECKS } from '../../../core/contract/checks.ts';
import type { CheckId } from '../../../core/contract/checks.ts';
import type { CheckRecord } from '../../../core/contract/run.ts';
import { Panel, Pill } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { routes } from '../../frame/routes.ts';
import { checkNumbers } from './check-numbers.ts';
import css from './verify.module.css';

interface CheckListProps {
  readonly title: string;
  readonly checks: readonly CheckRecord[];
  readonly runId: string;
  /** Whether the rows can be looked at in the grid. */
  readonly openable: boolean;
}

/** Checks one below the other, green or red, with their numbers and failures. */
export function CheckList({ title, checks, runId, openable }: CheckListProps) {
  return (
    <Panel title={title} flush>
      <ol className={css.checks}>
        {checks.map((check) => (
          <OneCheck key={check.id} check={check} runId={runId} openable={openable} />
        ))}
      </ol>
    </Panel>
  );
}

const MOST_SHOWN = 20;
const MOST_IDS = 2000;

function OneCheck({
  check,
  runId,
  openable,
}: {
  check: CheckRecord;
  runId: string;
  openable: boolean;
}) {
  const format = useFormat();
  const { id, passed, detail, numbers, failures, failureCount } = check;
  const title = Object.hasOwn(CHECKS, id) ? CHECKS[id as CheckId] : id;
  const Icon = passed ? CircleCheck : CircleX;
  const ids = [...new Set(failures.flatMap((failure) => failure.ids))].slice(0, MOST_IDS);
  return (
    <li className={passed ? css.passed : css.red}>
      <Icon size={18} aria-hidden className={css.checkIcon} />
      <div className={css.checkText}>
        <h3>
          {title} <Pill tone={passed ? 'good' : 'bad'}>{passed ? 'Passed' : 'Failed'}</Pill>
        </h3>
        <p>{detail}</p>
        <dl className={css.numbers}>
          {checkNumbers(numbers).map((number) => (
            <div key={number.name}>
              <dt>{number.name}</dt>
              <dd>
                {number.kind === 'count'
                  ? format.count(number.value)
                  : number.kind === 'amount'
                    ? format.amount(number.value)
                    : number.value}
              </dd>
            </div>
          ))}
        </dl>
        {!passed && (
          <>
            <ul className={css.failures}>
              {failures.slice(0, MOST_SHOWN).map((failure, index) => (
                <li key={index}>
                  {failure.message}{' '}
                  {openable && failure.ids.length > 0 && (
                    <Link
                      href={routes.grid(runId, { ids: failure.ids.slice(0, MOST_IDS) })}
                      aria-label={`Open the rows of failure ${index + 1}`}
                    >
                      Open the rows
                    </Link>
                  )}
                </li>
              ))}
            </ul>
            <p>
              {failureCount > MOST_SHOWN &&
                `${format.count(failureCount)} failures in all; the first ${format.count(MOST_SHOWN)} are listed. `}
              {openable && ids.length > 0 && (
                <Link href={routes.grid(runId, { ids })}>Open all affected rows</Link>
              )}
            </p>
          </>
        )}
      </div>
    </li>
  );
}
