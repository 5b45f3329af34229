import { pair } from './allocator.ts';
import type { Allocator } from './allocator.ts';
import type { DeclaredPolicy } from './policy.ts';

const allocate: Allocator = (cents, order, lots, from, to, target, at) => {
  let head = from;
  let tail = from;
  for (let k = from; k < to; k++) {
    const i = order[k]!;
    if (cents[i]! > 0) {
      lots[tail++] = i;
      continue;
    }
    let need = -cents[i]!;
    while (need > 0 && head < tail) {
      const lot = lots[head++]!;
      const taken = Math.min(cents[lot]!, need);
      at = pair(target, at, lot, i, taken);
      target.redeemedBy[lot] = i;
      need -= taken;
    }
  }
  return at;
};

export const wholeLot = {
  id: 'whole-lot',
  title: 'Whole-lot',
  short: 'Each redemption takes whole lots, oldest first, until it is covered.',
  long: 'A redemption takes whole lots, oldest first, until they cover it. A lot belongs to one redemption; a redemption may hold many lots. Any excess in the last lot is untracked variance.',
  when: 'Right when a lot is used up as a whole, like a voucher that gives no change, and a redemption may need several.',
  traits: { lotsPerRedemption: 'many', splitsLots: false, leavesVariance: true },
  allocate,
} as const satisfies DeclaredPolicy;
