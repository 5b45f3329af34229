import { keepPreviousData } from '@tanstack/react-query';
import { ChartLine } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { policyTitle } from '../../core/contract/settings.ts';
import type { Dashboard, DashboardRun } from '../../core/contract/api/dashboard.ts';
import type { ComparableRuns } from '../../core/contract/baselines/baselines.ts';
import { exceptionTitle } from '../../core/contract/exceptions.ts';
import { useCall } from '../bridge/api.ts';
import { shortAmount } from '../components/charts/axis.ts';
import { Button, SelectField } from '../components/controls/controls.tsx';
import { figures, Heads } from '../components/surfaces/heads.tsx';
import {
  EmptyState,
  Loading,
  Panel,
  ProblemNotice,
  Table,
} from '../components/surfaces/surfaces.tsx';
import { durationText, separatorsOf } from '../format/format.ts';
import { useFormat, useSettings } from '../format/use-format.ts';
import { bindScreen } from '../frame/bound-screen.ts';
import { pathTo, routes } from '../frame/routes.ts';
import { Screen } from '../frame/screen.tsx';
import { RunChart } from './run-chart.tsx';
import css from './dashboard.module.css';
import { LatestFigures } from './latest-figures.tsx';
import { Outcomes } from './outcomes.tsx';
import {
  countsByKind,
  currenciesOf,
  exceptionCount,
  figureIn,
  kindsInChart,
  shareSpan,
} from './series.ts';

export const screen = bindScreen('dashboard', () => <DashboardScreen />, ChartLine);

/** How a source develops from period end to period end, by one policy: the latest figures, and lines. */
function DashboardScreen() {
  const [, go] = useLocation();
  const format = useFormat();
  const [source, setSource] = useState<number | null>(null);
  const [wanted, setWanted] = useState<ComparableRuns | null>(null);
  const [limit, setLimit] = useState(24);
  const { data, error } = useCall(
    'dashboard.get',
    { ...(source !== null && { sourceId: source }), ...wanted, limit },
    { placeholderData: keepPreviousData },
  );
  if (error)
    return (
      <Screen>
        <ProblemNotice problem={error} />
      </Screen>
    );
  if (!data)
    return (
      <Screen>
        <Loading what="Reading the last runs" />
      </Screen>
    );
  if (data.sources.length === 0)
    return (
      <Screen>
        <EmptyState
          title="Nothing to chart yet."
          action={
            <Button look="primary" onClick={() => go(pathTo('start'))}>
              Open a workbook
            </Button>
          }
        >
          Figures appear after the first completed run, and how they change from the second on.
        </EmptyState>
      </Screen>
    );
  return (
    <Screen>
      <div className={css.choice}>
        <SelectField
          label="Source"
          value={data.sourceId ?? ''}
          onChange={({ target }) => {
            setSource(Number(target.value));
            setWanted(null);
          }}
        >
          {data.sources.map(({ id, name, place, runs }) => (
            <option key={id} value={id} title={place}>
              {name} ({format.counted(runs, 'run')})
            </option>
          ))}
        </SelectField>
        {data.chosen && (
          <SelectField
            label="Compared"
            value={choiceKey(data.chosen)}
            onChange={({ target }) => {
              const { policy, periods } = data.choices.find(
                (one) => choiceKey(one) === target.value,
              )!;
              setWanted({ policy, periods });
            }}
          >
            {data.choices.map((one) => (
              <option key={choiceKey(one)} value={choiceKey(one)}>
                {policyTitle(one.policy)}, {one.words.toLowerCase()} ({one.runs})
              </option>
            ))}
          </SelectField>
        )}
        <SelectField
          label="Period ends shown"
          value={limit}
          onChange={({ target }) => setLimit(Number(target.value))}
        >
          {[12, 24, 50, 100].map((count) => (
            <option key={count} value={count}>
              The last {count}
            </option>
          ))}
        </SelectField>
      </div>
      <Figures dashboard={data} />
    </Screen>
  );
}

const choiceKey = ({ policy, periods }: ComparableRuns): string => `${policy} ${periods}`;

function Figures({ dashboard }: { dashboard: Dashboard }) {
  const { runs, outcomes } = dashboard;
  const currencies = currenciesOf(runs);
  const [wanted, setCurrency] = useState('');
  const currency = currencies.includes(wanted) ? wanted : (currencies[0] ?? '');
  if (runs.length === 0)
    return (
      <>
        <EmptyState title="No run of this source is completed.">
          Complete a run to see its figures here.
        </EmptyState>
        <Outcomes outcomes={outcomes} />
      </>
    );
  return (
    <>
      {currencies.length > 1 && (
        <div className={css.choice}>
          <SelectField
            label="Currency"
            value={currency}
            onChange={({ target }) => setCurrency(target.value)}
          >
            {currencies.map((code) => (
              <option key={code} value={code}>
                {code === '' ? 'No currency given' : code}
              </option>
            ))}
          </SelectField>
        </div>
      )}
      <LatestFigures runs={runs} currency={currency} />
      {runs.length === 1 && (
        <p className="quiet">One period end so far; trend lines start with the second.</p>
      )}
      <Charts runs={runs} currency={currency} outcomes={outcomes} />
    </>
  );
}

function Charts({
  runs,
  currency,
  outcomes,
}: {
  runs: readonly DashboardRun[];
  /** Amounts are drawn in one currency. */
  currency: string;
  outcomes: Dashboard['outcomes'];
}) {
  const format = useFormat();
  const { point } = separatorsOf(useSettings().numberFormat);
  const kinds = kindsInChart(runs);
  const rate = figureIn(currency, 'matchRate');
  const amountTick = (cents: number): string => shortAmount(cents, point);
  return (
    <div className={css.charts}>
      <RunChart
        title="Quality score"
        about="Share of rows in the file without an error."
        runs={runs}
        form="line"
        series={[{ id: 'quality', name: 'Quality', value: (run) => run.quality, colour: 1 }]}
        show={format.share}
        tick={format.share}
        domain={shareSpan(runs.map(({ quality }) => quality))}
      />
      <RunChart
        title="Match rate"
        about="Matched ÷ redeemed, by value."
        runs={runs}
        form="line"
        series={[{ id: 'rate', name: 'Match rate', value: rate, colour: 1 }]}
        show={format.share}
        tick={format.share}
        domain={shareSpan(runs.map(rate))}
      />
      <RunChart
        title="Open liability"
        about="Closing balance: what the shop still owes, and the untracked variance beside it."
        runs={runs}
        form="line"
        series={[
          {
            id: 'liability',
            name: 'Open liability',
            value: figureIn(currency, 'openLiability'),
            colour: 1,
          },
          { id: 'untracked', name: 'Untracked', value: figureIn(currency, 'untracked'), colour: 3 },
        ]}
        show={format.amount}
        tick={amountTick}
      />
      <RunChart
        title="Exceptions by kind"
        about="Number of exceptions in each run, whatever their status."
        runs={runs}
        form="stack"
        series={kinds.map(({ code, colour }) => ({
          id: code,
          name: exceptionTitle(code),
          value: (run) => countsByKind(run, kinds)[code]!,
          colour,
        }))}
        sum={exceptionCount}
        show={format.count}
        tick={format.count}
        wholeTicks
      />
      <RunChart
        title="Duration"
        about="Processing time from the first step to the last, without waiting."
        runs={runs}
        form="bars"
        series={[{ id: 'duration', name: 'Duration', value: (run) => run.durationMs, colour: 2 }]}
        show={durationText}
        tick={durationText}
      />
      <div className={css.last}>
        <Outcomes outcomes={outcomes} />
        <LastRuns runs={runs} />
      </div>
    </div>
  );
}

function LastRuns({ runs }: { runs: readonly DashboardRun[] }) {
  const format = useFormat();
  return (
    <Panel title="Latest period ends" flush>
      <Table caption="Latest period ends, the latest first">
        <Heads of={['As of', 'Run', figures('Rows'), figures('Exceptions'), figures('Duration')]} />
        <tbody>
          {[...runs]
            .reverse()
            .slice(0, 5)
            .map((run) => (
              <tr key={run.runId}>
                <td>{format.dayNamed(run.asOf)}</td>
                <td>
                  <Link
                    href={routes.run(run.runId)}
                    aria-label={`Open the run of ${format.moment(run.startedAt)}, ${run.runId}`}
                  >
                    {format.moment(run.startedAt)}
                  </Link>
                </td>
                <td className="number">{format.count(run.rows)}</td>
                <td className="number">{format.count(exceptionCount(run))}</td>
                <td className="number">{durationText(run.durationMs)}</td>
              </tr>
            ))}
        </tbody>
      </Table>
    </Panel>
  );
}
