/** Rows that go through the writing in one way, under the words that their progress is told with. */
export interface ReportPart {
  readonly words: string;
  readonly rows: number;
  /** What a row costs beside the others. */
  readonly weight: number;
}

/** All tables that have a row for each movement take about a microsecond of it together. */
export const TABLE_WEIGHT = 1;
/** A row of a workbook's sheet costs some thirty times as much (a million rows: 33 s beside 1 s). */
export const SHEET_WEIGHT = 30;

/**
 * How far the writing of all parts is, 0 to 1, as each word of progress comes. Parts may go on side by
 * side; what is not among them changes nothing. It never goes back.
 */
export function reportShare(
  parts: readonly ReportPart[],
): (done: number, of: number, words: string) => number {
  const costs = new Map<string, number>();
  for (const { words, rows, weight } of parts)
    costs.set(words, (costs.get(words) ?? 0) + rows * weight);
  const whole = [...costs.values()].reduce((sum, cost) => sum + cost, 0);
  const behind = new Map<string, number>();
  return (done, of, told) => {
    // A table that is longer than a sheet goes on in the next: Matched rows 2.
    const words = costs.has(told) ? told : told.replace(/ \d+$/, '');
    const share = of === 0 ? 1 : Math.min(1, done / of);
    if (costs.has(words)) behind.set(words, Math.max(behind.get(words) ?? 0, share));
    let paid = 0;
    for (const [part, portion] of behind) paid += costs.get(part)! * portion;
    return whole === 0 ? 1 : Math.min(1, paid / whole);
  };
}
