import { rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { renamePatientlySync } from '../../core/disk/rename.ts';

/**
 * Writes a small file of this user's alone: under another name first, so that whoever reads finds the old one or
 * the new one, never half of it. Throws what the system throws, with nothing left behind as far as that can be.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeFileSync(draft, content, { mode: 0o600 });
    renamePatientlySync(draft, path);
  } catch (error) {
    forget(draft);
    throw error;
  }
}

/** Deletes a file if that can be done; what stays behind does no harm. */
export function forget(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The folder has become read-only or has gone.
  }
}
