import type { DateOrder, DecimalMark, ThousandsMark } from '../settings.ts';

/** A cell of a column, and what it is read as: wall-clock ms or cents; null where it cannot be read so. */
export interface CellReading {
  /** As the source numbers it. */
  readonly row: number;
  readonly text: string;
  readonly read: number | null;
}

/** The cells of a column as they are read by one of its formats. */
export interface FormatReading<Format> {
  readonly format: Format;
  readonly cells: readonly CellReading[];
}

/** How a column is written, from its cells, before a run. */
interface ColumnReading<Format> {
  readonly header: string;
  /**
   * plain: its cells can be read in one way only. chosen: its cells say which of two ways it is.
   * undecided: a person has to say it, and `why` tells what the run would halt with.
   */
  readonly is: 'plain' | 'chosen' | 'undecided';
  readonly why: string | null;
  /** How it is read unless a person says otherwise. */
  readonly format: Format;
  /** Whether all of its cells that are shown are dates or numbers already, which need no reading. */
  readonly isTyped: boolean;
  /** Some of its cells, by each format that there is. */
  readonly readings: readonly FormatReading<Format>[];
}

export interface DateColumnReading extends ColumnReading<DateOrder> {
  readonly field: 'CREATEDAT' | 'EXPIREDAT';
}

export interface AmountColumnReading extends ColumnReading<DecimalMark> {
  readonly field: 'AMOUNT';
  /** What groups thousands in the cells that are shown, by each mark before the cents; null: nothing. */
  readonly thousands: Readonly<Record<DecimalMark, ThousandsMark | null>>;
}

/** The columns of a ledger that can be written in more than one way, as far as they hold anything. */
export interface ColumnReadings {
  readonly dates: readonly DateColumnReading[];
  readonly amounts: readonly AmountColumnReading[];
  /** The rows that this rests on, and whether they are all. The run decides on all of them. */
  readonly rows: number;
  readonly isWhole: boolean;
}
