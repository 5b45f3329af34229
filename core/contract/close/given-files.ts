import { z } from 'zod';
import { DECIMAL_MARKS } from '../../formats/decimal-mark.ts';
import type { DecimalMark } from '../../formats/decimal-mark.ts';
import { sha256Schema } from '../run.ts';

/** A file that was given for a close: its name, and the checksum under which a copy of it is kept. */
export const keptFileSchema = z.strictObject({
  name: z.string().min(1).max(255),
  sha256: sha256Schema,
});
export type KeptFile = z.infer<typeof keptFileSchema>;

/** The largest file that is kept with a close. */
export const MOST_KEPT_BYTES = 25 * 2 ** 20;

/** What can be imported for a close, beside the ledger (RULES.md section 8). */
export const IMPORTED_TABLES = {
  'trial-balance': { title: 'Trial balance' },
  'customer-list': { title: 'Customer list' },
} as const;
export type ImportedTable = keyof typeof IMPORTED_TABLES;

/** How a person says that a table is to be read; what is left out is found. */
export const importedAsSchema = z.strictObject({
  /** The sheet of a workbook; left out: the first that has the columns. */
  sheet: z.string().optional(),
  /** Header → column. */
  mapping: z.record(z.string(), z.string()).optional(),
  decimals: z.enum(DECIMAL_MARKS).optional(),
});
export type ImportedAs = z.infer<typeof importedAsSchema>;

/** How a table would be read: what can be asked before it is. */
export interface TableReading {
  /** All sheets of a workbook; one of any other file. */
  readonly sheets: readonly string[];
  readonly sheet: string;
  readonly headerRow: number;
  /** What its headers are read as; null: not at all. */
  readonly columns: readonly { readonly header: string; readonly column: string | null }[];
  /** The columns that it can have, and those that are needed and missing. */
  readonly wanted: readonly string[];
  readonly missing: readonly string[];
  /** How its amounts are written; `open`: in this row they can be read in two ways. */
  readonly decimals:
    | { readonly is: 'plain' }
    | { readonly is: 'chosen'; readonly mark: DecimalMark }
    | { readonly is: 'open'; readonly row: number; readonly text: string };
  /** Its first rows, as texts. */
  readonly rows: readonly (readonly string[])[];
}
