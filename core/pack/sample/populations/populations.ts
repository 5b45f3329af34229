import { earned } from './earned.ts';
import { openLots } from './open-lots.ts';
import type { PopulationKind } from './population-kind.ts';
import { redemptions } from './redemptions.ts';

/** What can be sampled, in the order in which it is offered (RULES.md section 14). */
export const POPULATIONS = {
  redemptions,
  earned,
  'open-lots': openLots,
} as const satisfies Readonly<Record<string, PopulationKind>>;
export type PopulationId = keyof typeof POPULATIONS;

/** What can be sampled, of that name. */
export function populationKind(id: PopulationId): PopulationKind {
  return POPULATIONS[id];
}
