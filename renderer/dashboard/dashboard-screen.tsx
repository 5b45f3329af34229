import { keepPreviousData } from '@tanstack/react-query';
import { ChartLine } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Dashboard, DashboardRun } from '../../core/contract/api/dashboard.ts';
import { exceptionWords } from '../../core/contract/exceptions.ts';
import { useCall } from '../bridge/api.ts';
import { Button, SelectField } from '../components/controls/controls.tsx';
import { figures, Heads } from '../components/surfaces/heads.tsx';
import {
  EmptyState,
  Loading,
  Notice,
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
import { countsByKind, exceptionCount, kindsInChart, shareSpan, shortAmount } from './series.ts';

export const screen = bindScreen('dashboard', () => <DashboardScreen />, ChartLine);

/** How the runs of a source develop: figures of the latest, lines of the last ones. */
function DashboardScreen() {
  const [, go] = useLocation();
  const [source, setSource] = useState<number | null>(null);
  const [limit, setLimit] = useState(24);
  const { data, error } = useCall(
    'dashboard.get',
    { ...(source !== null && { sourceId: source }), limit },
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
          After the first completed run its figures are here; from the second on, how they change.
        </EmptyState>
      </Screen>
    );
  return (
    <Screen>
      <div className={css.choice}>
        <SelectField
          label="Source"
          value={data.sourceId ?? ''}
          onChange={({ target }) => setSource(Number(target.value))}
        >
          {data.sources.map(({ id, name, place, runs }) => (
            <option key={id} value={id} title={place}>
              {name} ({runs} {runs === 1 ? 'run' : 'runs'})
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Completed runs shown"
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

function Figures({ dashboard }: { dashboard: Dashboard }) {
  const { runs, outcomes } = dashboard;
  const latest = runs.at(-1);
  // Sums over several currencies are no money; the run itself says whether it has several.
  const { data: view } = useCall(
    'runs.get',
    { runId: latest?.runId ?? '' },
    { enabled: latest !== undefined },
  );
  const currencies = Object.keys(view?.run.totals?.byCurrency ?? {}).length;
  if (!latest)
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
      <LatestFigures runs={runs} totals={view?.run.totals ?? null} />
      {currencies > 1 && (
        <Notice tone="info" title={`This ledger holds ${currencies} currencies.`}>
          Lines of amounts below add them up as numbers: they show how things move, not money. The
          report of each run has every currency by itself.
        </Notice>
      )}
      {runs.length === 1 && (
        <p className="quiet">One completed run so far; trend lines start with the second.</p>
      )}
      <Charts runs={runs} outcomes={outcomes} />
    </>
  );
}

function Charts({
  runs,
  outcomes,
}: {
  runs: readonly DashboardRun[];
  outcomes: Dashboard['outcomes'];
}) {
  const format = useFormat();
  const { point } = separatorsOf(useSettings().numberFormat);
  const kinds = kindsInChart(runs);
  const amountTick = (cents: number): string => shortAmount(cents, point);
  return (
    <div className={css.charts}>
      <RunChart
        title="Quality score"
        about="Share of the source’s rows with no error."
        runs={runs}
        form="line"
        series={[{ id: 'quality', name: 'Quality', value: (run) => run.quality, colour: 1 }]}
        show={format.share}
        tick={format.share}
        domain={shareSpan(runs.map(({ quality }) => quality))}
      />
      <RunChart
        title="Match rate"
        about="Share of the redemptions that took a lot."
        runs={runs}
        form="line"
        series={[{ id: 'rate', name: 'Match rate', value: (run) => run.matchRate, colour: 1 }]}
        show={format.share}
        tick={format.share}
        domain={shareSpan(runs.map(({ matchRate }) => matchRate))}
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
            value: (run) => run.openLiability,
            colour: 1,
          },
          { id: 'untracked', name: 'Untracked', value: (run) => run.untracked, colour: 3 },
        ]}
        show={format.amount}
        tick={amountTick}
      />
      <RunChart
        title="Exceptions by kind"
        about="How many exceptions each run has, whatever their status."
        runs={runs}
        form="stack"
        series={kinds.map(({ code, colour }) => ({
          id: code,
          name: exceptionWords(code).short,
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
        about="Time worked from the first step to the last, without waiting."
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
    <Panel title="Last completed runs" flush>
      <Table caption="Last completed runs, the latest first">
        <Heads of={['Started', figures('Rows'), figures('Exceptions'), figures('Duration')]} />
        <tbody>
          {[...runs]
            .reverse()
            .slice(0, 5)
            .map((run) => (
              <tr key={run.runId}>
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
