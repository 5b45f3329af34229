import { isSamePerson } from '../contract/close/sign-off.ts';
import type { Proposal } from '../contract/keeping/retention.ts';

/**
 * Why a person cannot approve a proposal, as a sentence; null where they can. Another person has to; where nobody
 * else is there, the one who proposed it says so.
 *
 * @param needsTwo whether the folder knows of another person.
 */
export function refusalToApprove(
  { state, by: proposer }: Pick<Proposal, 'state' | 'by'>,
  by: string,
  alone: boolean,
  needsTwo: boolean,
): string | null {
  if (state !== 'proposed') return 'The proposal does not wait for approval.';
  if (!isSamePerson(proposer, by)) return null;
  if (needsTwo) return `${proposer} has proposed it, so another person has to approve it.`;
  return alone
    ? null
    : `${proposer} has proposed it. If nobody else is there to approve it, say so: the log will show that one person did both.`;
}
