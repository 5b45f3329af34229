import type { FigureUnit } from '../../../core/contract/baselines/figure.ts';
import { shareText } from '../../../core/contract/totals.ts';
import { decimalText } from '../../../core/ledger/money.ts';

const TEXTS: Readonly<Record<FigureUnit, (value: number) => string>> = {
  cents: (cents) => decimalText(Math.round(cents)),
  count: (count) => String(Math.round(count * 10) / 10),
  ms: (ms) => `${(ms / 1000).toFixed(1)} s`,
  share: shareText,
  score: (score) => score.toFixed(1),
};

/** A figure as the command line prints it; a dash where there is none. */
export function figureText(unit: FigureUnit, value: number | null): string {
  return value === null ? '–' : TEXTS[unit](value);
}
