import { z } from 'zod';
import { GROUP_COLUMNS, TYPE_NAMES } from '../../ledger/ledger.ts';
import type { GroupColumn } from '../../ledger/ledger.ts';
import { reasonSchema } from '../settings.ts';
import type { ActivityLine, JournalEntry } from './journal.ts';

// For the sides that reach the program through the contract alone.
export { GROUP_COLUMNS, TYPE_NAMES } from '../../ledger/ledger.ts';
export type { GroupColumn } from '../../ledger/ledger.ts';

/** As long may the texts of a line be. */
export const MOST_LETTERS = 200;
const text = z.string().trim().min(1).max(MOST_LETTERS);

/** Which REASONs a line of a chart of accounts is for. Letter case and blanks around a reason do not count. */
const reasonsSchema = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('any') }),
  /** The empty reason is that of rows without one. */
  z.strictObject({ is: z.literal('one'), reason: z.string().trim() }),
  z.strictObject({ is: z.literal('list'), reasons: z.array(z.string().trim()).min(1) }),
  /** `*` stands for any letters, `?` for any one. */
  z.strictObject({ is: z.literal('pattern'), pattern: text }),
]);
export type ChartReasons = z.infer<typeof reasonsSchema>;

/** Which movements are debited to one account and credited to another (RULES.md section 9). */
const chartLineSchema = z.strictObject({
  name: text,
  types: z.array(z.enum(TYPE_NAMES)).min(1),
  reasons: reasonsSchema,
  /** By grouping column of Customers the values that it is for; a column that is not here may have any. */
  groups: z.partialRecord(z.enum(GROUP_COLUMNS), z.array(z.string()).min(1)),
  debit: text,
  credit: text,
  /** `{PERIOD}`, `{REASON}` and `{COMPANY}` and the like stand for those of the movements. */
  memo: text,
  /** By the name of a dimension its value, in which the same may stand. */
  dimensions: z.record(text, z.string().max(MOST_LETTERS)),
});
export type ChartLine = z.infer<typeof chartLineSchema>;

/** A version of the chart of accounts. Versions are added and never changed. */
export const chartSchema = z.strictObject({
  version: z.int().min(1),
  /** `YYYY-MM-DD` from which it is in force. */
  from: z.iso.date(),
  /** Why there is this version. */
  note: reasonSchema,
  /** Of the lines that are for a movement, the first one counts. */
  lines: z.array(chartLineSchema).min(1),
});
export type Chart = z.infer<typeof chartSchema>;

/**
 * A line of a chart as texts, as a person types it and as a table of it is written: several values have semicolons
 * between them, one in quotation marks is taken letter by letter, and `(none)` stands for the empty one.
 */
export interface ChartLineText {
  readonly name: string;
  readonly types: string;
  /** `*` for any; a value with `*` or `?` is a pattern. */
  readonly reasons: string;
  /** Blank for any. */
  readonly groups: Readonly<Record<GroupColumn, string>>;
  readonly debit: string;
  readonly credit: string;
  readonly memo: string;
  /** `NAME=value` for each. */
  readonly dimensions: string;
}

/** What a chart makes of a period: the entries to be posted, or the amounts to which it gives no account. */
export interface ChartTrial {
  readonly unmapped: readonly ActivityLine[];
  readonly entries: readonly JournalEntry[];
}

/** As what a chart is exported: as it is kept, or as a table. */
export const CHART_FORMATS = ['json', 'csv'] as const;
export type ChartFormat = (typeof CHART_FORMATS)[number];
