import { duration } from './duration.ts';
import { earned } from './earned.ts';
import { exceptions } from './exceptions.ts';
import { expired } from './expired.ts';
import type { Figure } from '../figure.ts';
import { findings } from './findings.ts';
import { liability } from './liability.ts';
import { matchRate } from './match-rate.ts';
import { quality } from './quality.ts';
import { rows } from './rows.ts';
import { setAside } from './set-aside.ts';
import { spent } from './spent.ts';
import { stepDuration } from './step-duration.ts';
import { untracked } from './untracked.ts';

/** All figures that are followed from run to run, in the order in which they are told (RULES.md section 22). */
export const FIGURES: readonly Figure[] = [
  quality,
  matchRate,
  rows,
  setAside,
  findings,
  exceptions,
  earned,
  spent,
  expired,
  liability,
  untracked,
  duration,
  stepDuration,
];

/** A figure by its id; undefined where this version does not know it. */
export function figureOf(id: string): Figure | undefined {
  return FIGURES.find((figure) => figure.id === id);
}
