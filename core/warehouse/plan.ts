import type { LedgerField } from '../ledger/ledger.ts';
import type { Policy } from '../policies/policies.ts';

/** A column of the source table. */
export interface WarehouseColumn {
  /** As the table calls it. */
  readonly name: string;
  /** As it is written in SQL: quoted where it has to be. */
  readonly sql: string;
  readonly field: LedgerField | 'extra';
  /** What its values are: `time` are wall-clock times already, `number` may be binary; others are read as text. */
  readonly kind: 'text' | 'number' | 'time';
}

/** What the SQL is made for. Names of tables are written as SQL. */
export interface WarehousePlan {
  readonly policy: Policy;
  readonly source: string;
  readonly columns: readonly WarehouseColumn[];
  /** `YYYY-MM-DD`, at the end of which all is stated; null: the day of the latest movement but not after today. */
  readonly asOf: string | null;
  /** `YYYY-MM-DD`; null: what the engine takes for today. */
  readonly today: string | null;
  /** Untracked variance up to this many cents is no exception. */
  readonly toleranceCents: number;
  readonly results: ResultNames;
  /** Where results stand until the checks have passed. */
  readonly drafts: ResultNames;
}

/** The tables that hold the results, in the order in which they are made. */
export const RESULT_TABLES = [
  'with_redemptions',
  'allocations',
  'quarantine',
  'customer_balances',
  'roll_forward',
  'exceptions',
  'checks',
  'run',
] as const;
export type ResultTable = (typeof RESULT_TABLES)[number];
export type ResultNames = Readonly<Record<ResultTable, string>>;

/** Names of all results, each made from its short name. */
export function resultNames(name: (table: ResultTable) => string): ResultNames {
  return Object.fromEntries(RESULT_TABLES.map((table) => [table, name(table)])) as Record<
    ResultTable,
    string
  >;
}

/** The four columns that the deliverable adds. */
const ADDED_COLUMNS = ['redeemid', 'match_status', 'matched_amount', 'open_amount'] as const;

/** What each source column is called in the deliverable: one that bears an added name steps aside. */
export function deliveredNames(columns: readonly WarehouseColumn[]): readonly string[] {
  return namesBeside(columns, ADDED_COLUMNS);
}

/** The same in the quarantine, which adds one column. */
export function quarantinedNames(columns: readonly WarehouseColumn[]): readonly string[] {
  return namesBeside(columns, ['findings']);
}

function namesBeside(
  columns: readonly WarehouseColumn[],
  added: readonly string[],
): readonly string[] {
  const taken = new Set([...added, ...columns.map(({ name }) => name.toLowerCase())]);
  return columns.map(({ name }) => {
    if (!added.includes(name.toLowerCase())) return name;
    let aside = `${name}_source`;
    while (taken.has(aside.toLowerCase())) aside += '_source';
    taken.add(aside.toLowerCase());
    return aside;
  });
}
