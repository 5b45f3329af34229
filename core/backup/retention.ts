import type { KeptAs } from '../contract/backup/backup.ts';

/** For how many days the last backup of each day is kept, and for how many years that of each month. */
export const RETENTION = { recentDays: 2, days: 90, years: 7 } as const;

/** When a backup was made: the moment (epoch ms), and its day by the wall clock (`YYYY-MM-DD`). */
export interface Dated {
  readonly id: string;
  readonly at: number;
  readonly day: string;
}

/**
 * Which backups are kept on a day, and why (RULES.md section 18): all of today and yesterday, the last one of each of
 * the last 90 days, the last one of each month for seven years, and the newest in any case. What is not in the answer
 * is kept by no rule. A backup of a day to come, as a clock that was set back leaves it, counts as today's.
 */
export function keptBackups(backups: readonly Dated[], today: string): Map<string, KeptAs> {
  const kept = new Map<string, KeptAs>();
  const sorted = backups.toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  const days = new Set<string>();
  const months = new Set<string>();
  for (const [n, { id, day }] of sorted.entries()) {
    const age = daysBetween(day, today);
    const month = day.slice(0, 7);
    const isLastOfDay = !days.has(day);
    const isLastOfMonth = !months.has(month);
    days.add(day);
    months.add(month);
    if (age < RETENTION.recentDays) kept.set(id, 'recent');
    // The month under way ends with a backup that is still to come.
    else if (isLastOfMonth && month !== today.slice(0, 7) && yearsBack(today) <= day)
      kept.set(id, 'month-end');
    else if (isLastOfDay && age < RETENTION.days) kept.set(id, 'daily');
    else if (n === 0) kept.set(id, 'newest');
  }
  return kept;
}

function daysBetween(from: string, to: string): number {
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** The same day seven years before; of 29 February the 28th. */
function yearsBack(today: string): string {
  const year = String(Number(today.slice(0, 4)) - RETENTION.years).padStart(4, '0');
  return today.endsWith('-02-29') ? `${year}-02-28` : `${year}${today.slice(4)}`;
}
