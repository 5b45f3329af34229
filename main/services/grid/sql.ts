import { decimalText } from '../../../core/ledger/money.ts';

/** A name as SQL has it; whatever it holds, it stays a name. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL has it. DuckDB knows no escapes within quotes but the doubled quote. */
export function literal(text: string): string {
  const parts = text.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`);
  // A NUL would end the statement.
  return parts.length === 1 ? parts[0]! : `(${parts.join(' || chr(0) || ')})`;
}

/** Whole cents as an exact decimal; what lies beyond all amounts stays beyond them. */
export function moneyLiteral(cents: number): string {
  return `(${decimalText(within(cents, Number.MAX_SAFE_INTEGER))}::DECIMAL(18,2))`;
}

/** Wall-clock ms as a timestamp. */
export function timeLiteral(ms: number): string {
  return `make_timestamp(${within(ms, LAST_MS)}::BIGINT * 1000)`;
}

/** The last instant that a Date can hold. */
const LAST_MS = 8.64e15;

function within(value: number, most: number): number {
  return Math.max(-most, Math.min(most, Math.trunc(value)));
}
