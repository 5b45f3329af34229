import type { LedgerModel } from '../../../../main/generate/ledger/ledger-model.ts';

const DAY_MS = 86_400_000;

/** Positions of the redemptions with which a matching is not content. */
export interface Findings {
  readonly unmatched: number[];
  readonly expiredEarly: number[];
  readonly negative: number[];
}

/** First in, first out by the plainest means; `whole` takes one whole lot for each redemption. */
export function naiveFifo(ledger: LedgerModel, whole: boolean): Findings {
  const found: Findings = { unmatched: [], expiredEarly: [], negative: [] };
  const accounts = Map.groupBy(
    Array.from({ length: ledger.rows }, (_, r) => r),
    (r) => ledger.customer[r]!,
  );
  for (const rows of accounts.values()) {
    rows.sort(
      (a, b) =>
        ledger.createdAt[a]! - ledger.createdAt[b]! ||
        Number(ledger.type[a]! !== 0) - Number(ledger.type[b]! !== 0) ||
        ledger.id[a]! - ledger.id[b]!,
    );
    const lots: { cents: number; expires: number }[] = [];
    let balance = 0;
    for (const r of rows) {
      const cents = ledger.cents[r]!;
      balance += cents;
      if (ledger.type[r] === 0) {
        lots.push({ cents, expires: ledger.expiresAt[r]! });
        continue;
      }
      if (balance < 0) found.negative.push(r);
      let need = -cents;
      let early = false;
      if (lots.length === 0) found.unmatched.push(r);
      while (need > 0 && lots.length > 0) {
        const lot = lots[0]!;
        early ||= ledger.type[r] === 2 && lot.expires > ledger.createdAt[r]!;
        const part = whole ? lot.cents : Math.min(lot.cents, need);
        lot.cents -= part;
        need = whole ? 0 : need - part;
        if (lot.cents === 0) lots.shift();
      }
      if (early) found.expiredEarly.push(r);
    }
  }
  return found;
}

/** Rows whose lot has lapsed a day or more before `until` and still holds something. */
export function overdueLots(ledger: LedgerModel, until: number): number {
  const left = new Map<number, { cents: number; expires: number }[]>();
  const order = Array.from({ length: ledger.rows }, (_, r) => r).sort(
    (a, b) => ledger.createdAt[a]! - ledger.createdAt[b]! || ledger.type[a]! - ledger.type[b]!,
  );
  for (const r of order) {
    const lots = left.get(ledger.customer[r]!) ?? [];
    left.set(ledger.customer[r]!, lots);
    if (ledger.type[r] === 0) lots.push({ cents: ledger.cents[r]!, expires: ledger.expiresAt[r]! });
    for (let need = ledger.type[r] === 0 ? 0 : -ledger.cents[r]!; need > 0 && lots.length > 0;) {
      const part = Math.min(need, lots[0]!.cents);
      need -= part;
      lots[0]!.cents -= part;
      if (lots[0]!.cents === 0) lots.shift();
    }
  }
  return [...left.values()].flat().filter(({ expires }) => expires < until - 2 * DAY_MS).length;
}
