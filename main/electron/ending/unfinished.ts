import type { Job } from '../../../core/contract/api/runs.ts';

/** What would be lost with the program, and how one is asked about it. */
interface Unfinished {
  readonly message: string;
  readonly detail: string;
  readonly stay: string;
}

/**
 * What is asked before the program ends while work is under way; null where nothing is that anybody would
 * miss. The first button stays, the second ends the program.
 */
export function questionBeforeEnd(jobs: readonly Job[]): Electron.MessageBoxOptions | null {
  const unfinished = unfinishedIn(jobs);
  return (
    unfinished && {
      type: 'question',
      message: unfinished.message,
      detail: unfinished.detail,
      buttons: [unfinished.stay, 'Close anyway'],
      defaultId: 0,
      cancelId: 0,
    }
  );
}

/** Whether work is under way that somebody would miss: for that the machine stays awake, too. */
export function wouldBeMissed(jobs: readonly Job[]): boolean {
  return unfinishedIn(jobs) !== null;
}

function unfinishedIn(jobs: readonly Job[]): Unfinished | null {
  const runs = jobs.filter(({ kind }) => kind === 'run');
  if (runs.some(({ progress }) => !progress?.waiting)) return RUNNING;
  if (runs.length > 0) return WAITING;
  return jobs.some(({ kind }) => kind === 'deliver' || kind === 'export') ? WRITING : null;
}

const RUNNING: Unfinished = {
  message: 'A reconciliation is still running.',
  detail:
    'If you close the program now, it stops. Finished steps are kept, and you can continue the run from the history.',
  stay: 'Keep running',
};
const WAITING: Unfinished = {
  message: 'The program is still waiting for a file.',
  detail:
    'If you close the program now, it stops waiting, and the file will not be reconciled when it arrives.',
  stay: 'Keep waiting',
};
const WRITING: Unfinished = {
  message: 'Files are still being written.',
  detail: 'If you close the program now, they will be incomplete and have to be written again.',
  stay: 'Keep writing',
};
