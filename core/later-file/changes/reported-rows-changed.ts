import type { Increment } from '../../accepted/increment.ts';
import { rowsRead } from '../../accepted/rows-read.ts';
import type { RowsRead } from '../../accepted/rows-read.ts';
import { Problem } from '../../contract/problem.ts';
import type { Settings } from '../../contract/settings.ts';
import { idText } from '../../ledger/ids.ts';
import { decisionsOf } from './decided-rows.ts';

type Changes = Pick<Increment, 'standingRun' | 'changedRows' | 'goneRows' | 'changes'>;

/**
 * Sees to it that somebody has said of each changed and gone row what counts. Throws Problem
 * `validation.reported-rows-changed` otherwise, after `halting` was called; `validation.decided-rows-unknown`
 * where a row was decided that is neither changed nor gone.
 */
export function assertDecided(
  increment: Changes,
  settings: Pick<Settings, 'onChanged' | 'decidedRows'>,
  read: RowsRead,
  halting: () => void,
): void {
  const { id } = increment.changes;
  const decided = decisionsOf(settings);
  const known = new Set(Array.from(id.values, (value) => idText(id.pool, value)));
  const unknown = [...decided.keys()].filter((one) => !known.has(one));
  if (unknown.length > 0) throw decidedRowsUnknown(increment.standingRun, unknown);
  const undecided = settings.onChanged === 'halt' ? known.size - decided.size : 0;
  if (undecided === 0) return;
  halting();
  throw reportedRowsChanged(increment, undecided, read);
}

/** A decision on a row that needs none: its TRANS_ID was mistyped, or the file has changed since. */
function decidedRowsUnknown(standingRun: string, unknown: readonly string[]): Problem {
  const named = unknown.slice(0, 5).join(', ');
  const more = unknown.length > 5 ? ` and ${unknown.length - 5} more` : '';
  return new Problem({
    kind: 'validation-halted',
    code: 'validation.decided-rows-unknown',
    message: `Decisions were given for TRANS_ID ${named}${more}, which the file neither changes nor lacks against run ${standingRun}; nothing was published.`,
    hint: 'Check the TRANS_IDs, or take these decisions out.',
    details: { standingRun, unknown: unknown.length },
  });
}

/** Why a run goes no further where reported rows are changed or gone and nobody has said what counts. */
function reportedRowsChanged(
  { standingRun, changedRows: changed, goneRows: gone }: Changes,
  undecided: number,
  read: RowsRead,
): Problem {
  const rows = (count: number, what: string): string[] =>
    count === 0 ? [] : [`${count} ${count === 1 ? 'row' : 'rows'} ${what}`];
  const open = undecided < changed + gone ? `; ${undecided} of them are not decided yet` : '';
  return new Problem({
    kind: 'validation-halted',
    code: 'validation.reported-rows-changed',
    message: `Of what run ${standingRun} reported, ${[...rows(changed, 'changed'), ...rows(gone, 'gone')].join(' and ')}${open}; nothing was published.`,
    hint: 'Find out why; then say what counts: what was reported (--on-changed keep) or the file (--on-changed take), or say it row by row (--decisions FILE).',
    details: {
      changed,
      gone,
      undecided,
      standingRun,
      ...rowsRead(read),
    },
  });
}
