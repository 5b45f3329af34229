import { EARNED } from '../../../ledger/ledger.ts';
import { openCents } from '../../../report/figures/balances.ts';
import type { PopulationKind } from './population-kind.ts';

/** What is owed at the cut-off, lot by lot. */
export const openLots = {
  centsOf: ({ ledger, matching }, row) =>
    ledger.type[row] === EARNED ? openCents(ledger, matching, row) : 0,
  figure: ({ openLots: cents }) => cents,
} as const satisfies PopulationKind;
