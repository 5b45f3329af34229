import type { Progress } from '../../core/contract/steps.ts';

/**
 * Says once that a source is waited for, and once that it has come: for logs, which no progress bar is
 * drawn into.
 */
export function waitNotice(note: (line: string) => void): (progress: Progress) => void {
  let waiting = false;
  return ({ words, waiting: now }) => {
    if (now && !waiting) {
      waiting = true;
      note(`${words}, which is not there yet, until ${new Date(now.until).toLocaleString()} …`);
    } else if (!now && waiting) {
      waiting = false;
      note('It has come.');
    }
  };
}
