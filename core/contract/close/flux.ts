import { z } from 'zod';
import type { GroupColumn } from '../../ledger/ledger.ts';

/** What a period is compared with, in the order in which it is shown (RULES.md section 12). */
export const FLUX_COMPARISONS = {
  before: {
    title: 'The period before',
    meaning: 'The period of the same kind that ended before it.',
  },
  'year-ago': { title: 'A year ago', meaning: 'The period of the same kind a year before.' },
  expected: {
    title: 'Expected',
    meaning:
      'The median of the periods before it, with so many median absolute deviations about it.',
  },
} as const;
export type FluxComparisonId = keyof typeof FLUX_COMPARISONS;
const comparisonSchema = z.enum(
  Object.keys(FLUX_COMPARISONS) as [FluxComparisonId, ...FluxComparisonId[]],
);

/** When a difference wants an explanation. */
export const fluxTermsSchema = z.strictObject({
  /** A line is over if it differs by more than both: cents of its currency, and hundredths of a per cent. */
  thresholdCents: z.int().min(0).default(100_000),
  thresholdBasisPoints: z.int().min(0).default(1000),
  /** The comparisons that may want an explanation; the others are shown. */
  against: z.array(comparisonSchema).default(['before', 'expected']),
  /** Of so many periods before it the median is taken, if there are `fewest` at the least. */
  expectedFrom: z.int().min(1).max(120).default(12),
  fewest: z.int().min(1).max(120).default(3),
  /** So many median absolute deviations to either side are as expected. */
  deviations: z.number().min(0).max(100).default(3),
});
export type FluxTerms = z.infer<typeof fluxTermsSchema>;

/** What is followed from period to period. */
export const FLUX_MEASURES = {
  earned: 'Earned',
  spent: 'Spent',
  expired: 'Expired',
  closing: 'Closing balance',
} as const;
export type FluxMeasure = keyof typeof FLUX_MEASURES;

/** Of what a series tells: all of a currency, or those alike in a column. */
export interface FluxSlice {
  /** ISO 4217 code; empty where the source has no CURRENCY column. */
  readonly currency: string;
  /** Null for all of the currency. */
  readonly column: 'REASON' | GroupColumn | null;
  /** Empty for none. */
  readonly value: string;
}

/** A period beside what it is compared with. Signed cents. */
export interface FluxDifference {
  readonly with: FluxComparisonId;
  readonly base: number;
  readonly spread: number;
  /** The period − the base. */
  readonly cents: number;
  /** Of the base, in hundredths of a per cent, rounded; null of nothing. */
  readonly basisPoints: number | null;
  /** Beyond what is expected, and over both thresholds. */
  readonly isOver: boolean;
}
