import { rangesNamed } from '../../drawn/long-ranges.ts';
import type { Ranges } from '../../drawn/ranges.ts';
import { allocations as output } from '../../outputs/allocations.ts';
import type { Report } from '../../outputs/output.ts';
import { outputSheet } from './sheet.ts';

/** Allocations: which lot pays how much of which redemption. */
export const allocations = outputSheet({
  title: 'Allocations',
  shows: 'Which lot pays how much of which redemption',
  output,
});

/** Where its amounts stand, and their currencies, if the source has them. */
export function allocationRanges(report: Report): {
  readonly amount: Ranges;
  readonly currency: Ranges | null;
} {
  const named = rangesNamed(allocations.places(report));
  return { amount: named('AMOUNT')!, currency: named('CURRENCY') };
}
