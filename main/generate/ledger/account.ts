import { EXPIRED, SPENT } from '../../../core/ledger/ledger.ts';
import { DAY_MS } from '../../../core/ledger/time.ts';
import {
  bookEarned,
  bookRedeemed,
  lapsedBy,
  lapsesInTime,
  mark,
  newBooks,
  nextLapse,
  pendingLots,
  write,
} from './account-books.ts';
import type { AccountBooks, ExceptionKind, MovementColumns } from './account-books.ts';
import { accountMoments, YEAR_DAYS } from './moments.ts';
import type { Random } from './random.ts';
import { creditCents, excessCents, reasonCode, termOfReason } from './reasons.ts';

/** Claims on one order come in bursts within this time, a purchase does not. */
const BURST_MS = 2000;

/**
 * Lives one customer's two years into `rows` movements from row `from` on, in the order of time.
 * Returns whether the wanted exception found its place. Otherwise the account holds to these rules:
 *
 * - the balance is never negative, and what lapsed within the two years is booked as expired;
 * - of the lots that a first-in, first-out matching has yet to use, an older one never lapses after a
 *   younger one, so an expired row always meets a lot that is due;
 * - every redemption uses up at least one lot more than the redemptions before it did, so matching
 *   one lot to one redemption finds a lot for each too.
 */
export function liveAccount(
  out: MovementColumns,
  from: number,
  rows: number,
  wanted: ExceptionKind | null,
  random: Random,
): boolean {
  const moments = accountMoments(rows, random);
  const books = newBooks(out, wanted, random);
  const marksSpent = wanted === 'orphan-order' || wanted === 'order-blank';
  for (let k = 0; k < rows; k++) {
    const row = from + k;
    const time = Math.max(moments[k]!, books.earliest);
    const inBurst = k > 0 && moments[k]! - moments[k - 1]! <= BURST_MS;
    bookNext(books, row, time, rows - k - 1, inBurst);
    if (marksSpent && out.type[row] === SPENT && !books.planted) mark(books, row);
  }
  return books.planted;
}

/** Books the next movement: what must be at this time, else what the customer likes. */
function bookNext(
  books: AccountBooks,
  row: number,
  time: number,
  rowsLeft: number,
  inBurst: boolean,
): void {
  const { wanted, random, balance } = books;
  const due = nextLapse(books);
  const pending = pendingLots(books);
  if (wanted === 'redemption-unmatched' && !books.planted) {
    // Paid with credit before any was there: entered too early, or an earned row is missing.
    write(books, row, SPENT, time, excessCents(random));
    mark(books, row);
  } else if (due <= time) {
    bookRedeemed(books, row, EXPIRED, due, lapsedBy(books, due));
  } else if (wanted === 'over-redeemed' && rowsLeft === 0 && balance > 0) {
    write(books, row, SPENT, time, balance + excessCents(random));
    mark(books, row);
  } else if (wanted === 'expired-early' && rowsLeft === 0 && mayExpireEarly(books, time, pending)) {
    write(books, row, EXPIRED, time, books.left[books.firstOpen]!);
    mark(books, row);
  } else if (pending > rowsLeft) {
    // No row would be left to book what lapses, so it is spent before it does.
    bookRedeemed(books, row, SPENT, time, balance);
  } else if (balance === 0 || inBurst || wantsToEarn(books, rowsLeft)) {
    earn(books, row, time, pending < rowsLeft);
  } else {
    bookRedeemed(books, row, SPENT, time, spending(books));
  }
}

/** Whether the oldest open lot can be booked as expired at a time when nothing has lapsed or will. */
function mayExpireEarly(
  { balance, expiry, redemptions }: AccountBooks,
  time: number,
  pending: number,
): boolean {
  return balance > 0 && pending === 0 && expiry[redemptions]! > time + DAY_MS;
}

function earn(books: AccountBooks, row: number, time: number, roomForExpiry: boolean): void {
  const { random, left, expiry, redemptions } = books;
  const reason = reasonCode(random);
  const cents = creditCents(reason, random);
  const fits = (days: number): boolean => {
    const lapses = time + days * DAY_MS;
    if (!roomForExpiry && lapsesInTime(lapses)) return false;
    return left.length === redemptions || lapses >= expiry[expiry.length - 1]!;
  };
  const days = [termOfReason(reason), YEAR_DAYS].find(fits) ?? 2 * YEAR_DAYS;
  bookEarned(books, row, time, { cents, reason, days });
}

function wantsToEarn({ wanted, random }: AccountBooks, rowsLeft: number): boolean {
  if (rowsLeft <= 1 && (wanted === 'over-redeemed' || wanted === 'expired-early')) return true;
  return random() < 0.56;
}

/** What a customer spends now, in cents: half of the time all there is. */
function spending({ left, firstOpen, redemptions, balance, random }: AccountBooks): number {
  const open = left.length - firstOpen;
  const mood = random();
  if (mood < 0.5) return balance;
  const lots = Math.floor(random() * open);
  let cents = 0;
  for (let lot = firstOpen; lot < firstOpen + lots; lot++) cents += left[lot]!;
  const last = left[firstOpen + lots]!;
  const mayEndWithin = firstOpen + lots > redemptions && last > 1;
  if (mood < 0.68 || !mayEndWithin) return cents + last;
  return cents + 1 + Math.floor(random() * (last - 1));
}
