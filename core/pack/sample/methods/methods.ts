import type { SampleMethodId } from '../../../contract/close/sample.ts';
import type { SampleMethod } from './method.ts';
import { monetaryUnit } from './monetary-unit.ts';
import { random } from './random.ts';

/** All ways to draw a sample by their ids; the contract says what they are called. */
const METHODS: Readonly<Record<SampleMethodId, SampleMethod>> = {
  'monetary-unit': monetaryUnit,
  random,
};

/** The way to draw of that name. */
export function sampleMethod(id: SampleMethodId): SampleMethod {
  return METHODS[id];
}
