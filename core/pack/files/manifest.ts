import { z } from 'zod';
import { sha256Schema } from '../../contract/run.ts';

/** The file of a pack that names all others. It is the last one. */
export const MANIFEST = 'manifest.json';

/** What a pack is about. */
const aboutSchema = z.object({
  entity: z.string(),
  source: z.string(),
  period: z.string(),
  /** `YYYY-MM-DD`: the as-of day. */
  as_of: z.string(),
  policy: z.string(),
  run: z.string(),
  /** The file that was reconciled. */
  source_file: z.object({
    name: z.string(),
    bytes: z.int(),
    sha256: z.string(),
    kept: z.boolean(),
  }),
  /** The program's version, and the digest of its rules. */
  software: z.string(),
  rules_sha256: z.string(),
  /** How it was made, in a sentence or two. */
  how: z.string(),
});
export type PackAbout = z.infer<typeof aboutSchema>;

export const manifestSchema = z.object({
  format: z.literal('thrive-cash-pack/1'),
  ...aboutSchema.shape,
  files: z.array(
    z.object({
      path: z.string(),
      bytes: z.int().min(0),
      sha256: sha256Schema,
      /** Of the bytes as they lie in the archive, so that no bit of it is without a digest. */
      packed_sha256: sha256Schema,
    }),
  ),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** A manifest as it is written. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
