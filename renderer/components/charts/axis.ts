/** Six ticks of a span of shares at even distances, which are whole per cents. */
export function evenTicks([from, to]: readonly [number, number]): readonly number[] {
  return [0, 1, 2, 3, 4, 5].map((n) => Math.round((from + ((to - from) * n) / 5) * 100) / 100);
}

/** 1,234,567.00 as 1.2M for an axis. Cents; one decimal at the most. */
export function shortAmount(cents: number, point: string): string {
  const units = Math.abs(cents) / 100;
  const [value, letter] =
    units >= 999_950_000
      ? [units / 1e9, 'bn']
      : units >= 999_950
        ? [units / 1e6, 'M']
        : units >= 1000
          ? [units / 1e3, 'k']
          : [units, ''];
  const digits = value.toFixed(1).replace(/\.0$/, '').replace('.', point);
  return `${cents < 0 ? '−' : ''}${digits}${letter}`;
}
