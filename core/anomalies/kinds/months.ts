import { DAY_MS, monthText } from '../../ledger/time.ts';

/** Of wall-clock moments the months since 1970. */
export function monthsOf(moments: Float64Array): Int32Array {
  const byDay = new Map<number, number>();
  return Int32Array.from(moments, (moment) => {
    const day = Math.floor(moment / DAY_MS);
    let month = byDay.get(day);
    if (month === undefined) {
      const date = new Date(day * DAY_MS);
      month = (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
      byDay.set(day, month);
    }
    return month;
  });
}

/** A month since 1970 as `YYYY-MM`. */
export function monthName(month: number): string {
  return monthText(Date.UTC(1970, month, 1));
}
