/** A moment's day (`YYYY-MM-DD`) by the clock and the zone of this machine, which are the analyst's. */
export function localDay(moment: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/** A moment (UTC ms) by the same clock, in wall-clock ms. */
export function localTime(at: number): number {
  return at - new Date(at).getTimezoneOffset() * 60_000;
}
