import { decimalText } from '../../../core/ledger/money.ts';

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
