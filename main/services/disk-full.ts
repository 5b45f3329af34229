import { Problem } from '../../core/contract/problem.ts';

/**
 * The Problem `run.disk-full` where a drive had no room for a run's files; null for anything else.
 * Node says so by a code, DuckDB in words alone.
 */
export function diskFull(thrown: unknown, folder: string): Problem | null {
  if (thrown instanceof Problem || !(thrown instanceof Error)) return null;
  const { code, message } = thrown as NodeJS.ErrnoException;
  const full =
    code === 'ENOSPC' ||
    code === 'EDQUOT' ||
    /no space left on device|not enough space on the disk|disk quota exceeded/i.test(message);
  if (!full) return null;
  return new Problem(
    {
      kind: 'internal',
      code: 'run.disk-full',
      message: `The drive is full: the files of the run could not be written to ${folder}.`,
      hint: 'Nothing was published. Make room, or choose a data folder on another drive, and run again.',
      details: { folder },
    },
    thrown,
  );
}
