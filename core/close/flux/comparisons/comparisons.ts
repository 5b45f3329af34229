import type { FluxComparisonId } from '../../../contract/close/flux.ts';
import { before } from './before.ts';
import type { FluxComparison } from './comparison.ts';
import { expected } from './expected.ts';
import { yearAgo } from './year-ago.ts';

/** All comparisons, in the order of their names in the contract. */
export const COMPARISONS: Readonly<Record<FluxComparisonId, FluxComparison>> = {
  before,
  'year-ago': yearAgo,
  expected,
};
