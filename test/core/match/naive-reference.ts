import { policyOf } from '../../../core/policies/policies.ts';
import type { Policy } from '../../../core/policies/policies.ts';

/** A movement as a person would write it down. */
export interface Movement {
  readonly id: string;
  readonly type: 'earned' | 'spent' | 'expired';
  readonly at: number;
  readonly customer: string;
  readonly currency: string;
  /** Unsigned. */
  readonly cents: number;
}
export interface Pair {
  readonly lot: string;
  readonly redemption: string;
  readonly cents: number;
}

/**
 * The rules of matching as they are told, with no thought of speed: for each redemption in order, look
 * through all lots for the oldest one that is available. Of the policy it takes the traits alone.
 */
export function naiveMatching(
  movements: readonly Movement[],
  policy: Policy,
): { pairs: Pair[]; redeemedBy: Map<string, string> } {
  const { lotsPerRedemption, splitsLots } = policyOf(policy).traits;
  const most = lotsPerRedemption === 'one' ? 1 : Infinity;
  const pairs: Pair[] = [];
  const redeemedBy = new Map<string, string>();
  const left = new Map(movements.map(({ id, cents }) => [id, cents]));
  const redemptions = movements
    .filter(({ type }) => type !== 'earned')
    .sort(
      (a, b) =>
        byText(a.customer, b.customer) ||
        byCode(a.currency, b.currency) ||
        a.at - b.at ||
        byText(a.id, b.id),
    );
  for (const redemption of redemptions) {
    let need = redemption.cents;
    for (let took = 0; need > 0 && took < most; took++) {
      const available = movements
        .filter(
          (lot) =>
            lot.type === 'earned' &&
            lot.customer === redemption.customer &&
            lot.currency === redemption.currency &&
            lot.at <= redemption.at &&
            (splitsLots ? left.get(lot.id)! > 0 : !redeemedBy.has(lot.id)),
        )
        .sort((a, b) => a.at - b.at || byText(a.id, b.id));
      const lot = available[0];
      if (!lot) break;
      const cents = Math.min(left.get(lot.id)!, need);
      pairs.push({ lot: lot.id, redemption: redemption.id, cents });
      left.set(lot.id, left.get(lot.id)! - cents);
      need -= cents;
      if (!splitsLots || left.get(lot.id) === 0) redeemedBy.set(lot.id, redemption.id);
    }
  }
  return { pairs, redeemedBy };
}

/** Ids by number where both are digits, digits before other texts, else by code point. */
export function byText(a: string, b: string): number {
  const digits = [a, b].map((text) => /^\d+$/.test(text));
  if (digits[0] !== digits[1]) return digits[0] ? -1 : 1;
  if (digits[0] && BigInt(a) !== BigInt(b)) return BigInt(a) < BigInt(b) ? -1 : 1;
  return byCode(a, b);
}

function byCode(a: string, b: string): number {
  const x = [...a].map((c) => c.codePointAt(0)!);
  const y = [...b].map((c) => c.codePointAt(0)!);
  for (let i = 0; i < Math.min(x.length, y.length); i++) if (x[i] !== y[i]) return x[i]! - y[i]!;
  return x.length - y.length;
}
