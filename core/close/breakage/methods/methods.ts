import type { BreakageMethodId } from '../../../contract/close/breakage.ts';
import type { BreakageMethod } from './method.ts';
import { proportional } from './proportional.ts';
import { remote } from './remote.ts';

/** All methods by their names, which are told in the contract. */
const METHODS: Readonly<Record<BreakageMethodId, BreakageMethod>> = { proportional, remote };

/** What a method declares. */
export function methodOf(id: BreakageMethodId): BreakageMethod {
  return METHODS[id];
}
