import { monthSpan, monthText } from '../ledger/time.ts';
import type { PeriodKind } from './period-kind.ts';

export const month = {
  id: 'month',
  title: 'Month',
  many: 'Months',
  example: '2026-06',
  spanOf: (name) => monthSpan(name) ?? null,
  at: monthText,
} as const satisfies PeriodKind;
