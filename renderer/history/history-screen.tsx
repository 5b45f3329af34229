import { keepPreviousData } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { RunRecord } from '../../core/contract/run.ts';
import { ArchiveButton } from '../archive/archive-button.tsx';
import { useCall } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { Pager } from '../components/surfaces/pager.tsx';
import { EmptyState, Loading, Panel, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import { bindScreen } from '../frame/bound-screen.ts';
import { pathTo } from '../frame/routes.ts';
import { Screen } from '../frame/screen.tsx';
import { HistoryFilters } from './history-filters.tsx';
import type { HistoryFilter } from './history-filters.tsx';
import css from './history.module.css';
import { NEWEST_FIRST } from './history-order.ts';
import type { HistoryOrder } from './history-order.ts';
import { RunTable } from './run-table.tsx';
import { pairToCompare } from '../words/run-words.ts';

export const screen = bindScreen('history', () => <HistoryScreen />, History);

const PAGE = 50;

/** Every run that is not archived, the latest first until another order is chosen. Each opens exactly as it was. */
function HistoryScreen() {
  const [filter, setFilter] = useState<HistoryFilter>({});
  const [order, setOrder] = useState<HistoryOrder>(NEWEST_FIRST);
  const [offset, setOffset] = useState(0);
  const [chosen, setChosen] = useState<readonly RunRecord[]>([]);
  // The dashboard knows the sources that have runs; of its runs one is the least to be asked for.
  const sources = useCall('dashboard.get', { limit: 1 }).data?.sources ?? [];
  const list = useCall(
    'runs.list',
    { ...filter, ...order, offset, limit: PAGE },
    { placeholderData: keepPreviousData },
  );
  const narrow = (next: HistoryFilter): void => {
    setFilter(next);
    setOffset(0);
  };
  const choose = (run: RunRecord, on: boolean): void =>
    setChosen((before) => (on ? [...before, run] : before.filter(({ id }) => id !== run.id)));
  const filtered = Object.keys(filter).length > 0;
  if (list.data?.total === 0 && !filtered)
    return <NoRunYet onArchived={() => narrow({ archived: 'only' })} />;
  return (
    <Screen actions={<ChosenActions chosen={chosen} onArchived={() => setChosen([])} />}>
      <HistoryFilters filter={filter} sources={sources} onFilter={narrow} />
      {list.error ? (
        <ProblemNotice problem={list.error} />
      ) : !list.data ? (
        <Loading what="Reading the history" />
      ) : list.data.total === 0 ? (
        <EmptyState
          title="No runs match."
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
            chosen={chosen}
            onChoose={choose}
            order={order}
            onOrder={(next) => {
              setOrder(next);
              setOffset(0);
            }}
          />
        </Panel>
      )}
    </Screen>
  );
}

function NoRunYet({ onArchived }: { onArchived: () => void }) {
  const [, go] = useLocation();
  const archived = useCall('runs.list', { archived: 'only', limit: 1 }).data?.total ?? 0;
  if (archived > 0)
    return (
      <Screen>
        <EmptyState
          title="All runs are archived."
          action={<Button onClick={onArchived}>Show archived runs</Button>}
        />
      </Screen>
    );
  return (
    <Screen>
      <EmptyState
        title="No runs yet."
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

/** What can be done with the runs that are chosen: two completed ones are compared, any are archived or brought back. */
function ChosenActions({
  chosen,
  onArchived,
}: {
  chosen: readonly RunRecord[];
  onArchived: () => void;
}) {
  const [, go] = useLocation();
  const format = useFormat();
  const pair = chosen.every(({ status }) => status === 'completed') ? pairToCompare(chosen) : null;
  const archived = chosen.filter((run) => run.archived !== null);
  const current = chosen.filter((run) => run.archived === null);
  return (
    <>
      <span className={css.hint} role="status">
        {chosen.length === 0
          ? 'Select two completed runs to compare, or any to archive.'
          : `${format.count(chosen.length)} selected.`}
      </span>
      {archived.length > 0 && <ArchiveButton runs={archived} onDone={onArchived} />}
      {(current.length > 0 || archived.length === 0) && (
        <ArchiveButton runs={current} onDone={onArchived} />
      )}
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
