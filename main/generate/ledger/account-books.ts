import { EARNED, SPENT } from '../../../core/ledger/ledger.ts';
import { DAY_MS } from '../../../core/ledger/time.ts';
import { LAST_MOMENT, nightlyRunAfter } from './moments.ts';
import type { Random } from './random.ts';

/** What an honest ledger holds now and then and a reconciliation is there to find. */
export const EXCEPTION_KINDS = [
  'over-redeemed',
  'redemption-unmatched',
  'orphan-order',
  'order-blank',
  'expired-early',
] as const;
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];

/** The movements of all accounts one after the other, before they are put in the order of time. */
export interface MovementColumns {
  readonly type: Uint8Array;
  /** Wall-clock epoch ms. */
  readonly createdAt: Float64Array;
  /** Days from CREATEDAT to EXPIREDAT; 0 = no expiry. */
  readonly termDays: Uint16Array;
  /** Signed cents. */
  readonly cents: Int32Array;
  readonly reason: Uint8Array;
  /** Position in EXCEPTION_KINDS plus 1; 0 = an ordinary row. */
  readonly exception: Uint8Array;
}

/** One customer's account after the movements that are booked on it. */
export interface AccountBooks {
  readonly out: MovementColumns;
  readonly wanted: ExceptionKind | null;
  readonly random: Random;
  /** What each lot still holds, in cents, oldest first. */
  readonly left: number[];
  /** When each lot lapses, wall-clock epoch ms. */
  readonly expiry: number[];
  /** The oldest lot that still holds something. */
  firstOpen: number;
  /** Cents. */
  balance: number;
  /** Spent and expired rows that took from lots. */
  redemptions: number;
  /** Whether the wanted exception has found its place. */
  planted: boolean;
  /** The whole second before which the next movement cannot be. */
  earliest: number;
}

/** The books of an account without movements. */
export function newBooks(
  out: MovementColumns,
  wanted: ExceptionKind | null,
  random: Random,
): AccountBooks {
  return {
    out,
    wanted,
    random,
    left: [],
    expiry: [],
    firstOpen: 0,
    balance: 0,
    redemptions: 0,
    planted: false,
    earliest: 0,
  };
}

/** Writes a movement of so many cents, without a sign, into a row; no lot knows of it. */
export function write(
  books: AccountBooks,
  row: number,
  type: number,
  time: number,
  cents: number,
): void {
  const { out, random } = books;
  // The shop's checkout stamps milliseconds, back-office systems whole seconds.
  out.createdAt[row] = type === SPENT ? time + Math.floor(random() * 1000) : time;
  books.earliest = type === SPENT ? time + 1000 : time;
  out.type[row] = type;
  out.cents[row] = type === EARNED ? cents : -cents;
}

/** Says of a row that it is the exception that was wanted. */
export function mark(books: AccountBooks, row: number): void {
  books.out.exception[row] = EXCEPTION_KINDS.indexOf(books.wanted!) + 1;
  books.planted = true;
}

/** Books a new lot. */
export function bookEarned(
  books: AccountBooks,
  row: number,
  time: number,
  lot: { readonly cents: number; readonly reason: number; readonly days: number },
): void {
  const { cents, reason, days } = lot;
  write(books, row, EARNED, time, cents);
  books.out.reason[row] = reason;
  books.out.termDays[row] = days;
  books.left.push(cents);
  books.expiry.push(time + days * DAY_MS);
  books.balance += cents;
}

/** Books a redemption (spent or expired) that the balance covers: it takes from the oldest lots first. */
export function bookRedeemed(
  books: AccountBooks,
  row: number,
  type: number,
  time: number,
  cents: number,
): void {
  const { left } = books;
  write(books, row, type, time, cents);
  books.balance -= cents;
  books.redemptions++;
  for (let rest = cents; rest > 0;) {
    const part = Math.min(rest, left[books.firstOpen]!);
    left[books.firstOpen]! -= part;
    rest -= part;
    if (left[books.firstOpen] === 0) books.firstOpen++;
  }
}

/** When the oldest open lot is booked as expired, in epoch ms; never where there is none. */
export function nextLapse({ balance, expiry, firstOpen }: AccountBooks): number {
  return balance > 0 ? nightlyRunAfter(expiry[firstOpen]!) : Infinity;
}

/** Cents of the lots that a nightly run finds lapsed. */
export function lapsedBy({ left, expiry, firstOpen }: AccountBooks, run: number): number {
  let lapsed = 0;
  for (let lot = firstOpen; lot < left.length && nightlyRunAfter(expiry[lot]!) <= run; lot++)
    lapsed += left[lot]!;
  return lapsed;
}

/** How many open lots lapse within the two years, unless they are spent before. */
export function pendingLots({ left, expiry, firstOpen }: AccountBooks): number {
  let pending = 0;
  for (let lot = firstOpen; lot < left.length; lot++) if (lapsesInTime(expiry[lot]!)) pending++;
  return pending;
}

/** Whether what lapses at `expiry` is booked as expired within the two years. */
export function lapsesInTime(expiry: number): boolean {
  return nightlyRunAfter(expiry) <= LAST_MOMENT;
}
