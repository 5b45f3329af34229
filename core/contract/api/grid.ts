import { z } from 'zod';
import type { ExceptionRecord } from '../run.ts';
import { call } from '../calls/call.ts';
import { entryOf, entryWithin, noEntry, ofRun, opening } from '../calls/entry.ts';
import { ROLL_FORWARD_KINDS } from '../../periods/periods.ts';
import type { PictureMovement, PicturePair } from './policies.ts';
import type { RunData } from './runs.ts';
import type { MonthView } from '../runs/report-view.ts';
import { exportTargetSchema, sheetFormatSchema, tableFormatSchema } from '../calls/written-file.ts';
import type { WrittenFile } from '../calls/written-file.ts';

const runId = z.string().max(40);

/** What a column of the grid holds. Cells: id and text as text, money as cents, time as wall-clock ms. */
export type GridColumnKind = 'id' | 'text' | 'money' | 'time' | 'count';
export interface GridColumn {
  /** As the deliverable names it: the source's header, or the column that the program added. */
  readonly name: string;
  readonly kind: GridColumnKind;
  /** What the program added: REDEEMID, MATCH_STATUS, MATCHED_AMOUNT, OPEN_AMOUNT. */
  readonly added: boolean;
  /** The column of the ledger, where it is one: TRANS_ID, TCTYPE, CUSTOMERID, … */
  readonly field: string | null;
  /** All values of a column that has few. */
  readonly values: readonly string[] | null;
}

export interface GridFacts {
  readonly runId: string;
  readonly data: RunData;
  readonly rows: number;
  readonly columns: readonly GridColumn[];
  /** `YYYY-MM` of every month with a movement, the latest first. */
  readonly periods: readonly string[];
  readonly currencies: readonly string[];
}

export const QUICK_FILTERS = [
  'all',
  'exceptions',
  'open-lots',
  'unmatched',
  'after-cut-off',
] as const;

/** Money in cents and times in wall-clock ms, as cells are. */
export const columnFilterSchema = z.discriminatedUnion('op', [
  z.strictObject({
    column: z.string(),
    op: z.enum(['equals', 'not-equals', 'contains', 'starts-with', 'ends-with']),
    value: z.string().max(500),
  }),
  z.strictObject({
    column: z.string(),
    op: z.enum(['less', 'less-or-equal', 'greater', 'greater-or-equal', 'is', 'is-not']),
    value: z.number(),
  }),
  z.strictObject({
    column: z.string(),
    op: z.literal('between'),
    value: z.number(),
    to: z.number(),
  }),
  z.strictObject({ column: z.string(), op: z.enum(['blank', 'not-blank']) }),
  z.strictObject({
    column: z.string(),
    op: z.literal('in'),
    values: z.array(z.string().max(500)).max(1000),
  }),
]);
export type ColumnFilter = z.infer<typeof columnFilterSchema>;

/** Which rows, in which order. The default order is CUSTOMERID, CREATEDAT, TRANS_ID; it breaks all ties. */
export const gridViewSchema = z.strictObject({
  quick: z.enum(QUICK_FILTERS).default('all'),
  customer: z.string().max(500).nullable().default(null),
  /** `YYYY-MM` of CREATEDAT. */
  period: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .nullable()
    .default(null),
  /** Rows whose TRANS_ID, ORDERID, CUSTOMERID or REDEEMID is this. */
  search: z.string().max(500).nullable().default(null),
  /** Rows with these TRANS_IDs: what a failed check names. */
  ids: z.array(z.string().max(500)).max(2000).nullable().default(null),
  filters: z.array(columnFilterSchema).max(50).default([]),
  sort: z
    .array(z.strictObject({ column: z.string(), descending: z.boolean() }))
    .max(8)
    .default([]),
});
export type GridView = z.infer<typeof gridViewSchema>;
export type GridViewInput = z.input<typeof gridViewSchema>;

export type GridCell = string | number | null;
export interface GridRow {
  /** Position in the default order: the same in every view. */
  readonly n: number;
  /** In the order of `GridFacts.columns`. */
  readonly cells: readonly GridCell[];
  /** Codes of the exceptions that concern the row. */
  readonly flags: readonly string[];
}

export interface GridPage {
  readonly rows: readonly GridRow[];
  /** Of the whole view. */
  readonly total: number;
}

/** Sums over the whole view at the cut-off, in cents; by currency where there are several. */
export interface GridTotals {
  /** All of the view, those after the cut-off included. */
  readonly rows: number;
  /** Those of them that lie after the cut-off and are in no sum. */
  readonly rowsAfterCutOff: number;
  readonly customers: number;
  readonly byCurrency: readonly {
    readonly currency: string;
    readonly earned: number;
    readonly spent: number;
    readonly expired: number;
    /** Signed sum of AMOUNT. */
    readonly net: number;
    /** Of earned rows: what redemptions took, what is an open lot, and what taken lots have left over. */
    readonly matchedLots: number;
    readonly openLots: number;
    readonly unused: number;
    /** Of spent and expired rows: what lots cover, what is uncovered, and what paired ones still need. */
    readonly matchedRedemptions: number;
    readonly uncovered: number;
    readonly short: number;
  }[];
}

export interface TrailMovement extends PictureMovement {
  readonly expiresAt: number | null;
  readonly order: string | null;
  readonly reason: string | null;
  readonly status: string;
  readonly redeemId: string | null;
  readonly matched: number;
  readonly open: number;
  /** The account's balance after it. */
  readonly balance: number;
  readonly flags: readonly string[];
  /** Position in the grid's default order. */
  readonly n: number;
}

/** A movement after the cut-off: it is known, and takes part in nothing. */
export type LaterMovement = Omit<
  TrailMovement,
  'status' | 'redeemId' | 'matched' | 'open' | 'balance' | 'flags'
>;

/** Everything of one customer, to the cent. */
export interface LotTrail {
  readonly customer: string;
  /** What the sheet Customers calls the customer, and by which of its columns; null where it does not. */
  readonly name: { readonly text: string; readonly columns: readonly string[] } | null;
  /** From the sheet Customers where there is one: COMPANY, REGION, … */
  readonly facts: Readonly<Record<string, string>>;
  readonly totals: readonly {
    readonly currency: string;
    readonly earned: number;
    readonly spent: number;
    readonly expired: number;
    readonly balance: number;
    readonly openLots: number;
    readonly openAmount: number;
  }[];
  /** In movement order; at most 5,000, the earliest first. */
  readonly movements: readonly TrailMovement[];
  readonly more: number;
  /** What lies after the cut-off, in the order of the grid; as many at most. */
  readonly later: readonly LaterMovement[];
  readonly pairs: readonly (PicturePair & { readonly seq: number })[];
  readonly exceptions: readonly ExceptionRecord[];
}

/** A customer that was looked up. */
export interface FoundCustomer {
  readonly customer: string;
  /** As the sheet Customers has it; null where it names nobody. */
  readonly name: string | null;
  readonly movements: number;
  readonly balances: readonly { readonly currency: string; readonly cents: number }[];
}

/** A movement that was looked up by its TRANS_ID. */
export interface FoundMovement {
  readonly runId: string;
  readonly id: string;
  readonly customer: string;
  readonly type: string;
  /** Wall-clock ms. */
  readonly createdAt: number;
  readonly cents: number;
  readonly currency: string;
  readonly status: string;
}

/** A run that was looked through. */
export interface SearchedRun {
  readonly runId: string;
  readonly sourceName: string;
  readonly period: string | null;
}

export interface LedgerHits {
  readonly runs: readonly SearchedRun[];
  readonly customers: readonly (FoundCustomer & { readonly runId: string })[];
  readonly movements: readonly FoundMovement[];
  /** Runs that should have been looked through, and whose files cannot be read. */
  readonly unread: readonly SearchedRun[];
}

export const gridCalls = {
  'grid.open': call<GridFacts>()(z.strictObject({ runId }), opening('rows.opened', ofRun)),
  'grid.page': call<GridPage>()(
    z.strictObject({
      runId,
      view: gridViewSchema,
      offset: z.int().min(0),
      limit: z.int().min(1).max(1000),
    }),
    noEntry,
  ),
  /** The roll-forward by a kind of period, with the calendar of the run. */
  'grid.rollForward': call<readonly MonthView[]>()(
    z.strictObject({ runId, kind: z.enum(ROLL_FORWARD_KINDS) }),
    noEntry,
  ),
  'grid.totals': call<GridTotals>()(z.strictObject({ runId, view: gridViewSchema }), noEntry),
  /** Where a row with this TRANS_ID stands in the view; null where it is not in it. */
  'grid.find': call<number | null>()(
    z.strictObject({ runId, view: gridViewSchema, id: z.string().max(500) }),
    noEntry,
  ),
  /** Rows as tab-separated text with a header, as a spreadsheet takes them; 100,000 at the most. */
  'grid.tsv': call<{ readonly text: string; readonly rows: number; readonly total: number }>()(
    z.strictObject({
      runId,
      view: gridViewSchema,
      columns: z.array(z.string()).min(1).max(200),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(100_000).default(100_000),
    }),
    entryOf('rows.copied', ({ runId: id, limit, offset }) => ({
      runId: id,
      detail: { offset, limit },
    })),
  ),
  'grid.export': call<WrittenFile>()(
    z.strictObject({
      runId,
      view: gridViewSchema,
      columns: z.array(z.string()).min(1).max(200),
      format: tableFormatSchema,
      target: exportTargetSchema,
    }),
    entryWithin('export.written'),
  ),
  /**
   * Customers and movements by the beginning of their ids, customers also by a part of their name: in a run, or,
   * where none is named, in the latest run of each source.
   */
  'ledgers.search': call<LedgerHits>()(
    z.strictObject({
      runId: runId.nullable(),
      text: z.string().trim().min(1).max(200),
      /** Of each kind, in each run. */
      limit: z.int().min(1).max(100).default(5),
    }),
    opening('data.searched', ({ runId: id }) => (id === null ? {} : { runId: id })),
  ),
  /** Customers whose id begins with the text, or whose name has it, with their balance in cents. */
  'customers.search': call<readonly FoundCustomer[]>()(
    z.strictObject({
      runId,
      text: z.string().max(500),
      limit: z.int().min(1).max(100).default(20),
    }),
    noEntry,
  ),
  'customers.trail': call<LotTrail>()(
    z.strictObject({ runId, customer: z.string().max(500) }),
    opening('customer.opened', ({ runId: id, customer }) => ({ runId: id, detail: { customer } })),
  ),
  /**
   * Everything of a customer as a workbook: who it is in which run at which cut-off, movements, allocations,
   * exceptions; as CSV its movements.
   */
  'customers.export': call<WrittenFile>()(
    z.strictObject({
      runId,
      customer: z.string().max(500),
      format: sheetFormatSchema,
      target: exportTargetSchema,
    }),
    entryWithin('export.written'),
  ),
} as const;
