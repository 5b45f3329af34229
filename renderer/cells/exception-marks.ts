import { exceptionTitle } from '../../core/contract/exceptions.ts';
import type { ExceptionCode } from '../../core/contract/exceptions.ts';

export type MarkTone = 'bad' | 'warn' | 'info';

/** How an exception is marked in the grid: a letter and a colour, so that neither has to do alone. */
export interface ExceptionMark {
  readonly code: string;
  readonly letter: string;
  readonly tone: MarkTone;
  readonly title: string;
}

const SIGNS: Readonly<Record<ExceptionCode, readonly [letter: string, tone: MarkTone]>> = {
  'redemption.unmatched': ['U', 'bad'],
  'balance.negative': ['N', 'bad'],
  'redemption.partly-matched': ['P', 'warn'],
  'variance.untracked': ['V', 'warn'],
  'expired.out-of-order': ['E', 'warn'],
  'order.orphan': ['O', 'info'],
  'row.backdated': ['B', 'info'],
  'row.changed': ['C', 'warn'],
  'row.quarantined': ['Q', 'info'],
};

/** Rows set aside are not in the grid: they have no mark in its legend. */
export const GRID_MARKS: readonly ExceptionMark[] = Object.keys(SIGNS)
  .filter((code) => code !== 'row.quarantined')
  .map(markOf);

/** An exception that this version does not know, from an older run, keeps its code as its title. */
function markOf(code: string): ExceptionMark {
  const [letter, tone] = SIGNS[code as ExceptionCode] ?? ['?', 'info'];
  return { code, letter, tone, title: exceptionTitle(code) };
}

/** The marks of a row, the gravest first. */
export function marksOf(flags: readonly string[]): readonly ExceptionMark[] {
  return [...new Set(flags)].map(markOf).sort((a, b) => GRAVITY[a.tone] - GRAVITY[b.tone]);
}

const GRAVITY: Readonly<Record<MarkTone, number>> = { bad: 0, warn: 1, info: 2 };

/** The colour of a row: that of its gravest exception; null where it has none. */
export function rowTone(flags: readonly string[]): MarkTone | null {
  return marksOf(flags)[0]?.tone ?? null;
}
