import { z } from 'zod';
import { sha256Schema } from '../run.ts';
import { fingerprintSchema, personNameSchema } from './people.ts';

/** What a signature is on: who says what of which figures, and when (RULES.md section 16). */
export const statementSchema = z.strictObject({
  format: z.literal('thrive-signature-1'),
  is: z.enum(['prepared', 'reviewed', 'locked', 'reopened', 'rejected']),
  by: personNameSchema,
  /** The fingerprint of the key. */
  key: fingerprintSchema,
  /** Epoch milliseconds. */
  at: z.int(),
  /** Source and period are empty for a sign-off of a run by itself. */
  about: z.strictObject({ source: z.string(), period: z.string(), run: z.string() }),
  /** By part the digest (SHA-256) of what is signed. */
  signed: z.record(z.string(), sha256Schema),
  /** The reason, or the note; empty where there is none. */
  said: z.string().max(2000),
  /** The SHA-256 of the pack in which it was seen; null where it was seen in the data folder itself. */
  pack: sha256Schema.nullable(),
});
export type Statement = z.infer<typeof statementSchema>;
