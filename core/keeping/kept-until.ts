import type { Keep } from '../contract/keeping/kept-kinds.ts';

const DAY_MS = 86_400_000;

/**
 * When something may go that is kept from a moment on, both in ms since 1970; null: never. A year ends on the same
 * day of the calendar (UTC), that of 29 February on 1 March.
 */
export function keptUntil(since: number, keep: Keep): number | null {
  switch (keep.unit) {
    case 'always':
      return null;
    case 'days':
      return since + keep.count * DAY_MS;
    case 'years': {
      const day = new Date(since);
      return day.setUTCFullYear(day.getUTCFullYear() + keep.count);
    }
  }
}
