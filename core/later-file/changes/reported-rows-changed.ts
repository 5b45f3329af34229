import { counted } from '../../counted.ts';
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
  if (decided.size > 0) {
    const known = new Set(Array.from(id.values, (value) => idText(id.pool, value)));
    const unknown = [...decided.keys()].filter((one) => !known.has(one));
    if (unknown.length > 0)
      throw decidedRowsUnknown(
        unknown,
        `which the file neither changes nor lacks against run ${increment.standingRun}`,
      );
  }
  const undecided = settings.onChanged === 'halt' ? id.values.length - decided.size : 0;
  if (undecided === 0) return;
  halting();
  throw reportedRowsChanged(increment, undecided, read);
}

/** Throws the same Problem where rows are decided and the file is compared with nothing. */
export function assertNothingDecided(settings: Pick<Settings, 'decidedRows'>): void {
  const decided = [...decisionsOf(settings).keys()];
  if (decided.length > 0)
    throw decidedRowsUnknown(decided, 'and the file is compared with no earlier run');
}

/** A decision on a row that needs none: its TRANS_ID was mistyped, or the file has changed since. */
function decidedRowsUnknown(unknown: readonly string[], why: string): Problem {
  const named = unknown.slice(0, 5).join(', ');
  const more = unknown.length > 5 ? ` and ${unknown.length - 5} more` : '';
  return new Problem({
    kind: 'validation-halted',
    code: 'validation.decided-rows-unknown',
    message: `Decisions were given for TRANS_ID ${named}${more}, ${why}; nothing was published.`,
    hint: 'Check the TRANS_IDs, or remove these decisions.',
    details: { unknown: unknown.length },
  });
}

/** Why a run goes no further where reported rows are changed or gone and nobody has said what counts. */
function reportedRowsChanged(
  { standingRun, changedRows: changed, goneRows: gone }: Changes,
  undecided: number,
  read: RowsRead,
): Problem {
  const rows = (count: number, what: string): string[] =>
    count === 0 ? [] : [`${counted(count, 'row')} ${what}`];
  const open = undecided < changed + gone ? `; ${undecided} of them are not decided yet` : '';
  return new Problem({
    kind: 'validation-halted',
    code: 'validation.reported-rows-changed',
    message: `Compared with run ${standingRun}: ${[...rows(changed, 'changed'), ...rows(gone, 'gone')].join(' and ')}${open}. Nothing was published.`,
    hint: 'Find out why. Then keep the reported figures (--on-changed keep), use the new file (--on-changed take), or decide row by row (--decisions FILE).',
    details: {
      changed,
      gone,
      undecided,
      standingRun,
      ...rowsRead(read),
    },
  });
}
