import { renameSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** What Windows says of a file that somebody has open, and of one that may not be touched at all. */
const PERHAPS_IN_USE = new Set<unknown>(['EPERM', 'EACCES', 'EBUSY']);
/** Longer than a virus scanner, an indexer or OneDrive keeps a file that was just written; 2.6 s in all. */
const PAUSES_MS = [10, 20, 40, 80, 160, 320, 640, 1280];

interface Means<Renamed, Paused> {
  readonly platform: NodeJS.Platform;
  readonly rename: (from: string, to: string) => Renamed;
  readonly pause: (ms: number) => Paused;
}

/**
 * Renames a file, over one that is there. On Windows it is tried again for some seconds while another program
 * has one of them open, which elsewhere is in nobody's way. Throws what the system throws.
 */
export async function renamePatiently(
  from: string,
  to: string,
  means: Means<Promise<void>, Promise<void>> = { platform: process.platform, rename, pause: sleep },
): Promise<void> {
  for (const ms of pausesOn(means.platform)) {
    try {
      return await means.rename(from, to);
    } catch (error) {
      if (!mayPass(error)) throw error;
      await means.pause(ms);
    }
  }
  return means.rename(from, to);
}

/** The same, and nothing else happens in this thread meanwhile: for small files. */
export function renamePatientlySync(
  from: string,
  to: string,
  means: Means<void, void> = { platform: process.platform, rename: renameSync, pause: sleepSync },
): void {
  for (const ms of pausesOn(means.platform)) {
    try {
      return means.rename(from, to);
    } catch (error) {
      if (!mayPass(error)) throw error;
      means.pause(ms);
    }
  }
  means.rename(from, to);
}

const pausesOn = (platform: NodeJS.Platform): readonly number[] =>
  platform === 'win32' ? PAUSES_MS : [];

const mayPass = (error: unknown): boolean =>
  PERHAPS_IN_USE.has((error as NodeJS.ErrnoException).code);

function sleepSync(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
