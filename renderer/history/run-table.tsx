import { ArrowDown, ArrowUp } from 'lucide-react';
import { Link } from 'wouter';
import { policyTitle } from '../../core/contract/settings.ts';
import { SIGN_OFF_ROLE_WORDS } from '../../core/contract/api/runs.ts';
import type { ListedRun, RunOrder } from '../../core/contract/api/runs.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import { CloseStatePill } from '../components/surfaces/close-state.tsx';
import { Stakes } from '../components/surfaces/stake.tsx';
import { Amount, RunStatusPill, Table } from '../components/surfaces/surfaces.tsx';
import { durationText } from '../format/format.ts';
import { useFormat } from '../format/use-format.ts';
import { pathTo, routes } from '../frame/routes.ts';
import { placeName, totalByCurrency } from '../words/run-words.ts';
import { orderedBy } from './history-order.ts';
import type { HistoryOrder } from './history-order.ts';
import parts from '../components/surfaces/parts.module.css';
import css from './history.module.css';

interface RunTableProps {
  readonly runs: readonly ListedRun[];
  readonly chosen: readonly RunRecord[];
  readonly onChoose: (run: RunRecord, on: boolean) => void;
  readonly order: HistoryOrder;
  readonly onOrder: (order: HistoryOrder) => void;
}

/** A page of runs, of which any can be chosen: to be compared, or to be archived. */
export function RunTable({ runs, chosen, onChoose, order, onOrder }: RunTableProps) {
  const format = useFormat();
  return (
    <div className={css.runs}>
      <Table caption="Table of runs">
        <OrderingHeads order={order} onOrder={onOrder} />
        <tbody>
          {runs.map((run) => {
            const started = format.moment(run.startedAt);
            return (
              <tr key={run.id} className={run.supersededBy === null ? undefined : css.superseded}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={`Select the run of ${started}, ${run.id}`}
                    checked={chosen.some(({ id }) => id === run.id)}
                    onChange={({ target }) => onChoose(run, target.checked)}
                  />
                </td>
                <td className={css.nowrap}>
                  <Link
                    href={routes.run(run.id)}
                    aria-label={`Open the run of ${started}, ${run.id}`}
                  >
                    {started}
                  </Link>
                  <div className={css.id}>{run.id}</div>
                </td>
                <td className={css.source} title={run.place}>
                  {run.sourceName}
                  <div className={css.id}>{placeName(run.place)}</div>
                  <div className={css.id}>
                    {policyTitle(run.policy)}, {run.period ?? 'whole ledger'}
                    {run.status === 'completed' &&
                      run.revision > 1 &&
                      `, revision ${format.count(run.revision)}`}
                  </div>
                </td>
                <td>
                  <RunStatusPill status={run.status} paused={run.pausedAfter !== null} />
                  {run.endedAt !== null && (
                    <div className={css.id}>in {durationText(run.workedMs)}</div>
                  )}
                  <Standing run={run} />
                  {run.archived !== null && (
                    <div className={css.id}>
                      Archived by {run.archived.by}: {run.archived.reason}
                    </div>
                  )}
                </td>
                <td className="number">{format.share(run.quality)}</td>
                {(['matched', 'untracked', 'closing'] as const).map((name) => (
                  <td key={name} className="number">
                    {run.totals === null
                      ? '–'
                      : totalByCurrency(run.totals, name).map(({ currency, cents }) => (
                          <div key={currency}>
                            <Amount cents={cents} currency={currency} />
                          </div>
                        ))}
                  </td>
                ))}
                <td>
                  <SignOffs run={run} />
                </td>
                <td>
                  {run.close === null ? (
                    <span className="quiet">–</span>
                  ) : (
                    <Link
                      href={pathTo('close', { runId: run.id })}
                      aria-label={`Open the close of ${run.period}, ${run.id}`}
                    >
                      <CloseStatePill close={run.close} />
                    </Link>
                  )}
                </td>
                <td className={`number ${css.stakes}`}>
                  {run.openExceptions === null ? (
                    '–'
                  ) : (
                    <>
                      <div>{format.count(run.openExceptions.count)} open</div>
                      {run.openExceptions.count > 0 && (
                        <Stakes atStake={run.openExceptions.atStake} />
                      )}
                    </>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </div>
  );
}

const COLUMNS: readonly {
  readonly name: string;
  /** Null: the history is not ordered by it. */
  readonly order: RunOrder | null;
  readonly figures?: true;
}[] = [
  { name: 'Started', order: 'startedAt' },
  { name: 'Source and policy', order: 'source' },
  { name: 'Status', order: 'status' },
  { name: 'Error-free', order: 'quality', figures: true },
  { name: 'Matched', order: 'matched', figures: true },
  { name: 'Untracked', order: 'untracked', figures: true },
  { name: 'Closing', order: 'closing', figures: true },
  { name: 'Signed off', order: 'signedOff' },
  { name: 'Close', order: null },
  { name: 'Exceptions', order: 'exceptions', figures: true },
];

/** The headers, each of which orders the history: all of it, not the page. */
function OrderingHeads({ order, onOrder }: Pick<RunTableProps, 'order' | 'onOrder'>) {
  const Arrow = order.descending ? ArrowDown : ArrowUp;
  return (
    <thead>
      <tr>
        <th scope="col">
          <span className="visually-hidden">Select</span>
        </th>
        {COLUMNS.map(({ name, order: by, figures }) => {
          const sorted = by !== null && by === order.orderBy;
          return (
            <th
              key={name}
              scope="col"
              className={figures && 'number'}
              aria-sort={sorted ? (order.descending ? 'descending' : 'ascending') : undefined}
            >
              {by === null ? (
                name
              ) : (
                <button
                  type="button"
                  className={parts.sort}
                  onClick={() => onOrder(orderedBy(order, by))}
                >
                  {name}
                  {sorted && <Arrow size={12} aria-hidden />}
                </button>
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

/** Who has signed last in each role, and when. */
function SignOffs({ run }: { run: ListedRun }) {
  const format = useFormat();
  if (run.signOffs.length === 0) return <span className="quiet">–</span>;
  return run.signOffs.map(({ role, name, at }) => (
    <div key={role} className={css.signOff}>
      <span className="quiet">{SIGN_OFF_ROLE_WORDS[role]}</span> {name}
      <div className={css.id}>{format.moment(at)}</div>
    </div>
  ));
}

/** What can be done with a run that is not the last word, in a few words. */
function Standing({ run }: { run: ListedRun }) {
  if (run.deleted !== null) return <div className={css.id}>Files deleted</div>;
  if (run.supersededBy !== null)
    return (
      <div className={css.id}>
        <Link
          href={routes.run(run.supersededBy)}
          aria-label={`Superseded by run ${run.supersededBy}`}
        >
          Superseded
        </Link>
      </div>
    );
  if (run.canContinue)
    return (
      <div className={css.id}>
        <Link href={routes.run(run.id)}>{run.pausedAfter === null ? 'Resume' : 'Continue'}</Link>
      </div>
    );
  if (run.problem !== null && run.status === 'failed')
    return <div className={css.id}>{run.problem.message}</div>;
  return null;
}
