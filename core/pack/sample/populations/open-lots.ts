import { EARNED } from '../../../ledger/ledger.ts';
import { openCents } from '../../../report/figures/balances.ts';
import type { PopulationKind } from './population-kind.ts';

/** What is owed at the cut-off, lot by lot. */
export const openLots = {
  title: 'Open lots at the cut-off',
  tiedTo: 'open lots of the totals',
  centsOf: ({ ledger, matching }, row) =>
    ledger.type[row] === EARNED ? openCents(ledger, matching, row) : 0,
  figure: ({ openLots: cents }) => cents,
} as const satisfies PopulationKind;
