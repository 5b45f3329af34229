import { z } from 'zod';
import type { RunStatus, SourceRecord } from '../run.ts';
import type { StepName } from '../steps.ts';
import { call } from './call.ts';

/** How an S3 place is reached; credentials come from the AWS default chain and are never part of it. */
export const s3AccessSchema = z.strictObject({
  region: z.string().max(40).optional(),
  profile: z.string().max(100).optional(),
  /** A custom endpoint (MinIO, Ceph, R2): https, or http to loopback only. */
  endpoint: z.url().optional(),
  pathStyle: z.boolean().optional(),
});
export type S3Access = z.infer<typeof s3AccessSchema>;

/** A local path, `s3://bucket/key` or `https://…`. */
export const placeSchema = z.strictObject({
  place: z.string().min(1).max(4096),
  s3: s3AccessSchema.optional(),
});
export type Place = z.infer<typeof placeSchema>;

const mappingSchema = z.record(z.string().max(500), z.string().max(50));

export interface RecentPlace {
  readonly place: string;
  readonly name: string;
  /** Epoch ms. */
  readonly openedAt: number;
  /** False for a local file that is gone; true for remote places, which are not asked. */
  readonly exists: boolean;
  readonly lastRun: {
    readonly id: string;
    readonly status: RunStatus;
    /** The step after which it waits for the analyst; null where it does not wait. */
    readonly pausedAfter: StepName | null;
    readonly startedAt: number;
  } | null;
}

export interface HeaderPreview {
  /** As the source writes it. */
  readonly header: string;
  /** Excel's letters. */
  readonly letters: string;
  /** The column of the ledger it is understood as; `extra` is carried along; null has no header. */
  readonly field: string | null;
  /** Whether `field` was chosen by the user's mapping. */
  readonly mapped: boolean;
}

export interface SheetPreview {
  readonly name: string;
  /** What the program takes it for. */
  readonly role: 'ledger' | 'sales' | 'customers' | 'ignored';
  readonly headers: readonly string[];
  /** The first rows below the header as a person reads them. */
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
  /** Rows below the header if the source tells them without being read to its end. */
  readonly rowCount: number | null;
}

/** What a source looks like before it is reconciled. */
export interface SourcePreview {
  readonly place: string;
  readonly name: string;
  readonly format: 'xlsx' | 'csv' | 'parquet';
  readonly bytes: number;
  readonly sha256: string;
  /** Epoch ms; null where the place does not say. */
  readonly modifiedAt: number | null;
  readonly notes: Readonly<Record<string, string>>;
  readonly sheets: readonly SheetPreview[];
  /** Of the ledger sheet; empty where there is none. */
  readonly columns: readonly HeaderPreview[];
  /** Required columns that no header gives; the run would halt. */
  readonly missing: readonly string[];
  readonly duplicated: readonly { readonly field: string; readonly headers: readonly string[] }[];
  /** All columns of the ledger that a header can be mapped to. */
  readonly fields: readonly string[];
  /** The mapping in force: the one remembered for this source, or the one given. */
  readonly mapping: Readonly<Record<string, string>>;
  /** The latest completed run of these bytes, whatever its settings. */
  readonly lastRun: string | null;
}

export interface SourceRows {
  readonly sheet: string;
  readonly headers: readonly string[];
  /** `row` as Excel numbers it. */
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
}

export const sourceCalls = {
  'sources.recent': call<readonly RecentPlace[]>()(z.strictObject({})),
  'sources.forget': call<null>()(z.strictObject({ place: z.string() })),
  /** Fetches the place if it is remote, hashes it, reads the first rows. Streams `progress` under `jobId`. */
  'sources.inspect': call<SourcePreview>()(
    placeSchema.extend({ jobId: z.uuid(), mapping: mappingSchema.optional() }),
  ),
  'sources.saveMapping': call<SourceRecord>()(
    z.strictObject({ place: z.string().min(1).max(4096), mapping: mappingSchema }),
  ),
  /** Rows of the source of a run around a row, as the source has them. Reads the sheet up to there. */
  'sources.rows': call<SourceRows>()(
    z.strictObject({
      runId: z.string(),
      sheet: z.string(),
      from: z.int().min(1),
      count: z.int().min(1).max(500),
    }),
  ),
} as const;
