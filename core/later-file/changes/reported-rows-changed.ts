import type { Increment } from '../../accepted/increment.ts';
import type { LedgerRows } from '../../accepted/validated-source.ts';
import { setAsideText } from '../../accepted/bridge.ts';
import { Problem } from '../../contract/problem.ts';

/** Why a run goes no further where reported rows are changed or gone and nobody has said what counts. */
export function reportedRowsChanged(
  {
    standingRun,
    changedRows: changed,
    goneRows: gone,
  }: Pick<Increment, 'standingRun' | 'changedRows' | 'goneRows'>,
  {
    sourceRows,
    rejectedRows,
    rejectedCents,
    setAside,
  }: Pick<LedgerRows, 'sourceRows' | 'rejectedRows' | 'rejectedCents' | 'setAside'>,
): Problem {
  const rows = (count: number, what: string): string[] =>
    count === 0 ? [] : [`${count} ${count === 1 ? 'row' : 'rows'} ${what}`];
  return new Problem({
    kind: 'validation-halted',
    code: 'validation.reported-rows-changed',
    message: `Of what run ${standingRun} reported, ${[...rows(changed, 'changed'), ...rows(gone, 'gone')].join(' and ')}; nothing was published.`,
    hint: 'Find out why; then say what counts: what stands (--on-changed keep) or the file (--on-changed take).',
    details: {
      changed,
      gone,
      standingRun,
      sourceRows,
      rejectedRows,
      rejectedCents,
      setAside: setAsideText(setAside),
    },
  });
}
