import { Tabs } from 'radix-ui';
import type { SheetPreview } from '../../../core/contract/api/sources.ts';
import { EmptyState } from '../../components/surfaces/surfaces.tsx';
import type { Format } from '../../format/format.ts';
import { useFormat } from '../../format/use-format.ts';
import { SheetTable } from './sheet-table.tsx';
import parts from '../../components/surfaces/parts.module.css';
import css from './sheets.module.css';

const ROLES: Readonly<Record<SheetPreview['role'], string>> = {
  ledger: 'the movements',
  sales: 'orders to check against',
  customers: 'customers to check against',
  ignored: 'not read',
};

/** The sheets of a source with their first rows. */
export function SheetTabs({ sheets }: { sheets: readonly SheetPreview[] }) {
  const format = useFormat();
  const first = sheets.find(({ role }) => role === 'ledger') ?? sheets[0];
  if (!first)
    return (
      <EmptyState title="The source has no sheets.">
        Open it in Excel and check that it holds the sheet TC_Data.
      </EmptyState>
    );
  return (
    <Tabs.Root defaultValue={first.name} activationMode="manual">
      <Tabs.List className={css.tabList} aria-label="Sheets">
        {sheets.map(({ name, role }) => (
          <Tabs.Trigger key={name} value={name} className={css.tab}>
            {name} <span className="quiet">{ROLES[role]}</span>
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {sheets.map(({ name, headerRow, headers, rows, rowCount }) => (
        <Tabs.Content key={name} value={name} tabIndex={-1}>
          <SheetTable
            caption={`First rows of ${name}`}
            headers={headers}
            headerRow={headerRow}
            rows={rows}
          />
          <p className={parts.under}>
            {rows.length === 0
              ? 'No rows below the header.'
              : `${firstRows(rows.length, rowCount, format)}, numbered as in the file.`}
          </p>
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}

/** How many of the rows are shown; `of` is null where that is not known. */
function firstRows(shown: number, of: number | null, { count, counted }: Format): string {
  if (shown === of) return shown === 1 ? 'The only row' : `All ${counted(shown, 'row')}`;
  return `The first ${counted(shown, 'row')}${of === null ? '' : ` of ${count(of)}`}`;
}
