import type { PolicyOutcome } from '../../../core/contract/api/policies.ts';
import { policyOf } from '../../../core/contract/settings.ts';
import type { Policy } from '../../../core/contract/settings.ts';

/** The policy that never leaves anything untracked, and what another leaves, by currency. Cents. */
export interface LessUntracked {
  readonly policy: Policy;
  readonly less: readonly { readonly currency: string; readonly cents: number }[];
}

/**
 * The policy that never leaves anything untracked, where the one at hand does on this ledger; null where that leaves
 * nothing either. Another one that happens to leave nothing today may leave something next month.
 */
export function lessUntracked(
  outcomes: readonly PolicyOutcome[],
  atHand: Policy,
): LessUntracked | null {
  const own = outcomes.find(({ policy }) => policy === atHand);
  const other = outcomes.find(({ policy }) => !policyOf(policy).traits.leavesVariance);
  const less = (own?.byCurrency ?? []).flatMap(({ currency, totals }) =>
    totals.untracked > 0 ? [{ currency, cents: totals.untracked }] : [],
  );
  return other === undefined || less.length === 0 ? null : { policy: other.policy, less };
}
