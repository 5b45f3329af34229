import type { Settings } from '../contract/settings.ts';
import { dayText } from '../ledger/time.ts';
import { spanOfPeriod } from '../periods/periods.ts';

/** The as-of day (`YYYY-MM-DD`) that the settings ask for; null where they leave it to the ledger. */
export function askedDay({
  asOf,
  period,
  calendar,
}: Pick<Settings, 'asOf' | 'period' | 'calendar'>): string | null {
  if (asOf !== null) return asOf;
  return period === null ? null : dayText(spanOfPeriod(period, calendar)!.end);
}
