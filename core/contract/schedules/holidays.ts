/**
 * The days in a list of holidays, `YYYY-MM-DD`, each once and in order: of a pasted list (a day a line, whatever
 * follows it), or of an iCalendar file (RFC 5545: the days of `DTSTART`, as calendars of holidays have them).
 * Lines without a day say nothing.
 */
export function holidaysIn(text: string): readonly string[] {
  const days = new Set<string>();
  for (const line of text.split(/\r\n|\n|\r/)) {
    const day = dayIn(line.trim());
    if (day !== null) days.add(day);
  }
  return [...days].toSorted();
}

function dayIn(line: string): string | null {
  const [, year, month, date] =
    /^(\d{4})-(\d{2})-(\d{2})(?!\d)/.exec(line) ??
    /^DTSTART(?:;[^:]*)?:(\d{4})(\d{2})(\d{2})(?!\d)/.exec(line) ??
    [];
  if (year === undefined) return null;
  const text = `${year}-${month}-${date}`;
  const time = Date.parse(`${text}T00:00:00Z`);
  // The 31st of June is the 1st of July to some, and a typing error to us.
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? null : text;
}
