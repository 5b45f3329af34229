import { z } from 'zod';
import { packAboutSchema } from '../../contract/close/pack.ts';
import { sha256Schema } from '../../contract/run.ts';

/** The file of a pack that names all others. It is the last one. */
export const MANIFEST = 'manifest.json';

export const manifestSchema = z.object({
  format: z.literal('thrive-cash-pack/1'),
  ...packAboutSchema.shape,
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
