/** What stands in a cell of a sheet that is drawn cell by cell; null is a blank. */
export type Cell = TextCell | NumberCell | null;

interface TextCell {
  readonly is: 'text';
  readonly text: string;
  /** The sheet that it leads to. */
  readonly leadsTo?: string;
  /** So many columns to the right belong to its cell, for a text that is longer than figures are wide. */
  readonly over?: number;
  readonly formula?: string;
}

interface NumberCell {
  readonly is: NumberKind;
  /** Cents of money, 0 to 1 of a share, wall-clock ms of days and months. */
  readonly value: number;
  /** What it is computed by in the sheet; the value is what is shown before anybody computes. */
  readonly formula?: string;
}
export type NumberKind = 'money' | 'count' | 'share' | 'day' | 'month' | 'time' | 'id';

/** A text; the empty one is a blank. */
export function text(words: string): Cell {
  return words === '' ? null : { is: 'text', text: words };
}

/** A text whose cell takes so many columns to the right as well. */
export function textOver(words: string, over: number): Cell {
  return words === '' ? null : { is: 'text', text: words, over };
}

/** A text that leads to a sheet. */
export function link(words: string, leadsTo: string): Cell {
  return { is: 'text', text: words, leadsTo };
}

/** An amount in cents. */
export function money(cents: number): Cell {
  return { is: 'money', value: cents };
}

/** A number of something. */
export function count(value: number): Cell {
  return { is: 'count', value };
}

/** A share of 1. */
export function share(value: number): Cell {
  return { is: 'share', value };
}

/** A day, in wall-clock ms. */
export function day(at: number): Cell {
  return { is: 'day', value: at };
}

/** A month, by the wall-clock ms of its first day. */
export function month(at: number): Cell {
  return { is: 'month', value: at };
}

/** A cell that is computed by a formula, and shows what the program has computed until somebody does. */
export function computed(formula: string, shows: Cell): Cell {
  return shows && { ...shows, formula };
}
