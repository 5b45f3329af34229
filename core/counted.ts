/** A number with what it counts, whose plural takes an s: `0 rows`, `1 row`, `12 rows`. */
export function counted(value: number, one: string): string {
  return `${value} ${value === 1 ? one : `${one}s`}`;
}
