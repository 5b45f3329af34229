/** A column of a table of the memo: its share of the width, and whether its cells are numbers. */
export interface MemoColumn {
  readonly title: string;
  readonly share: number;
  readonly isNumber?: boolean;
  /** It is left out where every cell of it is blank. */
  readonly isOptional?: boolean;
}

/** A bar or a point of a chart, in cents; `text` is what a reader is told. */
export interface ChartValue {
  readonly label: string;
  readonly cents: number;
}

/** What the memo is made of, from the top to the bottom. */
export type Block =
  | { readonly is: 'text'; readonly text: string }
  /** Names and what they are. */
  | { readonly is: 'facts'; readonly facts: readonly (readonly [name: string, value: string])[] }
  | {
      readonly is: 'table';
      readonly caption: string;
      readonly columns: readonly MemoColumn[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly is: 'bars'; readonly caption: string; readonly values: readonly ChartValue[] }
  | {
      readonly is: 'curves';
      readonly caption: string;
      /** Shares from 0 to 1, from month 0 on. */
      readonly curves: readonly { readonly label: string; readonly shares: readonly number[] }[];
    };

/** So many rows of a table are in the memo; the rest is told by its number and stands in the files beside it. */
const MOST_ROWS = 60;

/** A table with no more rows than a memo has room for; `file` is where all of them are. */
export function shortTable(
  caption: string,
  columns: readonly MemoColumn[],
  rows: readonly (readonly string[])[],
  file: string,
): readonly Block[] {
  const table: Block = { is: 'table', caption, columns, rows: rows.slice(0, MOST_ROWS) };
  if (rows.length === 0) return [{ is: 'text', text: `${caption}: none.` }];
  if (rows.length <= MOST_ROWS) return [table];
  return [table, { is: 'text', text: `${rows.length - MOST_ROWS} more rows are in ${file}.` }];
}

/** A part of the memo. One is a file in sections/ and a line in memo.ts. */
export interface MemoSection<Input> {
  readonly title: string;
  readonly blocks: (input: Input) => readonly Block[];
}

/** A column of numbers, one of words, and one that is there where it says something. */
export const number = (title: string, share = 1): MemoColumn => ({ title, share, isNumber: true });
export const words = (title: string, share = 1): MemoColumn => ({ title, share });
export const optional = (title: string, share = 1): MemoColumn => ({
  title,
  share,
  isOptional: true,
});
