import { EXCEPTIONS, FLAG_BITS } from '../../contract/exceptions.ts';
import type { Exception, ExceptionCode } from '../../contract/exceptions.ts';
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
  /** The amount at stake, unsigned. */
  readonly cents: Float64Array;
  readonly counts: readonly ExceptionCount[];
  /** For each ledger row the exceptions that concern it: bits by {@link FLAG_BITS}. */
  readonly flags: Uint8Array;
  readonly told: ToldFrom;
}
export interface ExceptionCount {
  readonly code: ExceptionCode;
  readonly count: number;
  readonly cents: number;
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
  /** |AMOUNT| where it can be read, else 0. */
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
  readonly done: () => ExceptionList;
}

/** Opens a list without exceptions. */
export function openExceptions(told: ToldFrom): OpenExceptions {
  const codes: number[] = [];
  const firsts: number[] = [];
  const seconds: number[] = [];
  const amounts: number[] = [];
  const counts = new Map<ExceptionCode, { count: number; cents: number }>();
  const flags = new Uint8Array(told.ledger.rows);
  const flag = (code: ExceptionCode, row: number): void => {
    if (row >= 0) flags[row]! |= 1 << FLAG_BITS.indexOf(code);
  };
  const push = (code: ExceptionCode, cents: number, first: number, second: number): void => {
    codes.push(CODES.indexOf(code));
    firsts.push(first);
    seconds.push(second);
    amounts.push(cents);
    const total = counts.get(code) ?? { count: 0, cents: 0 };
    counts.set(code, { count: total.count + 1, cents: total.cents + cents });
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
    done: () => ({
      length: codes.length,
      code: Uint8Array.from(codes),
      first: Int32Array.from(firsts),
      second: Int32Array.from(seconds),
      cents: Float64Array.from(amounts),
      counts: [...counts].map(([code, total]) => ({ code, ...total })),
      flags,
      told,
    }),
  };
}

/** The kind of an exception of the list. */
export function exceptionCodeAt({ code }: ExceptionList, index: number): ExceptionCode {
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
    const cents = list.cents[i]!;
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
  const amounts = cents.filter((_, i) => code[i] === kind);
  if (amounts.length <= most) return { least: -Infinity, ties: Infinity };
  amounts.sort();
  const least = amounts[amounts.length - most]!;
  const larger = amounts.length - 1 - amounts.lastIndexOf(least);
  return { least, ties: most - larger };
}

function exceptionAt(list: ExceptionList, i: number): Exception {
  const code = exceptionCodeAt(list, i);
  const cents = list.cents[i]!;
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
    currency: ledger.currency ? ledger.currency.pool[ledger.currency.codes[first]!]! : '',
    ids,
    // A row that is in an earlier file of the source only has no number in this one.
    rows: rows.map((row) => ledger.sheetRow[row]!).filter((row) => row > 0),
    cents,
    createdAt: ledger.createdAt[first]!,
    message: MESSAGES[code](told, cents, first, second),
  };
}

type OfRows = Exclude<ExceptionCode, 'row.quarantined' | 'row.changed'>;

/** What is said of a kind, from the rows that it is about and the amount at stake. */
const MESSAGES: Readonly<
  Record<OfRows, (told: ToldFrom, cents: number, first: number, second: number) => string>
> = {
  'redemption.unmatched': (_, cents) => `No earned credit left for ${decimalText(cents)}`,
  'redemption.partly-matched': ({ ledger }, cents, row) =>
    `Lots cover ${decimalText(-ledger.cents[row]! - cents)} of ${decimalText(-ledger.cents[row]!)}`,
  'variance.untracked': ({ ledger, matching }, cents, lot) =>
    !policyOf(matching.policy).traits.splitsLots && ledger.cents[lot]! > matching.matched[lot]!
      ? `Lot exceeds its redemption by ${decimalText(cents)}`
      : `Redemption exceeds its lot by ${decimalText(cents)}`,
  'expired.out-of-order': ({ ledger }, _, __, lot) =>
    `Lot ${idText(ledger.id.pool, ledger.id.values[lot]!)} does not expire until ${dayText(ledger.expiresAt[lot]!)}`,
  'balance.negative': (_, cents) => `Overdrawn: the balance falls to ${decimalText(-cents)}`,
  'order.orphan': ({ ledger }, _, row) =>
    `Order ${idText(ledger.order.pool, ledger.order.values[row]!)} is not in Sales for this customer`,
  'row.backdated': ({ ledger }, _, row) =>
    `Dated ${dayText(ledger.createdAt[row]!)}, before the cut-off of the previous run`,
};

type Words = Omit<Exception, 'code' | 'cents'>;

function quarantinedWords({ row, id, customer, codes }: QuarantinedRow): Words {
  return {
    key: `row.quarantined:${id || `row ${row}`}:${codes.join('+')}`,
    customer,
    currency: '',
    ids: id === '' ? [] : [id],
    rows: [row],
    createdAt: null,
    message: `Set aside: ${codes.join(', ')}`,
  };
}

function changeWords(changes: ReportedChanges, i: number): Words {
  const { currency, sheetRow, words } = changes;
  const id = idText(changes.id.pool, changes.id.values[i]!);
  return {
    key: `row.changed:${id}`,
    customer: idText(changes.customer.pool, changes.customer.values[i]!),
    currency: currency ? currency.pool[currency.codes[i]!]! : '',
    ids: [id],
    rows: sheetRow[i]! > 0 ? [sheetRow[i]!] : [],
    createdAt: changes.createdAt[i]!,
    message:
      words[i] === ''
        ? 'Reported before, no longer in the file'
        : `Changed after it was reported: ${words[i]!}`,
  };
}
