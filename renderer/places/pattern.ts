/** Whether a place names a period, which has to be known before it is looked at; no address of the web does. */
export function namesPeriod(place: string): boolean {
  return !isWeb(place) && /\{(?:yyyy|yy|MM)\}/.test(place);
}

/** Whether a place, its period filled in, stands for one of several files; no address of the web does. */
export function isPattern(place: string): boolean {
  const given = place.trim();
  if (isWeb(given) || given === '') return false;
  const key = isS3(given) ? (/^s3:\/\/[^/]+\/?(.*)$/is.exec(given)?.[1] ?? 'none') : given;
  return key === '' || /[\\/]$/.test(key) || key.includes('*');
}

/** The place with a period (`YYYY-MM`) in the place of `{yyyy}`, `{yy}` and `{MM}`. */
function withPeriod(place: string, period: string): string {
  const [year = '', month = ''] = period.split('-');
  return place
    .replaceAll('{yyyy}', year)
    .replaceAll('{yy}', year.slice(2))
    .replaceAll('{MM}', month);
}

/** What a pattern becomes for a period, in a sentence; null for a place that names one file. */
export function patternWords(place: string, period: string): string | null {
  const dated = namesPeriod(place);
  if (!dated && !isPattern(place)) return null;
  const filled = dated ? withPeriod(place.trim(), period) : place.trim();
  const what = !isPattern(filled)
    ? filled
    : /[\\/]$/.test(filled)
      ? `the newest file in ${filled}`
      : `the newest file that matches ${filled}`;
  return dated ? `For ${period}: ${what}` : `Each time ${what}`;
}

export function isPeriod(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text.trim());
}

/** The month before a moment (epoch ms), as this machine's calendar has it: the one that is closed now. */
export function lastMonth(now: number): string {
  const at = new Date(now);
  const month = new Date(at.getFullYear(), at.getMonth() - 1, 1);
  return `${month.getFullYear()}-${String(month.getMonth() + 1).padStart(2, '0')}`;
}

function isWeb(place: string): boolean {
  return /^\s*https?:\/\//i.test(place);
}

function isS3(place: string): boolean {
  return /^\s*s3:\/\//i.test(place);
}
