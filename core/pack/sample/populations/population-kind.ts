import type { Matching } from '../../../ledger/draft.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import type { Span } from '../../../periods/period-kind.ts';
import type { RolledPeriod } from '../../../report/figures/roll-forward.ts';

/** A run whose rows are sampled, at its cut-off. */
export interface SampledRun {
  readonly ledger: Ledger;
  readonly matching: Matching;
  /** The days of the period that is closed. */
  readonly span: Span;
}

/** The figures that a population is tied to, of one currency, in cents. */
export interface TiedFigures {
  /** The period's line of the roll-forward. */
  readonly rolled: Pick<RolledPeriod, 'earned' | 'spent' | 'expired'>;
  /** Of the run's totals. */
  readonly openLots: number;
}

/** What can be sampled. One is a file here, a line in populations.ts and its words in contract/close/sample.ts. */
export interface PopulationKind {
  /** Unsigned cents that a row is in the population with; 0 where it is not in it. */
  readonly centsOf: (run: SampledRun, row: number) => number;
  readonly figure: (figures: TiedFigures) => number;
}
