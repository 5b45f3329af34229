import type { FluxComparison } from './comparison.ts';

/** The period before the last one. */
export const before: FluxComparison = {
  base: ({ cents }) => (cents.length < 2 ? null : { cents: cents.at(-2)!, spread: 0 }),
};
