import { keepPreviousData } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { RunRecord } from '../../core/contract/run.ts';
import { useCall } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { Pager } from '../components/surfaces/pager.tsx';
import { EmptyState, Loading, Panel, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { bindScreen } from '../frame/bound-screen.ts';
import { pathTo } from '../frame/routes.ts';
import { Screen } from '../frame/screen.tsx';
import { HistoryFilters } from './history-filters.tsx';
import type { HistoryFilter } from './history-filters.tsx';
import css from './history.module.css';
import { RunTable } from './run-table.tsx';
import { pairToCompare } from '../words/run-words.ts';

export const screen = bindScreen('history', () => <HistoryScreen />, History);

const PAGE = 50;

/** Every run that there was, the latest first. Each opens exactly as it was. */
function HistoryScreen() {
  const [filter, setFilter] = useState<HistoryFilter>({});
  const [offset, setOffset] = useState(0);
  const [chosen, setChosen] = useState<readonly RunRecord[]>([]);
  // The dashboard knows the sources that have runs; of its runs one is the least to be asked for.
  const sources = useCall('dashboard.get', { limit: 1 }).data?.sources ?? [];
  const list = useCall(
    'runs.list',
    { ...filter, offset, limit: PAGE },
    { placeholderData: keepPreviousData },
  );
  const narrow = (next: HistoryFilter): void => {
    setFilter(next);
    setOffset(0);
  };
  const choose = (run: RunRecord, on: boolean): void =>
    // The third choice takes the place of the first.
    setChosen((before) =>
      on ? [...before.slice(-1), run] : before.filter(({ id }) => id !== run.id),
    );
  const filtered = Object.keys(filter).length > 0;
  if (list.data?.total === 0 && !filtered) return <NoRunYet />;
  return (
    <Screen actions={<CompareChosen chosen={chosen} />}>
      <HistoryFilters filter={filter} sources={sources} onFilter={narrow} />
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
          <RunTable runs={list.data.items} chosen={chosen} onChoose={choose} />
        </Panel>
      )}
    </Screen>
  );
}

function NoRunYet() {
  const [, go] = useLocation();
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
        Every reconciliation is listed here with its figures, files and audit trail.
      </EmptyState>
    </Screen>
  );
}

/** Leads to the two runs that are chosen, side by side; says what is missing until there are two. */
function CompareChosen({ chosen }: { chosen: readonly RunRecord[] }) {
  const [, go] = useLocation();
  const pair = pairToCompare(chosen);
  return (
    <>
      <span className={css.hint} role="status">
        {pair
          ? 'Two runs selected.'
          : chosen.length === 1
            ? 'Select one more run to compare.'
            : 'Select two completed runs to compare.'}
      </span>
      <Button
        look="primary"
        disabled={pair === null}
        onClick={() => pair && go(pathTo('compare', { a: pair[0], b: pair[1] }))}
      >
        Compare
      </Button>
    </>
  );
}
