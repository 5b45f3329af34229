import type { PolicyOutcome } from '../../../core/contract/api/policies.ts';
import type { Policy } from '../../../core/contract/settings.ts';

/** A policy that leaves nothing untracked, and what another leaves, by currency. Cents. */
export interface LessUntracked {
  readonly policy: Policy;
  readonly less: readonly { readonly currency: string; readonly cents: number }[];
}

/**
 * The policy under which nothing is untracked, where the one at hand leaves something; null where that leaves
 * nothing either.
 */
export function lessUntracked(
  outcomes: readonly PolicyOutcome[],
  atHand: Policy,
): LessUntracked | null {
  const own = outcomes.find(({ policy }) => policy === atHand);
  const other = outcomes.find(({ byCurrency }) =>
    byCurrency.every(({ totals }) => totals.untracked === 0),
  );
  const less = (own?.byCurrency ?? []).flatMap(({ currency, totals }) =>
    totals.untracked > 0 ? [{ currency, cents: totals.untracked }] : [],
  );
  return other === undefined || less.length === 0 ? null : { policy: other.policy, less };
}
