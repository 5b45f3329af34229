import { keepPreviousData } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { ListedRun } from '../../core/contract/api/runs.ts';
import { RUN_STATUSES, RUN_STATUS_WORDS } from '../../core/contract/run.ts';
import type { RunRecord, RunStatus } from '../../core/contract/run.ts';
import { POLICIES } from '../../core/contract/settings.ts';
import type { Policy } from '../../core/contract/settings.ts';
import { useCall } from '../bridge/api.ts';
import { Button, SelectField } from '../components/controls/controls.tsx';
import { Pager } from '../components/surfaces/pager.tsx';
import {
  Amount,
  EmptyState,
  Loading,
  Panel,
  ProblemNotice,
  RunStatusPill,
  Table,
} from '../components/surfaces/surfaces.tsx';
import { durationText } from '../format/format.ts';
import { useFormat } from '../format/use-format.ts';
import { bindScreen } from '../frame/bound-screen.ts';
import { pathTo, routes } from '../frame/routes.ts';
import { Screen } from '../frame/screen.tsx';
import css from './history.module.css';
import { durationOf, pairToCompare, placeName, totalByCurrency } from '../words/run-words.ts';
import { policyTitle } from '../words/policy-words.ts';

export const screen = bindScreen('history', () => <HistoryScreen />, History);

const PAGE = 50;

interface Filter {
  readonly sourceId?: number;
  readonly status?: RunStatus;
  readonly policy?: Policy;
}

/** Every run that there was, the latest first. Each opens exactly as it was. */
function HistoryScreen() {
  const [, go] = useLocation();
  const [filter, setFilter] = useState<Filter>({});
  const [offset, setOffset] = useState(0);
  const [chosen, setChosen] = useState<readonly RunRecord[]>([]);
  // The dashboard knows the sources that have runs; of its runs one is the least to be asked for.
  const sources = useCall('dashboard.get', { limit: 1 }).data?.sources ?? [];
  const list = useCall(
    'runs.list',
    { ...filter, offset, limit: PAGE },
    { placeholderData: keepPreviousData },
  );
  const pair = pairToCompare(chosen);
  const narrow = (next: Filter): void => {
    setFilter(next);
    setOffset(0);
  };
  const choose = (run: RunRecord, on: boolean): void =>
    // The third choice takes the place of the first.
    setChosen((before) =>
      on ? [...before.slice(-1), run] : before.filter(({ id }) => id !== run.id),
    );
  const filtered = Object.keys(filter).length > 0;
  if (list.data?.total === 0 && !filtered)
    return (
      <Screen>
        <EmptyState
          title="No run yet."
          action={
            <Button look="primary" onClick={() => go(pathTo('start'))}>
              Open a workbook
            </Button>
          }
        >
          Every reconciliation is kept here with its figures, files and audit trail.
        </EmptyState>
      </Screen>
    );
  return (
    <Screen
      actions={
        <>
          <span className={css.hint} role="status">
            {pair
              ? 'Two runs are chosen.'
              : chosen.length === 1
                ? 'Choose one more run to compare.'
                : 'Choose two completed runs to compare them.'}
          </span>
          <Button
            look="primary"
            disabled={pair === null}
            onClick={() => pair && go(pathTo('compare', { a: pair[0], b: pair[1] }))}
          >
            Compare
          </Button>
        </>
      }
    >
      <search className={css.filters} aria-label="Narrow the history">
        <SelectField
          label="Source"
          value={filter.sourceId ?? ''}
          onChange={({ target }) =>
            narrow(without(filter, 'sourceId', target.value && { sourceId: Number(target.value) }))
          }
        >
          <option value="">All</option>
          {sources.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Status"
          value={filter.status ?? ''}
          onChange={({ target }) =>
            narrow(without(filter, 'status', target.value && { status: target.value as RunStatus }))
          }
        >
          <option value="">All</option>
          {RUN_STATUSES.map((status) => (
            <option key={status} value={status}>
              {status === 'interrupted' ? 'Interrupted or waiting' : RUN_STATUS_WORDS[status]}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Policy"
          value={filter.policy ?? ''}
          onChange={({ target }) =>
            narrow(without(filter, 'policy', target.value && { policy: target.value as Policy }))
          }
        >
          <option value="">All</option>
          {POLICIES.map((policy) => (
            <option key={policy} value={policy}>
              {policyTitle(policy)}
            </option>
          ))}
        </SelectField>
      </search>
      {list.error ? (
        <ProblemNotice problem={list.error} />
      ) : !list.data ? (
        <Loading what="Reading the history" />
      ) : list.data.total === 0 ? (
        <EmptyState
          title="No run matches."
          action={<Button onClick={() => narrow({})}>Show all runs</Button>}
        />
      ) : (
        <Panel
          flush
          title="Runs"
          actions={
            <Pager
              of="runs"
              offset={offset}
              limit={PAGE}
              total={list.data.total}
              onOffset={setOffset}
            />
          }
        >
          <RunTable
            runs={list.data.items}
            nameOf={(run) =>
              sources.find(({ id }) => id === run.sourceId)?.name ?? placeName(run.place)
            }
            chosen={chosen}
            onChoose={choose}
          />
        </Panel>
      )}
    </Screen>
  );
}

function without<K extends keyof Filter>(
  filter: Filter,
  name: K,
  instead: Pick<Filter, K> | '' | 0,
): Filter {
  const { [name]: gone, ...rest } = filter;
  void gone;
  return instead ? { ...rest, ...instead } : rest;
}

interface RunTableProps {
  readonly runs: readonly ListedRun[];
  readonly nameOf: (run: RunRecord) => string;
  readonly chosen: readonly RunRecord[];
  readonly onChoose: (run: RunRecord, on: boolean) => void;
}

function RunTable({ runs, nameOf, chosen, onChoose }: RunTableProps) {
  const format = useFormat();
  return (
    <div className={css.runs}>
      <Table caption="Runs, the latest first">
        <thead>
          <tr>
            <th>
              <span className="visually-hidden">Compare</span>
            </th>
            <th>Started</th>
            <th>Source and policy</th>
            <th>Status</th>
            <th className="number">Quality</th>
            <th className="number">Matched</th>
            <th className="number">Untracked</th>
            <th className="number">Closing</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => {
            const started = format.moment(run.startedAt);
            return (
              <tr key={run.id} className={run.supersededBy === null ? undefined : css.superseded}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={`Compare the run of ${started}, ${run.id}`}
                    disabled={run.status !== 'completed'}
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
                  {nameOf(run)}
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
          aria-label={`Replaced by the run ${run.supersededBy}`}
        >
          Replaced
        </Link>
      </div>
    );
  if (run.canContinue)
    return (
      <div className={css.id}>
        <Link href={routes.run(run.id)}>
          {run.pausedAfter === null ? 'Resume it' : 'Take it further'}
        </Link>
      </div>
    );
  if (run.problem !== null && run.status === 'failed')
    return <div className={css.id}>{run.problem.message}</div>;
  return null;
}
