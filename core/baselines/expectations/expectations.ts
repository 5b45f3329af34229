import type { Expectation } from './expectation.ts';
import { growth } from './growth.ts';
import { level } from './level.ts';
import { monthAgo } from './month-ago.ts';
import { yearAgo } from './year-ago.ts';

/** All that a figure can be measured against, the simplest first: a later one has to fit clearly better. */
export const EXPECTATIONS: readonly Expectation[] = [level, growth, yearAgo, monthAgo];
