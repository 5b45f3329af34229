import type { TableFormat } from '../../core/contract/calls/written-file.ts';
import { api } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { Menu } from '../components/overlays/menu.tsx';
import { Pager } from '../components/surfaces/pager.tsx';
import { RewriteWorkbook } from '../components/surfaces/rewrite-workbook.tsx';
import { useExport } from '../components/surfaces/use-export.ts';
import css from './exceptions.module.css';
import { Stakes } from '../components/surfaces/stake.tsx';
import { PAGE } from './use-work-list.ts';
import type { WorkList } from './use-work-list.ts';
import { narrowed } from './work-list.ts';

/** What the list holds, its pages, and the way to have it as a file. */
export function ListHead({
  runId,
  list,
  isCompleted,
}: {
  runId: string;
  list: WorkList;
  /** Whether its workbook is there, to be written again. */
  isCompleted: boolean;
}) {
  const exporting = useExport();
  const { view, query, page, count, offset, turnTo } = list;
  const exportList = (as: TableFormat): void =>
    void exporting.save(`exceptions-${runId}.${as}`, (target) =>
      api('exceptions.export', { runId, query, format: as, target }),
    );
  return (
    <header className={css.head}>
      <h2>{narrowed(view) ? 'Exceptions that match' : 'All exceptions'}</h2>
      <span className={css.stake} data-testid="at-stake">
        At stake: <Stakes atStake={page?.atStake ?? []} />
        {count === 0 && '–'}
      </span>
      <div className={css.headEnd}>
        <Pager of="exceptions" offset={offset} limit={PAGE} total={count} onOffset={turnTo} />
        {isCompleted && <RewriteWorkbook runId={runId} />}
        <Menu
          items={[
            { label: 'As CSV', onSelect: () => exportList('csv') },
            { label: 'As Excel workbook', onSelect: () => exportList('xlsx') },
            { label: 'As Parquet', onSelect: () => exportList('parquet') },
          ]}
        >
          <Button disabled={exporting.busy || count === 0}>
            {exporting.busy ? 'Exporting …' : 'Export list'}
          </Button>
        </Menu>
      </div>
    </header>
  );
}
