import { matchRate, totalsByCurrency } from '../../totals.ts';
import { whole } from '../figure.ts';
import type { Figure, ObservedRun } from '../figure.ts';

/** What the quality score of a run is made of, each a share from 0 to 1 (RULES.md section 22). */
export interface QualityScore {
  /** 0 to 100: the product of the shares. */
  readonly score: number;
  /** Rows of the source without an error. */
  readonly rows: number;
  /** Redeemed value that lots cover, in the currency where that is least; 1 where nothing was redeemed. */
  readonly covered: number;
  /** Checks that passed. */
  readonly checks: number;
}

/** The quality score of a run that was verified; null of another one. */
function qualityScore({ run, checks }: Pick<ObservedRun, 'run' | 'checks'>): QualityScore | null {
  if (run.quality === null || run.totals === null || checks.length === 0) return null;
  const rates = totalsByCurrency(run.totals).map(({ totals }) => matchRate(totals) ?? 1);
  const covered = Math.min(1, ...rates);
  const passed = checks.filter((check) => check.passed).length / checks.length;
  return {
    score: 100 * run.quality * covered * passed,
    rows: run.quality,
    covered,
    checks: passed,
  };
}

export const quality: Figure = {
  id: 'quality',
  title: 'Quality score',
  about: 'Rows without an error × redemptions covered by value × checks passed, out of 100.',
  unit: 'score',
  by: null,
  least: { absolute: 0.5, share: 0 },
  absent: null,
  of: (run) => whole(qualityScore(run)?.score),
};
