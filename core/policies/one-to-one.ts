import { pair } from './allocator.ts';
import type { Allocator } from './allocator.ts';
import type { DeclaredPolicy } from './policy.ts';

const allocate: Allocator = (cents, order, lots, from, to, target, at) => {
  let head = from;
  let tail = from;
  for (let k = from; k < to; k++) {
    const i = order[k]!;
    const amount = cents[i]!;
    if (amount > 0) {
      lots[tail++] = i;
    } else if (head < tail) {
      const lot = lots[head++]!;
      at = pair(target, at, lot, i, Math.min(cents[lot]!, -amount));
      target.redeemedBy[lot] = i;
    }
  }
  return at;
};

export const oneToOne = {
  id: 'one-to-one',
  title: 'One-to-one',
  short:
    'Each redemption takes the oldest lot, whole, whatever the amounts; the difference is reported as untracked variance.',
  long: 'A redemption takes the single oldest available lot, whole, whatever the amounts. Each TRANS_ID is used once. Any difference between the two amounts is untracked variance, shown for each pair and customer.',
  when: 'Right when the books apply one redemption to one lot, and a person reviews each variance.',
  traits: { lotsPerRedemption: 'one', splitsLots: false, leavesVariance: true },
  allocate,
} as const satisfies DeclaredPolicy;
