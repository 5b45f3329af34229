import { EARNED } from '../../../ledger/ledger.ts';
import type { PopulationKind } from './population-kind.ts';

/** What was spent and what expired in the period. */
export const redemptions = {
  centsOf: ({ ledger, span }, row) =>
    ledger.type[row] !== EARNED &&
    ledger.createdAt[row]! >= span.start &&
    ledger.createdAt[row]! <= span.end
      ? -ledger.cents[row]!
      : 0,
  figure: ({ rolled }) => rolled.spent + rolled.expired,
} as const satisfies PopulationKind;
