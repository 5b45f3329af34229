import type { Progress } from '../../core/contract/steps.ts';
import type { LockHolder } from '../data-folder/lock.ts';

/**
 * Says once that a source is waited for, and once that it has come: for logs, which no progress bar is
 * drawn into.
 */
export function waitNotice(note: (line: string) => void): (progress: Progress) => void {
  let waiting = false;
  return ({ words, waiting: now }) => {
    if (now && !waiting) {
      waiting = true;
      note(`${words}, which is not available yet, until ${new Date(now.until).toLocaleString()} …`);
    } else if (!now && waiting) {
      waiting = false;
      note('The file has arrived.');
    }
  };
}

/** That another process writes to the data folder, and which where it is known. */
export function busyNotice(holder: LockHolder | null): string {
  const which = holder ? ` (${holder.command}, process ${holder.pid})` : '';
  return `Waiting for another process${which} to finish …`;
}
