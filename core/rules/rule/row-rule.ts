import type { IdFault } from '../../ledger/float-ids.ts';
import type { LedgerField } from '../../ledger/ledger.ts';
import type { CentsFault } from '../../ledger/money.ts';
import type { CasePlace, PlantedCase } from './planted.ts';
import type { FindingWords } from './words.ts';

/** What a cell of a row turned out to hold. */
export type ReadCell =
  | { readonly is: 'blank' }
  /** Nothing that could be read: a formula without a stored result, or an Excel error. */
  | { readonly is: 'no-result' | 'excel-error' }
  /** Something that is no value of its field; of an amount and of an id it is known why. */
  | { readonly is: 'unreadable'; readonly why: CentsFault | IdFault | null }
  /** The text that a person sees; CURRENCY in capitals. */
  | { readonly is: 'value'; readonly text: string };

/** The columns that rows are read into, as far as rules look at them. */
export interface ReadColumns {
  /** EARNED, SPENT or EXPIRED. */
  readonly type: Uint8Array;
  /** Wall-clock ms. */
  readonly created: Float64Array;
  /** Wall-clock ms, NaN where blank. */
  readonly expires: Float64Array;
  /** Signed integer cents. */
  readonly cents: Float64Array;
}

/** What a row of a table is read into (core/warehouse/read-sql.ts), as SQL. */
export interface RowSql {
  /** The trimmed text of a field, '' for none: TCTYPE in small letters, CURRENCY in capitals and never blank. */
  text(field: LedgerField): string;
  /** How it is written: 'blank', or 'bad' where it cannot be read, or else. */
  form(field: 'CREATEDAT' | 'EXPIREDAT' | 'AMOUNT'): string;
  /** The moment; NULL where there is none. */
  time(field: 'CREATEDAT' | 'EXPIREDAT'): string;
  /** The last moment of EXPIREDAT: that of its day where it has no time of day. */
  readonly lastMoment: string;
  /** Signed integer cents; NULL where AMOUNT is none. */
  readonly cents: string;
  /** The digits of AMOUNT before its point, without leading zeros. */
  readonly whole: string;
  /** Its third to eighth decimals, without trailing zeros. */
  readonly noise: string;
  /** How often the TRANS_ID has stood before, and this row; 1 for its first row. */
  readonly occurrence: string;
  /** Whether a text matches a regular expression that every dialect knows. */
  matches(text: string, pattern: string): string;
}

/** How a rule finds rows of a table. */
interface TableSide {
  /** The column that a sample of it shows; null where any of several may be at fault. */
  readonly field: LedgerField | null;
  /** A condition for each cell that may be at fault. */
  faults(row: RowSql): readonly string[];
  /** The rule that a row's faults name after this one, against the order of the list. */
  readonly before?: string;
}

interface RowRuleBase extends FindingWords {
  readonly code: `row.${string}`;
  /** The row is set aside. */
  readonly severity: 'error';
  /** Null where a table cannot have the fault. */
  readonly table: TableSide | null;
  /** The cases that show it in a messy file. */
  planted(at: CasePlace): readonly PlantedCase[];
}

/** A rule on cells, each for itself. It is asked for every cell that is no ordinary value, and for every text of a kind once. */
export interface CellRule extends RowRuleBase {
  readonly on: 'cell';
  readonly fields: readonly LedgerField[];
  finds(cell: ReadCell): boolean;
  /** The finding's own words, by the column's header; the title where absent. */
  says?(header: string): string;
}

/** A rule on numbers of a row. It is asked for every row, so it looks into the columns and makes nothing. */
export interface NumberRule extends RowRuleBase {
  readonly on: 'numbers';
  /** The field whose cell it shows. */
  readonly field: LedgerField;
  /** The fields that have to hold values for it to be asked. */
  readonly needs: readonly LedgerField[];
  finds(columns: ReadColumns, r: number): boolean;
}

/** A rule on all rows together, asked when the last one is read. */
export interface FileRule extends RowRuleBase {
  readonly on: 'file';
  readonly field: LedgerField;
}

/** A rule that a row has to keep to be accepted: one file a rule, one line in row-rules.ts. */
export type RowRule = CellRule | NumberRule | FileRule;

/** The columns that hold ids. */
export const ID_FIELDS = ['TRANS_ID', 'CUSTOMERID', 'ORDERID'] as const;

/** The columns whose cells must hold a value that can be read; REASON and what is not known are carried along. */
export const FIELDS_THAT_ARE_READ = [
  'TRANS_ID',
  'TCTYPE',
  'CREATEDAT',
  'EXPIREDAT',
  'CUSTOMERID',
  'ORDERID',
  'AMOUNT',
  'CURRENCY',
] as const;
