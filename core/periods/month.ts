import { monthText } from '../ledger/time.ts';
import type { PeriodKind } from './period-kind.ts';

export const month = {
  id: 'month',
  title: 'Month',
  many: 'Months',
  example: '2026-06',
  spanOf(name) {
    const [, year, number] = /^([1-9]\d{3})-(0[1-9]|1[0-2])$/.exec(name) ?? [];
    if (year === undefined) return null;
    const index = Number(number);
    return {
      start: Date.UTC(Number(year), index - 1, 1),
      end: Date.UTC(Number(year), index, 1) - 1,
    };
  },
  at: monthText,
} as const satisfies PeriodKind;
