import type { Waiting } from '../../core/contract/steps.ts';
import { clockText } from './format.ts';
import type { Format } from './format.ts';

/** How often a source was looked for, when next, and until when. */
export function waitingText({ looks, nextLookAt, until }: Waiting, format: Format): string {
  const looked = looks === 1 ? 'Looked once' : `Looked ${format.count(looks)} times`;
  return `${looked}, next look at ${clockText(nextLookAt)}, until ${format.moment(until)}.`;
}
