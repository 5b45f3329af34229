import { Link } from 'wouter';
import type { ListedRun } from '../../core/contract/api/runs.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import { figures, Heads, unseen } from '../components/surfaces/heads.tsx';
import { Amount, RunStatusPill, Table } from '../components/surfaces/surfaces.tsx';
import { durationText } from '../format/format.ts';
import { useFormat } from '../format/use-format.ts';
import { routes } from '../frame/routes.ts';
import { policyTitle } from '../words/policy-words.ts';
import { durationOf, placeName, totalByCurrency } from '../words/run-words.ts';
import css from './history.module.css';

interface RunTableProps {
  readonly runs: readonly ListedRun[];
  readonly chosen: readonly RunRecord[];
  readonly onChoose: (run: RunRecord, on: boolean) => void;
}

/** A page of runs, of which any can be chosen: to be compared, or to be archived. */
export function RunTable({ runs, chosen, onChoose }: RunTableProps) {
  const format = useFormat();
  return (
    <div className={css.runs}>
      <Table caption="Runs, the latest first">
        <Heads
          of={[
            unseen('Select'),
            'Started',
            'Source and policy',
            'Status',
            figures('Quality'),
            figures('Matched'),
            figures('Untracked'),
            figures('Closing'),
          ]}
        />
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
                    <div className={css.id}>in {durationText(durationOf(run))}</div>
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
              </tr>
            );
          })}
        </tbody>
      </Table>
    </div>
  );
}

/** What can be done with a run that is not the last word, in a few words. */
function Standing({ run }: { run: ListedRun }) {
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
