/** A statement of the script and what it is for. */
export interface Statement {
  /** A few words, for progress and the printed script. */
  readonly does: string;
  readonly sql: string;
}

/** How a table is laid out over the machines, named by its columns. */
export interface Layout {
  /** All rows with the same values here lie on one machine. Empty: as the engine likes. */
  readonly by: readonly string[];
  /** Within a machine, rows lie in this order. */
  readonly sorted?: readonly string[];
}

/**
 * What engines write differently. Everything takes and returns SQL text; patterns are regular
 * expressions in which no letter needs a backslash, because each engine escapes that one differently.
 */
export interface Dialect {
  /** As the command line calls it. */
  readonly name: string;
  readonly title: string;
  /** Whether the makers run this dialect in their tests; the script says so. */
  readonly tested: boolean;
  /** Why the tables are laid out as they are, a line each. */
  readonly layout: readonly string[];
  /** How often a recursive query may repeat itself: null without a limit; 0 where it is of no use here. */
  readonly recursion: { readonly most: number | null; readonly why: string };
  quote(name: string): string;
  text(value: string): string;
  /** Without white space at both ends. */
  trim(text: string): string;
  matches(text: string, pattern: string): string;
  /** Without what the pattern finds. */
  without(text: string, pattern: string): string;
  /** The n-th of the parts that a letter separates, from 1; empty where there are not so many. */
  part(text: string, letter: string, n: number): string;
  withoutLeadingZeros(text: string): string;
  withoutTrailingZeros(text: string): string;
  /** A 64-bit integer; of a text that is none, null or an error, so it is asked for digits only. */
  integer(text: string): string;
  /** Of `YYYY-MM-DD HH:MM:SS`, a wall-clock time. */
  timeOfText(text: string): string;
  plusMilliseconds(time: string, milliseconds: string): string;
  /** `YYYY-MM`. */
  month(time: string): string;
  /** The midnight that a moment's day begins with. */
  day(time: string): string;
  /** The type of a wall-clock time. */
  readonly timeType: string;
  /** The type of an integer of 64 bits. */
  readonly integerType: string;
  /** A value of a time column as wall-clock time, to the millisecond where the engine can. */
  wallClock(value: string): string;
  /** A number, binary or not, as a decimal text without exponent. */
  plainNumber(value: string): string;
  /** A text such that ordering by it orders by code point. */
  byCodePoint(text: string): string;
  /** A text of 32 hexadecimal digits that differs where the text does. */
  hash(text: string): string;
  /** Integer cents as an exact decimal with two places, and back. */
  money(cents: string): string;
  cents(money: string): string;
  /**
   * Put at the end of a query within another, where the engine would otherwise write its expressions out
   * once for each use of them.
   */
  readonly fence: string;
  /** What a recursive query is called where it is defined, with its columns where the engine wants them. */
  recursiveName(name: string, columns: readonly string[]): string;
  /** What helps a recursive query that looks up a row of some tables at every step. */
  readonly stepwise: {
    /** An index on a scratch table; null where the engine has none or needs none. */
    readonly index: ((table: string, columns: readonly string[]) => string) | null;
    /** Said before and after the query. */
    readonly begin: readonly Statement[];
    readonly end: readonly Statement[];
  };
  /** A table of this run only. */
  scratch(name: string, layout: Layout, query: string): string;
  /** A table that stays. */
  table(name: string, layout: Layout, query: string): string;
  /** Replaces the table `to` by what `from` holds; `from` is gone then. */
  publish(from: string, to: string): string;
  /** Ends the script with an error where the query of one number answers anything but 0. */
  stopUnlessZero(query: string, message: string): string;
  /** What has to be said before and after everything. */
  readonly begin: readonly string[];
  readonly end: readonly string[];
  /** What reconciling in place needs; null where the script is only printed. */
  readonly served: Served | null;
}

/** An engine that this program connects to by PostgreSQL's protocol. */
export interface Served {
  /** What the engine's version text holds; null: any that no other dialect claims. */
  readonly version: RegExp | null;
  /** The number that fifteen hexadecimal digits stand for. */
  hexNumber(digits: string): string;
}

export interface ServedDialect extends Dialect {
  readonly served: Served;
}
