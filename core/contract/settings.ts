import { z } from 'zod';
import { DEFAULT_POLICY, POLICIES } from '../policies/policies.ts';

// For the sides that reach the program through the contract alone.
export { POLICIES, policyOf } from '../policies/policies.ts';
export type { Policy } from '../policies/policies.ts';

/** What a run was asked to do. The snapshot stored with each run, and part of its identity. */
export const settingsSchema = z.strictObject({
  policy: z.enum(POLICIES).default(DEFAULT_POLICY),
  /** halt: errors publish nothing. quarantine: bad rows are set aside and the rest goes on. */
  onError: z.enum(['halt', 'quarantine']).default('halt'),
  /**
   * What a later file of the source is. auto: one that holds at least half of what stands is a refresh,
   * any other a ledger of its own. refresh: the whole ledger again. new-rows: only what is new, to be
   * added to what stands. off: a ledger of its own, compared with nothing.
   */
  increment: z.enum(['auto', 'refresh', 'new-rows', 'off']).default('auto'),
  /**
   * What counts where the file changes or lacks rows that a run before has reported. halt: nothing is
   * published until a person decides. keep: what stands. take: the file.
   */
  onChanged: z.enum(['halt', 'keep', 'take']).default('halt'),
  /** `YYYY-MM-DD`; null = the end of the period, else the latest CREATEDAT but not after today. */
  asOf: z.iso.date().nullable().default(null),
  /** `YYYY-MM`: the month reported on; null = the whole ledger. */
  period: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .nullable()
    .default(null),
  /** Untracked variance up to this many cents is no exception. */
  toleranceCents: z.int().min(0).default(0),
  /** A byte order mark before CSV files, so that Excel reads names with accents by double click. */
  csvBom: z.boolean().default(false),
  /** Whether the .xlsx outputs are written; they take most of the time of a large run. */
  xlsx: z.boolean().default(true),
  /** Source header → column of the ledger, for headers that no alias covers. */
  mapping: z.record(z.string(), z.string()).default({}),
});
export type Settings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});
