import { EARNED } from '../../../ledger/ledger.ts';
import type { PopulationKind } from './population-kind.ts';

/** What was spent and what expired in the period. */
export const redemptions = {
  title: 'Spent and expired in the period',
  tiedTo: 'spent and expired of the roll-forward',
  centsOf: ({ ledger, span }, row) =>
    ledger.type[row] !== EARNED &&
    ledger.createdAt[row]! >= span.start &&
    ledger.createdAt[row]! <= span.end
      ? -ledger.cents[row]!
      : 0,
  figure: ({ rolled }) => rolled.spent + rolled.expired,
} as const satisfies PopulationKind;
