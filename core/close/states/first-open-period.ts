import type { CloseState } from '../../contract/close/sign-off.ts';
import { dayText } from '../../ledger/time.ts';
import type { Calendar } from '../../periods/period-kind.ts';
import { kindOf } from '../../periods/periods.ts';
import type { RollForwardKind } from '../../periods/periods.ts';

/**
 * The period that what comes later is posted in: of a kind the earliest one, from `first` on, that is not locked.
 */
export function firstOpenPeriod(
  first: string,
  stateOf: (period: string) => CloseState,
  kind: RollForwardKind,
  calendar: Calendar,
): { readonly period: string; readonly date: string } {
  const { at, spanOf } = kindOf(kind);
  let period = first;
  while (stateOf(period) === 'locked') period = at(spanOf(period, calendar)!.end + 1, calendar);
  return { period, date: dayText(spanOf(period, calendar)!.end) };
}
