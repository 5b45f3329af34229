import { z } from 'zod';
import { sha256Schema } from '../run.ts';

/** A file that was given for a close: its name, and the checksum under which a copy of it is kept. */
export const keptFileSchema = z.strictObject({
  name: z.string().min(1).max(255),
  sha256: sha256Schema,
});
export type KeptFile = z.infer<typeof keptFileSchema>;

/** The largest file that is kept with a close. */
export const MOST_KEPT_BYTES = 25 * 2 ** 20;
