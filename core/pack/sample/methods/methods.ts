import type { SampleMethod } from './method.ts';
import { monetaryUnit } from './monetary-unit.ts';
import { random } from './random.ts';

/** How a sample can be drawn, in the order in which it is offered (RULES.md section 14). */
export const SAMPLE_METHODS = {
  'monetary-unit': monetaryUnit,
  random,
} as const satisfies Readonly<Record<string, SampleMethod>>;
export type SampleMethodId = keyof typeof SAMPLE_METHODS;

/** The way to draw of that name. */
export function sampleMethod(id: SampleMethodId): SampleMethod {
  return SAMPLE_METHODS[id];
}
