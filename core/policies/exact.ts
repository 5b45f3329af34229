import { pair } from './allocator.ts';
import type { Allocator } from './allocator.ts';
import type { DeclaredPolicy } from './policy.ts';

const allocate: Allocator = (cents, order, lots, from, to, target, at) => {
  let head = from;
  let tail = from;
  let left = 0;
  for (let k = from; k < to; k++) {
    const i = order[k]!;
    if (cents[i]! > 0) {
      if (head === tail) left = cents[i]!;
      lots[tail++] = i;
      continue;
    }
    let need = -cents[i]!;
    while (need > 0 && head < tail) {
      const lot = lots[head]!;
      const taken = Math.min(left, need);
      at = pair(target, at, lot, i, taken);
      need -= taken;
      left -= taken;
      if (left === 0) {
        target.redeemedBy[lot] = i;
        if (++head < tail) left = cents[lots[head]!]!;
      }
    }
  }
  return at;
};

export const exact = {
  id: 'exact',
  title: 'Exact',
  short: 'Lots are split to the cent; nothing is left untracked.',
  long: 'Lots are split to the cent, oldest first. Every split is a row of the allocation ledger. There is no untracked variance: any remainder is an open lot or an unapplied redemption.',
  when: 'Right when customers keep the remainder of a lot: every cent is traced, and open lots less unapplied redemptions are the liability.',
  traits: { lotsPerRedemption: 'many', splitsLots: true, leavesVariance: false },
  allocate,
} as const satisfies DeclaredPolicy;
