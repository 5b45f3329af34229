import { EARNED } from '../../../ledger/ledger.ts';
import type { PopulationKind } from './population-kind.ts';

/** What was issued in the period. */
export const earned = {
  centsOf: ({ ledger, span }, row) =>
    ledger.type[row] === EARNED &&
    ledger.createdAt[row]! >= span.start &&
    ledger.createdAt[row]! <= span.end
      ? ledger.cents[row]!
      : 0,
  figure: ({ rolled }) => rolled.earned,
} as const satisfies PopulationKind;
