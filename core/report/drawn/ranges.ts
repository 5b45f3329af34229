import { columnLetters } from '../encode/sheet-rows.ts';

/** A cell, for formulas of its own sheet. */
export function cellAt(column: number, row: number): string {
  return `${columnLetters(column)}${row}`;
}

/** Rows of a column, for formulas of any sheet. */
export function rangeOn(sheet: string, column: number, firstRow: number, lastRow: number): string {
  const letter = columnLetters(column);
  return `${quoted(sheet)}!$${letter}$${firstRow}:$${letter}$${lastRow}`;
}

function quoted(sheet: string): string {
  return `'${sheet.replaceAll("'", "''")}'`;
}

/** Columns of a table that goes on from sheet to sheet: a range a sheet, in the same order each. */
export type Ranges = readonly string[];

/** The sum of a column, of those rows alone where other columns hold given texts. */
export function sumOf(summed: Ranges, where: readonly Condition[] = []): string {
  if (where.length === 0) return `SUM(${summed.join(',')})`;
  return added(summed.map((range, i) => `SUMIFS(${range},${conditions(where, i)})`));
}

/** How many rows there are where columns hold given texts. */
export function countOf(where: readonly [Condition, ...Condition[]]): string {
  return added(where[0].of.map((_, i) => `COUNTIFS(${conditions(where, i)})`));
}

/** One term, whatever sign stands before it. */
function added(terms: readonly string[]): string {
  return terms.length === 1 ? terms[0]! : `(${terms.join('+')})`;
}

export interface Condition {
  readonly of: Ranges;
  readonly is: string;
}

function conditions(where: readonly Condition[], sheet: number): string {
  return where.map(({ of, is }) => `${of[sheet]!},${textIn(is)}`).join(',');
}

/** A text in a formula. */
function textIn(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
