import type { FluxComparisonId, FluxDifference, FluxTerms } from '../../contract/close/flux.ts';
import type { Calendar } from '../../periods/period-kind.ts';
import type { RollForwardKind } from '../../periods/periods.ts';
import type { Activity } from '../activity/activity.ts';
import type { FluxBase, Series } from './comparisons/comparison.ts';
import { COMPARISONS } from './comparisons/comparisons.ts';
import { fluxSeries } from './series.ts';
import type { FluxSeries } from './series.ts';

/** An amount of the period with its differences. */
export interface FluxLine extends FluxSeries {
  /** The same for the same amount in every period. */
  readonly key: string;
  /** That of the period. */
  readonly amount: number;
  /** With all there is something to compare with. */
  readonly differences: readonly FluxDifference[];
  /** A difference is over that may want an explanation. */
  readonly wantsExplanation: boolean;
}

/** A period beside the one before, a year ago and what was to be expected, line by line (RULES.md section 12). */
export function flux(
  activity: Activity,
  kind: RollForwardKind,
  calendar: Calendar,
  period: string,
  terms: FluxTerms,
): readonly FluxLine[] {
  return fluxSeries(activity, kind, calendar, period).map((series): FluxLine => {
    const { currency, column, value, measure } = series;
    const differences = differencesOf(series, terms);
    return {
      ...series,
      key: JSON.stringify([currency, column, value, measure]),
      amount: series.cents.at(-1)!,
      differences,
      wantsExplanation: differences.some(
        (difference) => difference.isOver && terms.against.includes(difference.with),
      ),
    };
  });
}

/** The lines that want an explanation and have none; `explained` are the keys of those that have. */
export function unexplainedFlux(
  lines: readonly FluxLine[],
  explained: ReadonlySet<string>,
): readonly FluxLine[] {
  return lines.filter(({ key, wantsExplanation }) => wantsExplanation && !explained.has(key));
}

function differencesOf(series: Series, terms: FluxTerms): readonly FluxDifference[] {
  return Object.entries(COMPARISONS).flatMap(([id, comparison]) => {
    const base = comparison.base(series, terms);
    return base === null
      ? []
      : [difference(id as FluxComparisonId, series.cents.at(-1)!, base, terms)];
  });
}

function difference(
  id: FluxComparisonId,
  amount: number,
  { cents: base, spread }: FluxBase,
  { thresholdCents, thresholdBasisPoints }: FluxTerms,
): FluxDifference {
  const cents = amount - base;
  const size = Math.abs(cents);
  return {
    with: id,
    base,
    spread,
    cents,
    // Adding 0 turns −0 into 0.
    basisPoints: base === 0 ? null : Math.round((cents / Math.abs(base)) * 10_000) + 0,
    isOver:
      size > spread &&
      size > thresholdCents &&
      size * 10_000 > thresholdBasisPoints * Math.abs(base),
  };
}
