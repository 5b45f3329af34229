import { isSamePerson } from '../../core/contract/close/sign-off.ts';
import type { Held } from '../../core/contract/keeping/keeping-log.ts';
import { KEPT_KINDS } from '../../core/contract/keeping/kept-kinds.ts';
import type { Keep, KeptKind } from '../../core/contract/keeping/kept-kinds.ts';
import type { Proposal } from '../../core/contract/keeping/retention.ts';
import { Problem } from '../../core/contract/problem.ts';
import { refusalToApprove } from '../../core/keeping/approval.ts';
import { keepingBooks } from '../../core/keeping/keeping-books.ts';
import type { History } from '../history/history.ts';
import { theRun } from '../history/the-run.ts';
import type { KeepingContext } from './things/kept-thing.ts';
import { needsTwo, retentionView } from './retention-view.ts';
import type { KnowsPeople } from './retention-view.ts';

type Log = Pick<History, 'logKeeping' | 'keepingLog'>;

/** Changes how long a kind is kept. Throws Problem `retention.refused` for one whose rule is fixed. */
export function setRule(history: Log, kind: KeptKind, keep: Keep, by: string): void {
  if ('isFixed' in KEPT_KINDS[kind])
    throw notDone('Nothing of the audit log and the history is ever deleted.');
  history.logKeeping(() => [{ is: 'rule', kind, keep }], by);
}

/** Places a legal hold. Throws Problem `run.unknown` or `retention.refused` where there is no such source. */
export function hold(
  history: Log & Pick<History, 'getRun' | 'getSource'>,
  on: Held,
  reason: string,
  by: string,
): void {
  if (on.is === 'run') theRun(history, on.run);
  else if (history.getSource(on.sourceId) === null) throw notDone('There is no such source.');
  history.logKeeping(() => [{ is: 'hold', on, reason }], by);
}

/** Ends a hold. Throws Problem `retention.refused` where there is none of this number. */
export function release(history: Log, id: number, reason: string, by: string): void {
  history.logKeeping(() => {
    const found = keepingBooks(history.keepingLog()).holds.find((one) => one.id === id);
    if (!found || found.released !== null) throw notDone(`There is no hold ${id} to be released.`);
    return [{ is: 'released', hold: id, reason }];
  }, by);
}

/**
 * Proposes to delete all that is past its time, or what is named of it; answers the number of the proposal. Throws
 * Problem `retention.refused` where a thing that is named has to stay, or nothing is left.
 */
export async function propose(
  context: KeepingContext,
  names: readonly string[] | null,
  by: string,
  now: number,
): Promise<number> {
  const { past, staying } = await retentionView(context, now);
  for (const name of names ?? []) {
    const why = staying.find((one) => one.name === name)?.why;
    if (why !== undefined) throw notDone(`${name} is not to be deleted. ${why}`);
    if (!past.some((one) => one.name === name))
      throw notDone(`There is no ${name} that is past its time.`);
  }
  const items = names === null ? past : past.filter(({ name }) => names.includes(name));
  if (items.length === 0) throw notDone('Nothing is past its time.');
  return context.history.logKeeping(() => [{ is: 'proposed', items: [...items] }], by)[0]!;
}

/** Approves a proposal. Throws Problem `retention.refused` where the person cannot. */
export function approve(history: Log & KnowsPeople, id: number, by: string, alone: boolean): void {
  history.logKeeping(() => {
    const proposal = theProposal(history, id);
    const why = refusalToApprove(proposal, by, alone, needsTwo(history));
    if (why !== null) throw notDone(why);
    return [{ is: 'approved', proposal: id, alone: isSamePerson(proposal.by, by) }];
  }, by);
}

/** Withdraws a proposal that was not carried out. Throws Problem `retention.refused`. */
export function withdraw(history: Log, id: number, reason: string, by: string): void {
  history.logKeeping(() => {
    const { state, deleted } = theProposal(history, id);
    if ((state !== 'proposed' && state !== 'approved') || deleted > 0)
      throw notDone('The proposal can no longer be withdrawn.');
    return [{ is: 'withdrawn', proposal: id, reason }];
  }, by);
}

/** The proposal of a number. Throws Problem `retention.refused` where there is none. */
export function theProposal(history: Pick<History, 'keepingLog'>, id: number): Proposal {
  const found = keepingBooks(history.keepingLog()).proposals.find((one) => one.id === id);
  if (!found) throw notDone(`There is no proposal ${id}.`);
  return found;
}

export function notDone(message: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'retention.refused',
    message,
    hint: 'Nothing was deleted or changed.',
  });
}
