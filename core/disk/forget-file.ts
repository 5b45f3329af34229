import { rm } from 'node:fs/promises';

/** A virus scanner or an indexer has let go of a file by then; 0.75 s in all. */
const PATIENCE = { maxRetries: 5, retryDelay: 50 } as const;

/**
 * Deletes a file that nobody needs any more, or a folder. On Windows it is tried again for a moment while another
 * program has it open; what stays behind does no harm, so nothing is thrown: what went wrong before is what counts.
 */
export async function forgetFile(path: string, remove: typeof rm = rm): Promise<void> {
  try {
    // Of itself Node tries again only where it deletes whole folders.
    await remove(path, { recursive: true, force: true, ...PATIENCE });
  } catch {
    // The folder has become read-only or has gone, or somebody reads the file.
  }
}
