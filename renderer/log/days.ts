/** The moment at which a day begins here, some days later, in epoch milliseconds; `day` is YYYY-MM-DD. */
export function startOfDay(day: string, later = 0): number {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(year!, month! - 1, date! + later).getTime();
}
