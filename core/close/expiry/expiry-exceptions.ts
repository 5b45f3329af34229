import type { ExpiryException } from '../../contract/close/expiry.ts';
import type { Matching } from '../../ledger/draft.ts';
import { idText } from '../../ledger/ids.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { decimalText } from '../../ledger/money.ts';
import { dayText } from '../../ledger/time.ts';
import { lapsedLots, lateSpending } from './lapsed-lots.ts';
import type { ExpiryTerms } from './lapsed-lots.ts';

/** What has lapsed and was not booked, and what was spent all the same; in the order of the ledger. */
export function expiryExceptions(
  ledger: Ledger,
  matching: Matching,
  terms: ExpiryTerms,
): readonly ExpiryException[] {
  const lapsed = lapsedLots(ledger, matching, terms);
  const late = lateSpending(ledger, matching, terms);
  return [
    ...lapsed.rows.map((row, i) =>
      told(ledger, 'lot.past-expiry', [row], lapsed.cents[i]!, [
        `${decimalText(lapsed.cents[i]!)} still open, expired on ${expiryOf(ledger, row)}`,
        ...(lapsed.isNext[i] ? [] : ['an older lot that has not expired would be taken first']),
      ]),
    ),
    ...late.lots.map((lot, i) =>
      told(ledger, 'lot.spent-after-expiry', [late.redemptions[i]!, lot], late.cents[i]!, [
        `Lot ${idText(ledger.id.pool, ledger.id.values[lot]!)} had expired on ${expiryOf(ledger, lot)}`,
      ]),
    ),
  ];
}

function told(
  ledger: Ledger,
  code: ExpiryException['code'],
  rows: readonly [number, ...number[]],
  cents: number,
  words: readonly string[],
): ExpiryException {
  const ids = rows.map((row) => idText(ledger.id.pool, ledger.id.values[row]!));
  const [first] = rows;
  return {
    code,
    key: `${code}:${ids.join('+')}`,
    customer: idText(ledger.customer.pool, ledger.customer.values[first]!),
    currency: ledger.currency ? ledger.currency.pool[ledger.currency.codes[first]!]! : '',
    ids,
    rows: rows.map((row) => ledger.sheetRow[row]!).filter((row) => row > 0),
    cents,
    createdAt: ledger.createdAt[first]!,
    message: words.join('; '),
  };
}

function expiryOf(ledger: Ledger, row: number): string {
  return dayText(ledger.expiresAt[row]!);
}
