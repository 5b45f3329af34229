/**
 * Between moments (epoch ms) and what a clock on a wall of a zone shows (wall-clock ms, as in `ledger/time.ts`),
 * by the time zones' database that Intl brings along.
 */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Longer than any offset from UTC, and shorter than what lies between two changes of a clock. */
const AROUND_MS = 26 * 3_600_000;

/** Whether Intl knows a zone by this name. */
export function isZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

/** What a clock of the zone shows at a moment, to the second. */
export function wallAt(moment: number, zone: string): number {
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatOf(zone).formatToParts(moment)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/**
 * The moment at which a clock of the zone shows a time (RULES.md section 20): where it shows it twice, the first of
 * them; where it never does, as the clock is put forward over it, the moment at which that happens.
 */
export function momentOf(wall: number, zone: string): number {
  const [before, after] = [wall - AROUND_MS, wall + AROUND_MS].map(
    (moment) => wallAt(moment, zone) - moment,
  ) as [number, number];
  const shown = [wall - before, wall - after]
    .filter((moment) => wallAt(moment, zone) === wall)
    .toSorted((a, b) => a - b)[0];
  return shown ?? changeWithin(wall - after, wall - before, after, zone);
}

/** The first moment after `early` at which the offset is `after`. */
function changeWithin(early: number, late: number, after: number, zone: string): number {
  let [low, high] = [early, late];
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000;
    if (wallAt(middle, zone) - middle === after) high = middle;
    else low = middle;
  }
  return high;
}
