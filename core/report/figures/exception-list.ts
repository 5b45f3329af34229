import { EXCEPTIONS, FLAG_BITS } from '../../contract/exceptions.ts';
import type { Exception, ExceptionCode } from '../../contract/exceptions.ts';
import { findingTitle } from '../../contract/findings.ts';
import type { ReportedChanges } from '../../accepted/increment.ts';
import type { Matching } from '../../ledger/draft.ts';
import { idText } from '../../ledger/ids.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { decimalText } from '../../ledger/money.ts';
import { dayText } from '../../ledger/time.ts';
import { policyOf } from '../../policies/policies.ts';

/**
 * All exceptions of a run, as four numbers each: there may be as many as rows. What is said of one is made
 * when it is asked for.
 */
export interface ExceptionList {
  readonly length: number;
  /** Places in CODES. */
  readonly code: Uint8Array;
  /** What it is about: a ledger row; of rows set aside and changes, their place in these. */
  readonly first: Int32Array;
  /** The other ledger row of a pair; −1 where there is none. */
  readonly second: Int32Array;
  /** The amount at stake, unsigned; NaN where it is unknown. */
  readonly cents: Float64Array;
  /** Of accounts by their first row below zero: how low the balance goes, in cents. */
  readonly lowest: ReadonlyMap<number, number>;
  /** By kind and currency, in the order of the kinds and the codes. */
  readonly counts: readonly ExceptionCount[];
  /** For each ledger row the exceptions that concern it: bits by {@link FLAG_BITS}. */
  readonly flags: Uint8Array;
  readonly told: ToldFrom;
}
export interface ExceptionCount {
  readonly code: ExceptionCode;
  /** ISO 4217 code; empty where the source has no CURRENCY column or the row names none. */
  readonly currency: string;
  readonly count: number;
  /** The sum of the amounts that are known. */
  readonly cents: number;
  /** How many have an amount that is not. */
  readonly unknown: number;
}

/** What exceptions are told from. */
export interface ToldFrom {
  readonly ledger: Ledger;
  readonly matching: Matching;
  readonly quarantined: readonly QuarantinedRow[];
  /** Reported rows that the file changes or lacks; null where there are none. */
  readonly changes: ReportedChanges | null;
}
export interface QuarantinedRow {
  readonly row: number;
  readonly id: string;
  readonly customer: string;
  /** ISO 4217 code where it can be read, else empty. */
  readonly currency: string;
  /** |AMOUNT|; NaN where it cannot be read. */
  readonly cents: number;
  readonly codes: readonly string[];
}

const CODES = Object.keys(EXCEPTIONS) as readonly ExceptionCode[];

/** A list while it is filled. */
export interface OpenExceptions {
  /** Adds an exception and flags the ledger rows that it is about. */
  readonly addRows: (code: ExceptionCode, cents: number, first: number, second?: number) => void;
  /** Adds an exception that is about no row of the ledger, or about the one that is named. */
  readonly add: (code: ExceptionCode, cents: number, first: number, ledgerRow?: number) => void;
  /** Adds an account whose balance goes below zero at a row, as low as `lowest` cents. */
  readonly addOverdrawn: (cents: number, row: number, lowest: number) => void;
  readonly done: () => ExceptionList;
}

/** Opens a list without exceptions. */
export function openExceptions(told: ToldFrom): OpenExceptions {
  const codes: number[] = [];
  const firsts: number[] = [];
  const seconds: number[] = [];
  const amounts: number[] = [];
  const lowestOf = new Map<number, number>();
  const flags = new Uint8Array(told.ledger.rows);
  const flag = (code: ExceptionCode, row: number): void => {
    if (row >= 0) flags[row]! |= 1 << FLAG_BITS.indexOf(code);
  };
  const push = (code: ExceptionCode, cents: number, first: number, second: number): void => {
    codes.push(CODES.indexOf(code));
    firsts.push(first);
    seconds.push(second);
    amounts.push(cents);
  };
  return {
    addRows(code, cents, first, second = -1) {
      flag(code, first);
      flag(code, second);
      push(code, cents, first, second);
    },
    add(code, cents, first, ledgerRow = -1) {
      flag(code, ledgerRow);
      push(code, cents, first, -1);
    },
    addOverdrawn(cents, row, lowest) {
      flag('balance.negative', row);
      lowestOf.set(row, lowest);
      push('balance.negative', cents, row, -1);
    },
    done: () => {
      const list = {
        length: codes.length,
        code: Uint8Array.from(codes),
        first: Int32Array.from(firsts),
        second: Int32Array.from(seconds),
        cents: Float64Array.from(amounts),
        lowest: lowestOf,
        flags,
        told,
      };
      return { ...list, counts: countsOf(list) };
    },
  };
}

/** How many there are of each kind in each currency, and what is at stake with them. */
function countsOf(list: Omit<ExceptionList, 'counts'>): ExceptionCount[] {
  const counts = CODES.map(
    () => new Map<string, { count: number; cents: number; unknown: number }>(),
  );
  for (let i = 0; i < list.length; i++) {
    const of = counts[list.code[i]!]!;
    const currency = currencyAt(list, i);
    let sum = of.get(currency);
    if (!sum) of.set(currency, (sum = { count: 0, cents: 0, unknown: 0 }));
    sum.count++;
    if (Number.isNaN(list.cents[i])) sum.unknown++;
    else sum.cents += list.cents[i]!;
  }
  return counts.flatMap((of, kind) =>
    [...of.keys()]
      .sort()
      .map((currency) => ({ code: CODES[kind]!, currency, ...of.get(currency)! })),
  );
}

function currencyAt(list: Omit<ExceptionList, 'counts'>, i: number): string {
  const code = CODES[list.code[i]!]!;
  const first = list.first[i]!;
  if (code === 'row.quarantined') return list.told.quarantined[first]!.currency;
  const { currency } = code === 'row.changed' ? list.told.changes! : list.told.ledger;
  return currency === null ? '' : currency.pool[currency.codes[first]!]!;
}

/** The kind of an exception of the list. */
function exceptionCodeAt({ code }: ExceptionList, index: number): ExceptionCode {
  return CODES[code[index]!]!;
}

/** The exceptions from one up to, not including, another, as they are told. */
export function exceptionsFrom(list: ExceptionList, from: number, to: number): Exception[] {
  const last = Math.min(to, list.length);
  const told: Exception[] = [];
  for (let i = from; i < last; i++) told.push(exceptionAt(list, i));
  return told;
}

/**
 * Of each kind the exceptions with the largest amounts at stake, `most` at most, in the order of the list;
 * of equal amounts the first.
 */
export function largestExceptions(list: ExceptionList, most: number): Exception[] {
  const room = CODES.map((_, kind) => roomAbove(list, kind, most));
  const kept: Exception[] = [];
  for (let i = 0; i < list.length; i++) {
    const among = room[list.code[i]!]!;
    const cents = known(list.cents[i]!);
    if (cents > among.least || (cents === among.least && among.ties-- > 0))
      kept.push(exceptionAt(list, i));
  }
  return kept;
}

/** The least amount that is among the `most` largest of a kind, and how many of just that amount are. */
function roomAbove(
  { code, cents }: ExceptionList,
  kind: number,
  most: number,
): { readonly least: number; ties: number } {
  const amounts = cents.filter((_, i) => code[i] === kind).map(known);
  if (amounts.length <= most) return { least: -Infinity, ties: Infinity };
  amounts.sort();
  const least = amounts[amounts.length - most]!;
  const larger = amounts.length - 1 - amounts.lastIndexOf(least);
  return { least, ties: most - larger };
}

/** An amount as it is put in order: those that are unknown come last. */
const known = (cents: number): number => (Number.isNaN(cents) ? 0 : cents);

function exceptionAt(list: ExceptionList, i: number): Exception {
  const code = exceptionCodeAt(list, i);
  const cents = Number.isNaN(list.cents[i]) ? null : list.cents[i]!;
  const first = list.first[i]!;
  const { told } = list;
  if (code === 'row.quarantined')
    return { code, cents, ...quarantinedWords(told.quarantined[first]!) };
  if (code === 'row.changed') return { code, cents, ...changeWords(told.changes!, first) };
  const { ledger } = told;
  const second = list.second[i]!;
  const rows = second < 0 ? [first] : [first, second];
  const ids = rows.map((row) => idText(ledger.id.pool, ledger.id.values[row]!));
  return {
    code,
    key: `${code}:${ids.join('+')}`,
    customer: idText(ledger.customer.pool, ledger.customer.values[first]!),
    currency: currencyAt(list, i),
    ids,
    rows: rows.map((row) => ledger.sheetRow[row]!),
    cents,
    // A variance arises with its redemption.
    createdAt: ledger.createdAt[code === 'variance.untracked' ? second : first]!,
    message: MESSAGES[code](list, list.cents[i]!, first, second),
  };
}

type OfRows = Exclude<ExceptionCode, 'row.quarantined' | 'row.changed'>;

/** What is said of a kind, from the rows that it is about and the amount at stake. */
const MESSAGES: Readonly<
  Record<OfRows, (list: ExceptionList, cents: number, first: number, second: number) => string>
> = {
  'redemption.unmatched': (_, cents) => `No earned credit left for ${decimalText(cents)}`,
  'redemption.partly-matched': ({ told: { ledger } }, cents, row) =>
    `Lots cover ${decimalText(-ledger.cents[row]! - cents)} of ${decimalText(-ledger.cents[row]!)}`,
  'variance.untracked': ({ told: { ledger, matching } }, cents, lot) =>
    !policyOf(matching.policy).traits.splitsLots && ledger.cents[lot]! > matching.matched[lot]!
      ? `Lot exceeds its redemption by ${decimalText(cents)}`
      : `Redemption exceeds its lot by ${decimalText(cents)}`,
  'expired.out-of-order': ({ told: { ledger } }, _, __, lot) =>
    `Lot ${idText(ledger.id.pool, ledger.id.values[lot]!)} does not expire until ${dayText(ledger.expiresAt[lot]!)}`,
  'balance.negative': ({ lowest }, cents, row) =>
    `Overdrawn: the balance falls to ${decimalText(lowest.get(row)!)}${cents < -lowest.get(row)! ? '; the shortfall is counted with its redemptions' : ''}`,
  'order.orphan': ({ told: { ledger } }, _, row) =>
    `Order ${idText(ledger.order.pool, ledger.order.values[row]!)} is not in Sales for this customer`,
  'row.backdated': ({ told: { ledger } }, _, row) =>
    `Dated ${dayText(ledger.createdAt[row]!)}, before the cut-off of the previous run`,
};

type Words = Omit<Exception, 'code' | 'cents'>;

function quarantinedWords({ row, id, customer, currency, codes }: QuarantinedRow): Words {
  return {
    key: `row.quarantined:${id || `row ${row}`}:${codes.join('+')}`,
    customer,
    currency,
    ids: id === '' ? [] : [id],
    rows: [row],
    createdAt: null,
    message: `Set aside: ${codes.map(findingTitle).join('; ')}`,
  };
}

function changeWords(changes: ReportedChanges, i: number): Words {
  const { currency, sheetRow, words, takes, reasons } = changes;
  const counts = takes[i] === 1 ? 'new file used' : 'reported figures kept';
  const id = idText(changes.id.pool, changes.id.values[i]!);
  return {
    key: `row.changed:${id}`,
    customer: idText(changes.customer.pool, changes.customer.values[i]!),
    currency: currency ? currency.pool[currency.codes[i]!]! : '',
    ids: [id],
    rows: [sheetRow[i]!],
    createdAt: changes.createdAt[i]!,
    message: [
      words[i] === ''
        ? 'Reported before, no longer in the file'
        : `Changed after it was reported: ${words[i]!}`,
      reasons[i] === '' ? counts : `${counts}: ${reasons[i]!}`,
    ].join('; '),
  };
}
