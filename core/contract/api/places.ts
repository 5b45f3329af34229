import { z } from 'zod';
import { settingsSchema } from '../settings.ts';
import { s3AccessSchema } from '../storage/s3.ts';

export { s3AccessSchema };
export type S3Access = z.infer<typeof s3AccessSchema>;

/** A local path, `s3://bucket/key` or `https://…`; on S3 also a pattern or a prefix that ends with `/`. */
export const placeSchema = z.strictObject({
  place: z.string().min(1).max(4096),
  s3: s3AccessSchema.optional(),
});
export type Place = z.infer<typeof placeSchema>;

/** What opens a place. It goes one way, into the program: no call gives it back. */
export const placeSecretSchema = z.strictObject({
  /** Instead of the AWS default chain. */
  keys: z
    .strictObject({
      accessKeyId: z.string().min(1).max(200),
      secretAccessKey: z.string().min(1).max(500),
      sessionToken: z.string().min(1).max(8192).optional(),
    })
    .optional(),
  /** The key of SSE-C: 32 bytes in base64. */
  customerKey: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/)
    .optional(),
  /** The whole of an https address: with its signature, or user and password. */
  url: z.url().max(8192).optional(),
  /** What backups are sealed with. */
  passphrase: z.string().min(1).max(1024).optional(),
});
export type PlaceSecret = z.infer<typeof placeSecretSchema>;

/** What the interface may know of a secret. */
export interface KeptSecret {
  /** `session`: until the program ends. `gone`: it was kept for a session that is over. */
  readonly kept: 'keychain' | 'session' | 'gone';
  /** The access key as it can be told from others, e.g. `…MPLE`; null: the AWS default chain. */
  readonly accessKey: string | null;
  readonly customerKey: boolean;
  readonly url: boolean;
}

/** The way to the network. Without them, what the system and the environment say. */
export const networkSettingsSchema = z.strictObject({
  /** `http://host:port`; null: the system's, else that of HTTPS_PROXY and NO_PROXY. */
  proxy: z.string().max(500).nullable(),
  /** A PEM file with the certificates that are trusted beside the system's. */
  caFile: z.string().max(4096).nullable(),
});
export type NetworkSettings = z.infer<typeof networkSettingsSchema>;

/** All that it takes to reach a remote place beside its address. It holds secrets: in memory only. */
export const remoteAccessSchema = z.strictObject({
  s3: s3AccessSchema,
  secret: placeSecretSchema.nullable(),
  network: networkSettingsSchema,
});
export type RemoteAccess = z.infer<typeof remoteAccessSchema>;

/** A period of any kind, whose last month fills the `{yyyy}` and `{MM}` of a pattern; null where the place has none. */
export const placePeriodSchema = settingsSchema.shape.period.unwrap();

/** An object as a listing, or the object itself, tells of it. */
export interface RemoteObjectFacts {
  readonly place: string;
  readonly bytes: number | null;
  /** Epoch ms; null where the place does not say. */
  readonly modifiedAt: number | null;
}

/** What a pattern or a prefix was resolved to. */
export interface ObjectChoice {
  /** As the source names it. */
  readonly pattern: string;
  readonly chosen: RemoteObjectFacts;
  /** How many objects fitted. */
  readonly of: number;
  /** The next ones, the newest first; at most nine. */
  readonly others: readonly RemoteObjectFacts[];
}

/** How the bytes of a remote place came here. */
export interface FetchFacts {
  /** `cache`: the place said that nothing has changed. */
  readonly from: 'place' | 'cache';
  /** What the bytes were checked against, e.g. `sha256`, `crc64nvme`, `md5`; null: only their number. */
  readonly checkedBy: string | null;
  readonly etag: string | null;
  readonly versionId: string | null;
  /** Null where the place names one object. */
  readonly choice: ObjectChoice | null;
}

export const CONNECTION_STEPS = [
  'address',
  'host',
  'connection',
  'credentials',
  'bucket',
  'object',
  'write',
] as const;
export type ConnectionStep = (typeof CONNECTION_STEPS)[number];

/** What testing a connection has found, in the order in which it was tried. */
export interface ConnectionReport {
  readonly ok: boolean;
  readonly steps: readonly {
    readonly step: ConnectionStep;
    /** `skipped`: a step before it failed. */
    readonly outcome: 'passed' | 'failed' | 'skipped';
    /** One sentence: what was found. For a failed step its problem; how to mend it is `hint`. */
    readonly words: string;
    readonly hint: string | null;
    /** The problem's code, e.g. `source.no-bucket`; null where it passed or was skipped. */
    readonly code: string | null;
  }[];
  /** What would be fetched; null where it was not reached, or is not there yet. */
  readonly object: RemoteObjectFacts | null;
  readonly choice: ObjectChoice | null;
}
