import type { EntryLine, JournalEntry } from '../../contract/close/journal.ts';
import type { EntryFile } from '../../contract/close/layouts.ts';
import { decimalText } from '../../ledger/money.ts';
import { csvText } from '../../report/columns/text-bytes.ts';

/** A file that a general ledger imports, and how much of the entries is in it. */
export interface JournalFile extends EntryFile {
  readonly text: string;
}

/** The files of some entries; or the entries that are too long for the layout: there are no files then. */
export type JournalFiles =
  | {
      readonly fits: true;
      readonly files: readonly JournalFile[];
      /** Dimensions of the entries for which the layout has no column. */
      readonly leftOut: readonly string[];
    }
  | { readonly fits: false; readonly tooLong: readonly string[]; readonly mostLines: number };

/**
 * How a general ledger wants entries. A layout is one file here, a line in layouts.ts, and its words in
 * contract/close/layouts.ts.
 */
export interface JournalLayout {
  /** The same entries give the same files; `name` begins their names. */
  readonly files: (entries: readonly JournalEntry[], name: string) => JournalFiles;
}

/** A line of an entry, with the entry. */
export interface LineOf {
  readonly entry: JournalEntry;
  readonly line: EntryLine;
}

/** The lines of entries, one after the other. */
export function linesOf(entries: readonly JournalEntry[]): readonly LineOf[] {
  return entries.flatMap((entry) => entry.lines.map((line) => ({ entry, line })));
}

/** A table as the text of a CSV file, its lines ended as RFC 4180 has it. */
export function csvTable(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(csvText).join(',')}\r\n`).join('');
}

/** Entries as a CSV file; `name` is without its ending. */
export function csvFile(
  name: string,
  entries: readonly JournalEntry[],
  rows: readonly (readonly string[])[],
): JournalFile {
  return {
    name: `${name}.csv`,
    entries: entries.length,
    lines: entries.reduce((sum, { lines }) => sum + lines.length, 0),
    text: csvTable(rows),
  };
}

/** An amount of a column for debits or for credits: blank where it is on the other side. */
export function sideText(cents: number): string {
  return cents === 0 ? '' : decimalText(cents);
}

/** The dimensions that entries name, in the order of the alphabet. */
export function dimensionNames(entries: readonly JournalEntry[]): readonly string[] {
  return [...new Set(linesOf(entries).flatMap(({ line }) => Object.keys(line.dimensions)))].sort();
}

/** The value of a dimension; the names of dimensions are told without letter case, blanks and underscores. */
export function dimensionOf({ dimensions }: EntryLine, name: string): string {
  const found = Object.keys(dimensions).find((key) => plainName(key) === plainName(name));
  return found === undefined ? '' : dimensions[found]!;
}

/** The dimensions of entries that are none of these. */
export function otherDimensions(
  entries: readonly JournalEntry[],
  known: readonly string[],
): readonly string[] {
  const plain = new Set(known.map(plainName));
  return dimensionNames(entries).filter((name) => !plain.has(plainName(name)));
}

/** Entries by what a file is for, in the order of its name: a company's ledger, a currency. */
export function entriesBy(
  entries: readonly JournalEntry[],
  nameOf: (entry: JournalEntry) => readonly string[],
): readonly { readonly name: readonly string[]; readonly entries: readonly JournalEntry[] }[] {
  const groups = new Map<string, JournalEntry[]>();
  for (const entry of entries) {
    const key = JSON.stringify(nameOf(entry));
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return [...groups.keys()].sort().map((key) => ({
    name: (JSON.parse(key) as string[]).filter((part) => part !== ''),
    entries: groups.get(key)!,
  }));
}

/** `YYYY-MM-DD` as `31/03/2026` or `03/31/2026`. */
export function slashedDate(day: string, order: 'dmy' | 'mdy'): string {
  const [year, month, of] = day.split('-') as [string, string, string];
  return (order === 'dmy' ? [of, month, year] : [month, of, year]).join('/');
}

function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_]+/g, '');
}
