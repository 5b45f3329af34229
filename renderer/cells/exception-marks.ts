import { EXCEPTIONS } from '../../core/contract/exceptions.ts';
import type { ExceptionCode } from '../../core/contract/exceptions.ts';

export type MarkTone = 'bad' | 'warn' | 'info';

/** How an exception is marked in the grid: a letter and a colour, so that neither has to do alone. */
export interface ExceptionMark {
  readonly code: string;
  readonly letter: string;
  readonly tone: MarkTone;
  readonly title: string;
  /** A word or two, for the legend. */
  readonly short: string;
}

const SIGNS: Readonly<
  Record<ExceptionCode, readonly [letter: string, tone: MarkTone, short: string]>
> = {
  'redemption.unmatched': ['U', 'bad', 'Without a lot'],
  'balance.negative': ['N', 'bad', 'Negative balance'],
  'redemption.partly-matched': ['P', 'warn', 'Covered in part'],
  'variance.untracked': ['V', 'warn', 'Untracked variance'],
  'expired.out-of-order': ['E', 'warn', 'Expired out of order'],
  'order.orphan': ['O', 'info', 'Orphan order'],
  'row.backdated': ['B', 'info', 'Backdated'],
  'row.changed': ['C', 'warn', 'Changed after it was reported'],
  'row.quarantined': ['Q', 'info', 'Set aside'],
};

/** Rows set aside are not in the grid: they have no mark in its legend. */
export const GRID_MARKS: readonly ExceptionMark[] = Object.keys(SIGNS)
  .filter((code) => code !== 'row.quarantined')
  .map(markOf);

/** An exception that this version does not know, from an older run, keeps its code as its title. */
export function markOf(code: string): ExceptionMark {
  const known = code as ExceptionCode;
  const [letter, tone, short] = SIGNS[known] ?? ['?', 'info', code];
  return { code, letter, tone, short, title: EXCEPTIONS[known] ?? code };
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
