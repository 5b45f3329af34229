import type { PeriodKind } from './period-kind.ts';

export const quarter = {
  id: 'quarter',
  title: 'Quarter',
  many: 'Quarters',
  example: '2026-Q2',
  spanOf(name) {
    const [, year, number] = /^([1-9]\d{3})-Q([1-4])$/.exec(name) ?? [];
    if (year === undefined) return null;
    const first = (Number(number) - 1) * 3;
    return {
      start: Date.UTC(Number(year), first, 1),
      end: Date.UTC(Number(year), first + 3, 1) - 1,
    };
  },
  at(time) {
    const date = new Date(time);
    const year = String(date.getUTCFullYear()).padStart(4, '0');
    return `${year}-Q${Math.floor(date.getUTCMonth() / 3) + 1}`;
  },
} as const satisfies PeriodKind;
