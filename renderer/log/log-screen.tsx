import { keepPreviousData } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useState } from 'react';
import type { AuditQuery } from '../../core/contract/audit/audit-query.ts';
import { api, useCall } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { Pager } from '../components/surfaces/pager.tsx';
import { EmptyState, Loading, Panel, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { useExport } from '../components/surfaces/use-export.ts';
import { bindScreen } from '../frame/bound-screen.ts';
import { Screen } from '../frame/screen.tsx';
import { LogFilters } from './log-filters.tsx';
import { LogTable } from './log-table.tsx';
import { VerdictPanel } from './verdict-panel.tsx';

export const screen = bindScreen('log', () => <LogScreen />, ScrollText);

const PAGE = 100;

/** Everything that was done with the program, the verdict on the log of it, and the log as a file. */
function LogScreen() {
  const [query, setQuery] = useState<AuditQuery>({});
  const [offset, setOffset] = useState(0);
  const status = useCall('audit.status', {});
  const facets = useCall('audit.facets', {});
  const list = useCall(
    'audit.list',
    { query, offset, limit: PAGE },
    { placeholderData: keepPreviousData, staleTime: 0 },
  );
  const exporting = useExport();
  const narrow = (next: AuditQuery): void => {
    setQuery(next);
    setOffset(0);
  };
  const total = list.data?.total ?? 0;
  return (
    <Screen
      actions={
        <Button
          disabled={exporting.busy || total === 0}
          onClick={() =>
            void exporting.save('audit-log.csv', (target) => api('audit.export', { query, target }))
          }
        >
          {exporting.busy ? 'Exporting …' : 'Export as CSV'}
        </Button>
      }
    >
      {status.error ? (
        <ProblemNotice problem={status.error} />
      ) : (
        status.data && <VerdictPanel status={status.data} />
      )}
      <LogFilters query={query} facets={facets.data} onQuery={narrow} />
      {list.error ? (
        <ProblemNotice problem={list.error} />
      ) : !list.data ? (
        <Loading what="Reading the audit log" />
      ) : total === 0 ? (
        <EmptyState
          title="No entries match."
          action={<Button onClick={() => narrow({})}>Show all entries</Button>}
        />
      ) : (
        <Panel
          flush
          title="Entries"
          actions={
            <Pager of="entries" offset={offset} limit={PAGE} total={total} onOffset={setOffset} />
          }
        >
          <LogTable entries={list.data.items} />
        </Panel>
      )}
    </Screen>
  );
}
