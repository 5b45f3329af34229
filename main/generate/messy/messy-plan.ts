import type { FindingCode } from '../../../core/contract/findings.ts';
import { DAY_MS } from '../../../core/ledger/time.ts';
import { cellText, MESSY_COLUMNS } from './cells.ts';
import type { Cell, Format, MessyColumn } from '../../../core/rules/rule/planted.ts';
import type { LedgerModel } from '../ledger/ledger-model.ts';
import { generateLedger } from '../ledger/ledger-model.ts';
import type { SalesRow } from '../ledger/lookup-sheets.ts';
import { messyCases } from './messy-cases.ts';
import type { CaseRow } from './messy-cases.ts';

/** A finding that the validation, or the matching, of a messy file must report. */
export interface PlannedFinding {
  readonly code: FindingCode;
  /** The row number as Excel shows it; null where the finding concerns no single row. */
  readonly row: number | null;
  readonly column: string | null;
  /** The row's TRANS_ID as text; null where it is blank or where there is no row. */
  readonly transId: string | null;
}

/** A row that looks odd and on which no finding may stand. */
export interface HarmlessRow {
  readonly row: number;
  readonly transId: string;
  readonly what: string;
}

export interface PlantedRow {
  /** Clean rows that stand before it in the file. */
  readonly after: number;
  readonly cells: Readonly<Record<MessyColumn, Cell>>;
}

export interface MessyPlan {
  /** The clean rows between which the planted ones stand; no finding stands on them. */
  readonly ledger: LedgerModel;
  /** In the order of the file. */
  readonly planted: readonly PlantedRow[];
  readonly findings: readonly PlannedFinding[];
  readonly harmless: readonly HarmlessRow[];
  /** What the planted rows need in the sheets Sales and Customers. */
  readonly sales: readonly SalesRow[];
  readonly customers: readonly number[];
}

/** Clean rows must outnumber planted ones, because every planted TRANS_ID takes a gap of theirs. */
export const MIN_MESSY_ROWS = 200;

/**
 * A messy file of `rows` rows: a clean ledger with every finding planted that the format can hold,
 * spread evenly, and the list of them.
 */
export function messyPlan(
  wish: { readonly rows: number; readonly seed: number; readonly customers?: number | undefined },
  format: Format,
): MessyPlan {
  if (wish.rows < MIN_MESSY_ROWS)
    throw new RangeError(`A messy file has at least ${MIN_MESSY_ROWS} rows, not ${wish.rows}.`);
  const count = plantedRowCount(format);
  const clean = wish.rows - count;
  const ledger = generateLedger({
    rows: clean,
    seed: wish.seed,
    customers: wish.customers === undefined ? undefined : Math.min(wish.customers, clean),
    lifelike: false,
  });
  const lastCustomer = ledger.customerIds.at(-1)!;
  const lastOrder = ledger.order.reduce((last, order) => Math.max(last, order), 0);

  const planted: PlantedRow[] = [];
  const findings: PlannedFinding[] = [];
  const harmless: HarmlessRow[] = [];
  const sales: SalesRow[] = [];
  const customers: number[] = [];
  const cleanBefore = (k: number): number => Math.floor(((k + 1) * clean) / (count + 1));

  const total = caseCount();
  for (let c = 0; c < total; c++) {
    const first = planted.length;
    // Ids of clean rows are at least two apart.
    const id = (i: number): number => ledger.id[cleanBefore(first + i) - 1]! + 1;
    const time = Math.floor(ledger.createdAt[cleanBefore(first) - 1]! / 1000) * 1000;
    const order = lastOrder + 100 + c;
    const messyCase = messyCases({ time, id, order })[c]!;
    if (!messyCase.formats.includes(format)) continue;
    const customer = lastCustomer + 1 + c;
    if (messyCase.inCustomers !== false) customers.push(customer);
    messyCase.rows.forEach((caseRow, i) => {
      const after = cleanBefore(first + i);
      const row = after + planted.length + 2;
      const cells = cellsOf(caseRow, { id: id(i), time, customer });
      planted.push({ after, cells });
      const transId = cells.TRANS_ID === null ? null : idText(cells.TRANS_ID);
      for (const { code, column } of caseRow.finds ?? [])
        findings.push({ code, row, column, transId });
      if (messyCase.rows.every(({ finds }) => finds === undefined))
        harmless.push({ row, transId: transId!, what: messyCase.what });
      if (cells.ORDERID !== null && caseRow.inSales !== false) {
        const owner = caseRow.inSales === 'other-customer' ? ledger.customerIds[0]! : customer;
        sales.push([order, owner, 64.25, 7.5]);
      }
    });
  }
  findings.push({ code: 'column.unknown', row: 1, column: 'NOTES', transId: null });
  findings.push({ code: 'ledger.in-the-future', row: null, column: 'CREATEDAT', transId: null });
  if (format === 'xlsx')
    findings.push({ code: 'sheet.merged-cells', row: 1, column: null, transId: null });
  else
    for (const code of ['sheet.sales-missing', 'sheet.customers-missing'] as const)
      findings.push({ code, row: null, column: null, transId: null });
  return { ledger, planted, findings, harmless, sales, customers };
}

/** The text of an id cell as a reader gives it back: a float that is an integer is that integer. */
function idText(cell: Cell): string {
  return cellText(cell).replace(/^(\d+)\.0$/, '$1');
}

/** Where no row's cells matter, only how many there are. */
const ANYWHERE = { time: 0, id: () => 0, order: 0 };

function plantedRowCount(format: Format): number {
  return messyCases(ANYWHERE)
    .filter(({ formats }) => formats.includes(format))
    .reduce((sum, { rows }) => sum + rows.length, 0);
}

function caseCount(): number {
  return messyCases(ANYWHERE).length;
}

/** A plain earned row with the case's cells over it. */
function cellsOf(
  caseRow: CaseRow,
  plain: { readonly id: number; readonly time: number; readonly customer: number },
): Record<MessyColumn, Cell> {
  const cells: Record<MessyColumn, Cell> = {
    TRANS_ID: plain.id,
    TCTYPE: 'earned',
    CREATEDAT: { time: plain.time },
    EXPIREDAT: { time: plain.time + 365 * DAY_MS },
    CUSTOMERID: plain.customer,
    ORDERID: null,
    AMOUNT: { cents: 800 },
    REASON: 'Damaged Item',
    CURRENCY: 'USD',
    NOTES: null,
  };
  for (const column of MESSY_COLUMNS) {
    const cell = caseRow[column];
    if (cell !== undefined) cells[column] = cell;
  }
  return cells;
}

/** The currency of a clean customer in a messy file: euros for one in twelve. */
export function currencyOf(customer: number): 'USD' | 'EUR' {
  return customer % 12 === 0 ? 'EUR' : 'USD';
}

/** What a clerk noted on a clean row of a messy file, by its position; mostly nothing. */
export function noteOf(row: number): string | null {
  return row % 17 === 3 ? 'checked by phone' : null;
}
