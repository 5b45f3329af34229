import { EARNED, EXPIRED, SPENT } from '../../../core/ledger/ledger.ts';
import { DAY_MS } from '../../../core/ledger/time.ts';
import { FIRST_MOMENT, LAST_MOMENT, momentAfter, nightlyRunAfter } from './moments.ts';
import type { Random } from './random.ts';
import { creditCents, excessCents, reasonCode, termOfReason } from './reasons.ts';

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

const YEAR = 365;
const TWO_YEARS = 730;

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
  const moments = momentsOf(rows, random);
  /** What each lot still holds, in cents, and when it lapses, oldest first. */
  const left: number[] = [];
  const expiry: number[] = [];
  let firstOpen = 0;
  let balance = 0;
  let redemptions = 0;
  let planted = false;
  /** The whole second before which the next movement cannot be. */
  let earliest = 0;

  const isPending = (lot: number): boolean => nightlyRunAfter(expiry[lot]!) <= LAST_MOMENT;
  const write = (row: number, type: number, time: number, cents: number): void => {
    // The shop's checkout stamps milliseconds, back-office systems whole seconds.
    out.createdAt[row] = type === SPENT ? time + Math.floor(random() * 1000) : time;
    earliest = type === SPENT ? time + 1000 : time;
    out.type[row] = type;
    out.cents[row] = type === EARNED ? cents : -cents;
  };
  const mark = (row: number): void => {
    out.exception[row] = EXCEPTION_KINDS.indexOf(wanted!) + 1;
    planted = true;
  };
  const take = (cents: number): void => {
    balance -= cents;
    redemptions++;
    for (let rest = cents; rest > 0;) {
      const part = Math.min(rest, left[firstOpen]!);
      left[firstOpen]! -= part;
      rest -= part;
      if (left[firstOpen] === 0) firstOpen++;
    }
  };
  const earn = (row: number, time: number, roomForExpiry: boolean): void => {
    const code = reasonCode(random);
    const cents = creditCents(code, random);
    const fits = (days: number): boolean => {
      const lapses = time + days * DAY_MS;
      if (!roomForExpiry && nightlyRunAfter(lapses) <= LAST_MOMENT) return false;
      return left.length === redemptions || lapses >= expiry[expiry.length - 1]!;
    };
    const days = [termOfReason(code), YEAR].find(fits) ?? TWO_YEARS;
    write(row, EARNED, time, cents);
    out.reason[row] = code;
    out.termDays[row] = days;
    left.push(cents);
    expiry.push(time + days * DAY_MS);
    balance += cents;
  };

  for (let k = 0; k < rows; k++) {
    const row = from + k;
    const time = Math.max(moments[k]!, earliest);
    const rowsLeft = rows - k - 1;
    const due = balance > 0 ? nightlyRunAfter(expiry[firstOpen]!) : Infinity;
    let pending = 0;
    for (let lot = firstOpen; lot < left.length; lot++) if (isPending(lot)) pending++;

    if (wanted === 'redemption-unmatched' && k === 0) {
      // Paid with credit before any was there: entered too early, or an earned row is missing.
      write(row, SPENT, time, excessCents(random));
      mark(row);
    } else if (due <= time) {
      let lapsed = 0;
      for (let lot = firstOpen; lot < left.length && nightlyRunAfter(expiry[lot]!) <= due; lot++)
        lapsed += left[lot]!;
      write(row, EXPIRED, due, lapsed);
      take(lapsed);
    } else if (wanted === 'over-redeemed' && rowsLeft === 0 && balance > 0) {
      write(row, SPENT, time, balance + excessCents(random));
      mark(row);
    } else if (
      wanted === 'expired-early' &&
      rowsLeft === 0 &&
      balance > 0 &&
      pending === 0 &&
      expiry[redemptions]! > time + DAY_MS
    ) {
      write(row, EXPIRED, time, left[firstOpen]!);
      mark(row);
    } else if (pending > rowsLeft) {
      // No row would be left to book what lapses, so it is spent before it does.
      write(row, SPENT, time, balance);
      take(balance);
    } else if (balance === 0 || wantsToEarn(k, rowsLeft)) {
      earn(row, time, pending < rowsLeft);
    } else {
      const cents = spending();
      write(row, SPENT, time, cents);
      take(cents);
    }
    if (
      out.type[row] === SPENT &&
      !planted &&
      (wanted === 'orphan-order' || wanted === 'order-blank')
    )
      mark(row);
  }
  return planted;

  function wantsToEarn(k: number, rowsLeft: number): boolean {
    // Claims on one order come in bursts, a purchase does not.
    if (k > 0 && moments[k]! - moments[k - 1]! <= 2000) return true;
    if (rowsLeft <= 1 && (wanted === 'over-redeemed' || wanted === 'expired-early')) return true;
    return random() < 0.56;
  }

  /** What a customer spends now, in cents: half of the time all there is. */
  function spending(): number {
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
}

/** When an account of so many movements moves, in rising epoch ms, whole seconds. */
function momentsOf(rows: number, random: Random): Float64Array {
  const span = LAST_MOMENT - FIRST_MOMENT;
  // A lone credit is a young one: an old one would have been spent or would have lapsed.
  const joined =
    rows === 1 ? LAST_MOMENT - 364 * DAY_MS : FIRST_MOMENT + span * 0.85 * random() ** 1.4;
  const moments = new Float64Array(rows);
  // Some customers forget the shop for longer than their credit lasts.
  const back = random() < 0.25 ? joined + (90 + YEAR + 20) * DAY_MS : 0;
  for (let k = 0; k < rows; k++) {
    const moment = momentAfter(joined, random);
    const away = moment > joined + 90 * DAY_MS && moment < back && back < LAST_MOMENT;
    moments[k] = away ? momentAfter(back, random) : moment;
  }
  if (rows > 1) moments.sort();
  for (let k = 1; k < rows; k++) {
    if (random() < 0.12) moments[k] = moments[k - 1]! + Math.floor(random() * 3) * 1000;
    moments[k] = Math.max(moments[k]!, moments[k - 1]!);
  }
  return moments;
}
