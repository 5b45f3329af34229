import type { Settings } from '../contract/settings.ts';
import { dayText, monthSpan } from '../ledger/time.ts';

/** The as-of day (`YYYY-MM-DD`) that the settings ask for; null where they leave it to the ledger. */
export function askedDay({ asOf, period }: Pick<Settings, 'asOf' | 'period'>): string | null {
  if (asOf !== null) return asOf;
  return period === null ? null : dayText(monthSpan(period)!.end);
}
