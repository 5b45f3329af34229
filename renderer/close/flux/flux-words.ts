import { FLUX_COMPARISONS } from '../../../core/contract/close/flux.ts';
import type { FluxComparisonId, FluxDifference } from '../../../core/contract/close/flux.ts';

/** All comparisons, in the order in which they are shown. */
export const COMPARISONS = Object.keys(FLUX_COMPARISONS) as readonly FluxComparisonId[];

/** By how much a period differs, in per cent with one decimal and its sign; a dash of nothing. */
export function changeText({ basisPoints }: Pick<FluxDifference, 'basisPoints'>): string {
  if (basisPoints === null) return '–';
  const percent = (Math.abs(basisPoints) / 100).toFixed(1);
  return `${basisPoints > 0 ? '+' : basisPoints < 0 ? '−' : ''}${percent} %`;
}
