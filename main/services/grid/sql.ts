import { decimalText } from '../../../core/ledger/money.ts';

/** A name as SQL has it; whatever it holds, it stays a name. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL has it. DuckDB knows no escapes within quotes but the doubled quote. */
export function literal(text: string): string {
  // A NUL would end the statement; no cell of a source can hold one.
  return `'${text.replaceAll('\0', '').replaceAll("'", "''")}'`;
}

/** Cents as an exact decimal. */
export function moneyLiteral(cents: number): string {
  return `${decimalText(Math.trunc(cents))}::DECIMAL(18,2)`;
}

/** Wall-clock ms as a timestamp. */
export function timeLiteral(ms: number): string {
  return `make_timestamp(${Math.trunc(ms)}::BIGINT * 1000)`;
}
