import type { RowDecision } from '../settings.ts';

/** A month of the roll-forward, or another kind of period. Cents, unsigned but the balances. */
export interface MonthView {
  readonly currency: string;
  /** Its name: `2026-06`, `2026-W23`. */
  readonly month: string;
  readonly opening: number;
  readonly earned: number;
  readonly spent: number;
  readonly expired: number;
  readonly closing: number;
  readonly movements: number;
}

export interface BucketView {
  readonly currency: string;
  readonly bucket: string;
  readonly lots: number;
  readonly cents: number;
}

/** A month that an earlier run had reported, and by how much it is another one now, in cents. */
export interface RestatedMonthView {
  readonly currency: string;
  readonly month: string;
  readonly earned: number;
  readonly spent: number;
  readonly expired: number;
  readonly net: number;
  /** Of the balance at the month's end. */
  readonly closing: number;
  readonly customers: number;
  /** Redemptions of the month that take other lots than was reported. */
  readonly rematched: number;
}

/** What a later file of the source was to the run that it stands on, in rows. */
export interface LaterFileView {
  readonly kind: 'refresh' | 'new-rows';
  /** What counted for changed and gone rows; by-row: for some what was reported, for others the file. */
  readonly onChanged: RowDecision | 'by-row';
  /** For how many of them the file counted. */
  readonly taken: number;
  /** Why, each reason once. */
  readonly reasons: readonly string[];
  readonly added: number;
  readonly late: number;
  readonly changed: number;
  readonly gone: number;
  readonly touchedCustomers: number;
  /** Null where all customers were matched anew. */
  readonly rowsAnew: number | null;
  readonly restatedCustomers: number;
  readonly restatedMonths: readonly RestatedMonthView[];
}

/** What analytics_report.json says, with amounts in cents. */
export interface ReportView {
  /** Null for a ledger of its own, and where the file brought nothing. */
  readonly laterFile: LaterFileView | null;
  readonly asOf: string;
  readonly months: readonly MonthView[];
  /** The period that was asked for, a line a currency; empty for the whole ledger. */
  readonly period: readonly MonthView[];
  readonly byAge: readonly BucketView[];
  readonly byExpiry: readonly BucketView[];
  readonly topCustomers: readonly {
    readonly customer: string;
    readonly currency: string;
    readonly cents: number;
  }[];
  readonly groups: readonly {
    /** The grouping column: COMPANY, COST_CENTER, REGION, CUSTOMER_GROUP. */
    readonly column: string;
    readonly value: string;
    readonly currency: string;
    readonly earned: number;
    readonly spent: number;
    readonly expired: number;
    readonly closing: number;
  }[];
}
