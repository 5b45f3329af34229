import type { Dialect } from './dialects/dialect.ts';

/**
 * What to order by for the order of ids (core/ledger/ids.ts): those of digits only by number, then by
 * code point (`07` before `7`); after them all others by code point.
 */
export function idOrder(dialect: Dialect, id: string): string {
  const digits = dialect.matches(id, '^[0-9]+$');
  const number = dialect.withoutLeadingZeros(id);
  return [
    `CASE WHEN ${digits} THEN LENGTH(${number}) ELSE 1000000 END`,
    dialect.byCodePoint(`(CASE WHEN ${digits} THEN ${number} ELSE ${id} END)`),
    dialect.byCodePoint(id),
  ].join(', ');
}
