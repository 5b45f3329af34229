import type { ImportedAs, ImportedTable, TableReading } from '../../contract/close/given-files.ts';
import { amountEvidence } from '../../formats/column-evidence.ts';
import { headersOf } from '../../source/header-row.ts';
import { mapColumns } from '../../source/headers.ts';
import { cellText } from '../../source/reading/cells.ts';
import { NUMBER, ROUNDED_NUMBER } from '../../source/reading/raw-rows.ts';
import type { OpenSource, RawRow, ReadOptions } from '../../source/reading/raw-rows.ts';
import { CUSTOMER_LIST } from './customer-list.ts';
import { missingColumns, sheetOfTable } from './imported-table.ts';
import type { TableForm } from './imported-table.ts';
import { TRIAL_BALANCE } from './trial-balance.ts';

const FORMS: Readonly<Record<ImportedTable, TableForm<string, string>>> = {
  'trial-balance': TRIAL_BALANCE,
  'customer-list': CUSTOMER_LIST,
};

/** So many of its rows are shown. */
const SHOWN = 5;

/**
 * How a table would be imported, before it is: its sheet, what its headers are read as, what is missing, and how its
 * amounts are written. Throws where there is no such sheet or no row, and as the reader does.
 */
export async function tableReading(
  source: OpenSource,
  table: ImportedTable,
  as: ImportedAs,
  options: Pick<ReadOptions, 'signal'> = {},
): Promise<TableReading> {
  const form = FORMS[table];
  const { sheet, headerRow } = await sheetOfTable(source, form, as, options);
  const evidence = amountEvidence();
  const rows: string[][] = [];
  let map = mapColumns<string>([], form.aliases, {});
  const take = (raw: RawRow): void => {
    if (raw.rowNumber < headerRow) return;
    if (raw.rowNumber === headerRow) {
      map = mapColumns(headersOf(raw), form.aliases, as.mapping ?? {});
      return;
    }
    if (rows.length < SHOWN) rows.push(headersOf(raw));
    map.fields.forEach((field, c) => {
      if (field === null || !form.amounts.includes(field) || c >= raw.width) return;
      if (raw.kind[c] === NUMBER || raw.kind[c] === ROUNDED_NUMBER) return;
      const text = cellText(raw, c).trim();
      if (text !== '') evidence.text(raw.rowNumber, text);
    });
  };
  await source.readSheet(sheet, take, { ...options, headerRow });
  return {
    sheets: source.sheetNames,
    sheet,
    headerRow,
    columns: map.headers.map((header, c) => {
      const field = map.fields[c] ?? null;
      return { header, column: field === 'extra' ? null : field };
    }),
    wanted: [...new Set(Object.values(form.aliases))],
    missing: missingColumns(map, form),
    decimals: decimalsOf(evidence.verdict(), as),
    rows,
  };
}

function decimalsOf(
  verdict: ReturnType<ReturnType<typeof amountEvidence>['verdict']>,
  { decimals }: ImportedAs,
): TableReading['decimals'] {
  if (decimals !== undefined) return { is: 'chosen', mark: decimals };
  if (verdict.is === 'plain') return { is: 'plain' };
  if (verdict.is === 'chosen') return { is: 'chosen', mark: verdict.format };
  return { is: 'open', ...verdict.witness };
}
