import type { CustomerLookup, OrderCustomers } from '../accepted/lookup-tables.ts';
import type { ReadSheet } from '../accepted/validated-source.ts';
import type { FindingLog } from '../contract/findings.ts';
import type { IdPool } from '../ledger/ids.ts';
import { cellText, idOfCell } from '../source/reading/cells.ts';
import { normalHeader } from '../source/headers.ts';
import type { OpenSource, RawRow, ReadOptions } from '../source/reading/raw-rows.ts';
import { sheetOf } from '../source/open-source.ts';

const GROUP_COLUMNS = ['COMPANY', 'COST_CENTER', 'REGION', 'CUSTOMER_GROUP'] as const;
const ORDER_HEADERS = ['orderid', 'ordernumber', 'order'];
const CUSTOMER_HEADERS = ['customerid', 'custid', 'customernumber', 'customer'];

/** Reads the sheet Sales; null, with a warning, where it is missing or lacks a column. */
export async function readSales(
  source: OpenSource,
  orders: IdPool,
  customers: IdPool,
  findings: FindingLog,
  options: ReadOptions,
): Promise<{ orders: OrderCustomers; sheet: ReadSheet } | null> {
  const sheet = sheetOf(source, 'Sales');
  if (sheet === undefined) {
    findings.add('sheet.sales-missing', {});
    return null;
  }
  const found = new Map<number, number | number[]>();
  const rows = await readLookup(source, sheet, [ORDER_HEADERS, CUSTOMER_HEADERS], options, {
    missing: () => findings.add('sheet.lookup-incomplete', { sheet }),
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

/** Reads the sheet Customers; null, with a warning, where it is missing or lacks its id column. */
export async function readCustomers(
  source: OpenSource,
  customers: IdPool,
  findings: FindingLog,
  options: ReadOptions,
): Promise<{ customers: CustomerLookup; sheet: ReadSheet } | null> {
  const sheet = sheetOf(source, 'Customers');
  if (sheet === undefined) {
    findings.add('sheet.customers-missing', {});
    return null;
  }
  const ids = new Set<number>();
  const groups = new Map<number, readonly string[]>();
  // A group's name stands on thousands of customers; keep one string of each.
  const names = new Map<string, string>();
  let groupAt: number[] = [];
  let groupColumns: string[] = [];
  const rows = await readLookup(source, sheet, [CUSTOMER_HEADERS], options, {
    missing: () => findings.add('sheet.lookup-incomplete', { sheet }),
    header: (headers) => {
      const present = GROUP_COLUMNS.map((name) => headers.indexOf(normalHeader(name)));
      groupColumns = GROUP_COLUMNS.filter((_, i) => present[i]! >= 0);
      groupAt = present.filter((c) => c >= 0);
    },
    row: (raw, [customerAt]) => {
      const customer = idOrBlank(raw, customerAt!, customers);
      if (Number.isNaN(customer)) return;
      ids.add(customer);
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
    : { customers: { ids, groupColumns, groups }, sheet: { sheet, rows } };
}

/** The id in a cell; NaN for none, and for one that is at fault: nothing is found by it. */
function idOrBlank(raw: RawRow, c: number, pool: IdPool): number {
  return idOfCell(raw, c, pool) ?? NaN;
}

/** Reads a sheet by the columns that it needs; null where one of them is missing. */
async function readLookup(
  source: OpenSource,
  sheet: string,
  wanted: readonly (readonly string[])[],
  options: ReadOptions,
  take: {
    missing: () => void;
    header?: (headers: readonly string[]) => void;
    row: (raw: RawRow, at: readonly number[]) => void;
  },
): Promise<number | null> {
  let at: number[] | null = null;
  let rows = 0;
  await source.readSheet(
    sheet,
    (raw) => {
      if (at === null) {
        const headers = Array.from({ length: raw.width }, (_, c) => normalHeader(cellText(raw, c)));
        at = wanted.map((names) => headers.findIndex((header) => names.includes(header)));
        take.header?.(headers);
        return;
      }
      rows++;
      if (!at.includes(-1)) take.row(raw, at);
    },
    options,
  );
  // Read through a function, because the compiler does not see the assignment in the callback.
  const found = ((): number[] | null => at)();
  if (found !== null && !found.includes(-1)) return rows;
  take.missing();
  return null;
}
