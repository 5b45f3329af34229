import { duplicate } from './duplicate.ts';
import { expiry } from './expiry.ts';
import { frequency } from './frequency.ts';
import type { Kind } from './kind.ts';
import { round } from './round.ts';
import { size } from './size.ts';

/** All kinds, in the order in which they are told. */
export const KINDS: readonly Kind[] = [size, frequency, expiry, round, duplicate];
