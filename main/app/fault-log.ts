import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { faultText } from '../secrets/fault-text.ts';
import { faultLogFile } from '../data-folder/data-folder.ts';

const LARGEST_LOG_BYTES = 1_000_000;

/**
 * Writes down faults for the developers, without secrets, in `log/faults.log` of the data folder. The
 * file is kept below a megabyte; the one before it stays as `faults.old.log`.
 */
export function faultLog(root: string, now: () => Date = () => new Date()) {
  const path = faultLogFile(root);
  return (fault: unknown): void => {
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      if (size > LARGEST_LOG_BYTES) setAside(path, join(root, 'log', 'faults.old.log'));
      appendFileSync(path, `${now().toISOString()} ${faultText(fault)}\n`, {
        mode: 0o600,
      });
    } catch {
      // Where the log cannot be written, the sentence on the screen has to do.
    }
  };
}

function setAside(path: string, old: string): void {
  try {
    renameSync(path, old);
  } catch {
    // Somebody has one of them open; rather a longer log than one that lacks this fault.
  }
}
