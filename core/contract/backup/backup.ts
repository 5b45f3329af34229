import { z } from 'zod';
import { sha256Schema } from '../run.ts';
import { encryptionSchema, s3AccessSchema } from '../storage/s3.ts';

/** The name of a backup: when it was made (UTC) and a few letters of chance, so that names sort by time. */
export const backupIdSchema = z.string().regex(/^\d{8}-\d{6}-[0-9a-f]{6}$/);

/** Where backups are kept: a folder, of this computer or of a drive, or `s3://bucket/prefix`. */
export const backupPlaceSchema = z.strictObject({
  place: z.string().trim().min(1).max(1500),
  s3: s3AccessSchema.omit({ versionId: true }).default({}),
  /** How the storage encrypts what it gets; of S3 only. */
  encryption: encryptionSchema.default({ kind: 'bucket' }),
});
export type BackupPlace = z.infer<typeof backupPlaceSchema>;

/** How backups are made: where, sealed or not, and whether each day. */
export const backupPlanSchema = backupPlaceSchema.extend({
  /** With a passphrase, which the keychain keeps. */
  sealed: z.boolean().default(false),
  /** While the program runs. */
  daily: z.boolean().default(true),
});
export type BackupPlan = z.infer<typeof backupPlanSchema>;

/** A file as a backup names it: its path within the data folder with `/`, and what it holds. */
export const backupFileSchema = z.strictObject({
  path: z.string().min(1).max(4096),
  bytes: z.int().min(0),
  sha256: sha256Schema,
});
export type BackupFile = z.infer<typeof backupFileSchema>;

/** What is known of a backup without reading what it holds. */
export const backupFactsSchema = z.strictObject({
  format: z.literal('thrive-cash-backup/1'),
  id: backupIdSchema,
  /** Epoch milliseconds. */
  at: z.int(),
  /** `YYYY-MM-DD`, by the clock of the computer that made it: what retention counts. */
  day: z.iso.date(),
  software: z.string().max(100),
  computer: z.string().max(300),
  /** The end of the audit log in it; null for a log without entries. */
  head: z.strictObject({ entry: z.int(), hash: sha256Schema }).nullable(),
  /** Breaks of the audit log that were there when it was made: their ids. */
  breaks: z.array(z.string().max(200)),
  runs: z.int().min(0),
  /** Completed runs whose published files were no longer what was written when it was made. */
  changed: z.array(z.string().max(40)),
  /** Runs that were under way: what they had written until then is not in it. */
  underWay: z.array(z.string().max(40)),
  files: z.int().min(0),
  /** Of all files; what has not changed since an earlier backup is stored once. */
  bytes: z.int().min(0),
  /** What was stored anew for it. */
  newBytes: z.int().min(0),
  /** The list of its files, itself an object. */
  list: z.strictObject({ bytes: z.int().min(0), sha256: sha256Schema }),
});
export type BackupFacts = z.infer<typeof backupFactsSchema>;

/** What is remembered of the last backup, so that it can be told without its place. */
export const lastBackupSchema = z.object({
  ...backupFactsSchema.pick({ id: true, at: true, bytes: true, runs: true }).shape,
  place: z.string(),
});
export type LastBackup = z.infer<typeof lastBackupSchema>;

/** Why a backup is kept, or that nothing keeps it. */
export const KEPT_AS = {
  recent: 'Today or yesterday',
  daily: 'Last of its day',
  'month-end': 'Month-end',
  newest: 'The newest',
} as const;
export type KeptAs = keyof typeof KEPT_AS;

/** A backup in a list. */
export interface ListedBackup {
  readonly facts: BackupFacts;
  /** Null: older than any rule keeps it; it goes when backups are pruned. */
  readonly keptAs: KeptAs | null;
}

/** What lies in a place. */
export interface BackupList {
  readonly place: string;
  readonly sealed: boolean;
  /** The newest first. */
  readonly backups: readonly ListedBackup[];
  /** Backups that cannot be read, and why, in a sentence each. */
  readonly unreadable: readonly string[];
}

/** What was found when a backup was read back. */
export interface BackupVerdict {
  readonly id: string;
  readonly files: number;
  readonly bytes: number;
  /** What is wrong, in a sentence each; none in a sound one. */
  readonly faults: readonly string[];
}

/** What pruning has removed. */
export interface Pruned {
  readonly backups: readonly string[];
  readonly objects: number;
  readonly bytes: number;
}

/** What restoring a backup would change, or has changed. */
export interface RestoreReport {
  readonly facts: BackupFacts;
  /** The folder that is restored to. */
  readonly target: string;
  /** What differs from what is there now, in a sentence each; none where nothing does. */
  readonly changes: readonly string[];
  /** Where what was there before is kept; null where nothing was there, and in a dry run. */
  readonly keptAside: string | null;
}
