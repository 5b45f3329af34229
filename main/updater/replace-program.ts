import { constants } from 'node:fs';
import { chmod, copyFile, open, rename } from 'node:fs/promises';
import { forgetFile } from '../../core/disk/forget-file.ts';

/**
 * Puts a newer AppImage in the place of the one that runs, whole or not at all: what runs keeps its bytes
 * until it ends, and the file keeps its name, by which launchers find it. electron-updater itself deletes the
 * old one first.
 *
 * Throws as the file system does.
 */
export async function replaceProgram(file: string, newer: string): Promise<void> {
  const beside = `${file}.new`;
  try {
    await copyFile(newer, beside, constants.COPYFILE_FICLONE);
    await chmod(beside, 0o755);
    const written = await open(beside, 'r');
    try {
      await written.sync();
    } finally {
      await written.close();
    }
    await rename(beside, file);
  } catch (thrown) {
    await forgetFile(beside);
    throw thrown;
  }
}
