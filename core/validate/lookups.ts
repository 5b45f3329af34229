import type { CustomerLookup, OrderCustomers } from '../accepted/lookup-tables.ts';
import type { ReadSheet } from '../accepted/validated-source.ts';
import type { FindingLog } from '../contract/findings.ts';
import type { IdPool } from '../ledger/ids.ts';
import { GROUP_COLUMNS } from '../ledger/ledger.ts';
import { cellText, idOfCell } from '../source/reading/cells.ts';
import { findHeaderRow, headersOf } from '../source/header-row.ts';
import { LOOKUP_COLUMNS, normalHeader } from '../source/headers.ts';
import type { OpenSource, RawRow, ReadOptions } from '../source/reading/raw-rows.ts';
import { logTitles } from './titles.ts';

/**
 * The columns that say what a customer is called, the best first: of the first of these sets that the sheet has all
 * of, the values are put one after the other.
 */
const NAME_COLUMNS: readonly (readonly string[])[] = [
  ['CUSTOMER_NAME'],
  ['FULL_NAME'],
  ['DISPLAY_NAME'],
  ['NAME'],
  ['FIRSTNAME', 'LASTNAME'],
  ['FIRSTNAME', 'SURNAME'],
  ['COMPANY_NAME'],
  ['LASTNAME'],
  ['FIRSTNAME'],
  ['COMPANY'],
  ['EMAIL'],
];

/** How a sheet is read to look things up in: null, with a warning, where there is none or it lacks a column. */
interface LookupSheet {
  readonly source: OpenSource;
  /** Null where the workbook has none. */
  readonly sheet: string | null;
  readonly findings: FindingLog;
  readonly options: ReadOptions;
}

/** Reads the sheet of orders. */
export async function readSales(
  lookup: LookupSheet,
  orders: IdPool,
  customers: IdPool,
): Promise<{ orders: OrderCustomers; sheet: ReadSheet } | null> {
  const { sheet } = lookup;
  if (sheet === null) {
    lookup.findings.add('sheet.sales-missing', {});
    return null;
  }
  const found = new Map<number, number | number[]>();
  const rows = await readLookup({ ...lookup, sheet }, 'sales', {
    row: (raw, [orderAt, customerAt]) => {
      const order = idOrBlank(raw, orderAt!, orders);
      const customer = idOrBlank(raw, customerAt!, customers);
      if (Number.isNaN(order)) return;
      const known = found.get(order);
      if (known === undefined) found.set(order, customer);
      else if (typeof known !== 'number') known.push(customer);
      else if (known !== customer) found.set(order, [known, customer]);
    },
  });
  return rows === null ? null : { orders: found, sheet: { sheet, rows } };
}

/** Reads the sheet of customers. */
export async function readCustomers(
  lookup: LookupSheet,
  customers: IdPool,
): Promise<{ customers: CustomerLookup; sheet: ReadSheet } | null> {
  const { sheet } = lookup;
  if (sheet === null) {
    lookup.findings.add('sheet.customers-missing', {});
    return null;
  }
  const ids = new Set<number>();
  const groups = new Map<number, readonly string[]>();
  // A group's name stands on thousands of customers; keep one string of each.
  const names = new Map<string, string>();
  const named = new Map<number, string>();
  let nameAt: number[] = [];
  let nameColumns: readonly string[] = [];
  let groupAt: number[] = [];
  let groupColumns: string[] = [];
  const rows = await readLookup({ ...lookup, sheet }, 'customers', {
    header: (headers) => {
      const present = GROUP_COLUMNS.map((name) => headers.indexOf(normalHeader(name)));
      groupColumns = GROUP_COLUMNS.filter((_, i) => present[i]! >= 0);
      groupAt = present.filter((c) => c >= 0);
      const at = (column: string): number => headers.indexOf(normalHeader(column));
      nameColumns = NAME_COLUMNS.find((set) => set.every((column) => at(column) >= 0)) ?? [];
      nameAt = nameColumns.map(at);
    },
    row: (raw, [customerAt]) => {
      const customer = idOrBlank(raw, customerAt!, customers);
      if (Number.isNaN(customer)) return;
      ids.add(customer);
      if (nameAt.length > 0) {
        const name = nameAt.map((c) => cellText(raw, c).trim()).filter((text) => text !== '');
        if (name.length > 0) named.set(customer, name.join(' '));
      }
      if (groupAt.length === 0) return;
      const values = groupAt.map((c) => {
        const text = cellText(raw, c).trim();
        const known = names.get(text);
        if (known === undefined) names.set(text, text);
        return known ?? text;
      });
      groups.set(customer, values);
    },
  });
  return rows === null
    ? null
    : {
        customers: {
          ids,
          groupColumns,
          groups,
          names: nameColumns.length === 0 ? null : { columns: nameColumns, of: named },
        },
        sheet: { sheet, rows },
      };
}

/** The id in a cell; NaN for none, and for one that is at fault: nothing is found by it. */
function idOrBlank(raw: RawRow, c: number, pool: IdPool): number {
  return idOfCell(raw, c, pool) ?? NaN;
}

/** The rows of a sheet, by the columns that are needed; null, with a warning, where one of them is missing. */
async function readLookup(
  { source, sheet, findings, options }: LookupSheet & { readonly sheet: string },
  role: keyof typeof LOOKUP_COLUMNS,
  take: {
    header?: (headers: readonly string[]) => void;
    row: (raw: RawRow, at: readonly number[]) => void;
  },
): Promise<number | null> {
  const header = await findHeaderRow(source, sheet, role, {}, options);
  if (header === null || header.lacking > 0) {
    findings.add('sheet.lookup-incomplete', { sheet });
    return null;
  }
  logTitles(header, sheet, findings);
  let at: number[] | null = null;
  let rows = 0;
  await source.readSheet(
    sheet,
    (raw) => {
      if (raw.rowNumber < header.row) return;
      if (at === null) {
        const headers = headersOf(raw).map(normalHeader);
        at = LOOKUP_COLUMNS[role].map((names) => headers.findIndex((name) => names.includes(name)));
        take.header?.(headers);
        return;
      }
      rows++;
      take.row(raw, at);
    },
    { ...options, headerRow: header.row },
  );
  return rows;
}
