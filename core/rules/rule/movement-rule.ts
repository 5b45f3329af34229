import type { Ledger, LedgerField } from '../../ledger/ledger.ts';
import type { CasePlace, PlantedCase } from './planted.ts';
import type { FindingWords } from './words.ts';

/** The accepted movements as columns, and what they are looked up in. */
export interface Movements {
  readonly ledger: Ledger;
  readonly type: Uint8Array;
  readonly createdAt: Float64Array;
  readonly expiresAt: Float64Array;
  readonly order: Float64Array;
  readonly customer: Float64Array;
  /** Whether the source has a column EXPIREDAT. */
  readonly hasExpiry: boolean;
  /** The customers that each order stands under in Sales: one, or a list; null without the sheet. */
  readonly sales: ReadonlyMap<number, number | readonly number[]> | null;
  /** The customers of Customers; null without the sheet. */
  readonly customers: ReadonlySet<number> | null;
}

/** What a movement of a table is read into, as SQL. */
export interface MovementSql {
  has(field: LedgerField): boolean;
  readonly type: string;
  readonly created: string;
  readonly expires: string;
  /** 1 where there is an ORDERID, else 0. */
  readonly hasOrder: string;
}

/** A warning on single movements: one file a rule, one line in movement-rules.ts. */
export interface MovementRule extends FindingWords {
  readonly code: `row.${string}`;
  readonly severity: 'warning';
  /** The field whose cell it shows. */
  readonly field: LedgerField;
  /** Asked for every movement, so it looks into the columns and makes nothing. */
  finds(movements: Movements, r: number): boolean;
  /** The cell's text; a blank where absent. */
  value?(movements: Movements, r: number): string;
  /** The finding's own words; the title where absent. */
  says?(movements: Movements, r: number): string;
  /** The order is an orphan: not known to Sales as this customer's. */
  readonly orphansOrder?: true;
  /** What is said once where the source does not have the field. */
  readonly withoutField?: string;
  /** The condition on a movement of a table; null where a table cannot show it. */
  table(movement: MovementSql): string | null;
  /** The cases that show it in a messy file. */
  planted(at: CasePlace): readonly PlantedCase[];
}
