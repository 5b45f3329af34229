import { z } from 'zod';

/** Where an export goes: a path on this machine, or the browser's downloads. */
export const exportTargetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('path'), path: z.string().min(1).max(4096) }),
  /** Into the settings' output folder, else the data folder's `exports`, under `name` or a free variant of it. */
  z.strictObject({ kind: z.literal('exports'), name: z.string().min(1).max(200) }),
  z.strictObject({ kind: z.literal('download'), name: z.string().min(1).max(200) }),
]);
export type ExportTarget = z.infer<typeof exportTargetSchema>;

export interface WrittenFile {
  readonly name: string;
  /** Null for a download. */
  readonly path: string | null;
  /** Where a browser fetches the download, once; null for a path. */
  readonly url: string | null;
  readonly bytes: number;
  readonly sha256: string;
  /** Rows of a table. */
  readonly rows: number | null;
}

export const tableFormatSchema = z.enum(['csv', 'xlsx', 'parquet']);
export type TableFormat = z.infer<typeof tableFormatSchema>;
/** What several tables side by side are exported as: all of them as a workbook, or the main one as CSV. */
export const sheetFormatSchema = z.enum(['xlsx', 'csv']);
export type SheetFormat = z.infer<typeof sheetFormatSchema>;
