import { mkdirSync, symlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** Makes a data folder look as if another window had it open, in the words of Electron's lock. */
export function putInUse(folder: string): void {
  mkdirSync(join(folder, 'window'), { recursive: true });
  // The mark that an instance leaves there, which Windows has none of.
  if (process.platform !== 'win32')
    symlinkSync(`${hostname()}-${process.pid}`, join(folder, 'window', 'SingletonLock'));
}
