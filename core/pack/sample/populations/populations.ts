import type { PopulationId } from '../../../contract/close/sample.ts';
import { earned } from './earned.ts';
import { openLots } from './open-lots.ts';
import type { PopulationKind } from './population-kind.ts';
import { redemptions } from './redemptions.ts';

/** All that can be sampled, by its id; the contract says what it is called. */
const KINDS: Readonly<Record<PopulationId, PopulationKind>> = {
  redemptions,
  earned,
  'open-lots': openLots,
};

/** What can be sampled, of that name. */
export function populationKind(id: PopulationId): PopulationKind {
  return KINDS[id];
}
