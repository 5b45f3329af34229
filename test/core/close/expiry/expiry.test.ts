import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { expiryExceptions } from '../../../../core/close/expiry/expiry-exceptions.ts';
import { expiryFile, expiryRows } from '../../../../core/close/expiry/expiry-rows.ts';
import { EXPIRY_EXCEPTIONS } from '../../../../core/contract/close/expiry.ts';
import type { ExpiryException } from '../../../../core/contract/close/expiry.ts';
import { POLICIES } from '../../../../core/contract/settings.ts';
import type { Policy } from '../../../../core/contract/settings.ts';
import type { Matching } from '../../../../core/ledger/draft.ts';
import type { Ledger } from '../../../../core/ledger/ledger.ts';
import { DAY_MS, endOfDay, timeText } from '../../../../core/ledger/time.ts';
import { matchLedger } from '../../../../core/match/match.ts';
import { loadMatching } from '../../../../core/run-folder/matching-file.ts';
import { LEDGER_FILE, MATCH_FILE } from '../../../../core/run-folder/names.ts';
import { loadValidation } from '../../../../core/run-folder/validation-file.ts';
import { amount, drawn } from '../../../amount.ts';
import { reconciled } from '../../pipeline/reconciled.ts';
import { closeLedgerOf, closeLedgers, LAST_DAY } from '../close-fixture.ts';
import type { CloseMovement } from '../close-fixture.ts';

const root = mkdtempSync(join(tmpdir(), 'thrive-expiry-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const TERMS = { asOf: endOfDay(LAST_DAY)!, graceDays: 0 };

describe('the expiry control', () => {
  const at = Date.UTC(2025, 5, 1);
  const base = { customer: '7', currency: 'USD', reason: 'Refund', expires: null } as const;
  const movements: CloseMovement[] = [
    { ...base, id: '1', type: 'earned', at, cents: 1000, expires: at + 30 * DAY_MS },
    { ...base, id: '2', type: 'earned', at: at + DAY_MS, cents: 500, expires: at + 400 * DAY_MS },
    { ...base, id: '3', type: 'earned', at: at + 2 * DAY_MS, cents: 300, expires: at + 9 * DAY_MS },
    { ...base, id: '4', type: 'spent', at: at + 32 * DAY_MS, cents: 400 },
  ];
  const told = (graceDays: number) => {
    const ledger = closeLedgerOf(movements);
    return expiryExceptions(ledger, matchLedger(ledger, 'exact'), { ...TERMS, graceDays });
  };

  it('names open lots past their expiry, and what was spent of one after it', () => {
    expect(told(0)).toMatchObject([
      { code: 'lot.past-expiry', key: 'lot.past-expiry:1', cents: 600, customer: '7' },
      { code: 'lot.past-expiry', key: 'lot.past-expiry:3', cents: 300, currency: 'USD' },
      { code: 'lot.spent-after-expiry', ids: ['4', '1'], cents: 400 },
    ]);
  });

  it('tells its kinds by the names that core/RULES.md gives them', () => {
    const rules = readFileSync(join(import.meta.dirname, '../../../../core/RULES.md'), 'utf8');
    for (const [code, title] of Object.entries(EXPIRY_EXCEPTIONS))
      expect(rules).toContain(`\`${code}\`, *${title}*`);
  });

  it('leaves lots alone for the days of grace', () => {
    expect(told(2).map(({ key }) => key)).toEqual(['lot.past-expiry:1', 'lot.past-expiry:3']);
    expect(told(400)).toEqual([]);
  });

  it('books a lot that an older one without expiry stands before only when that one is gone', () => {
    const ledger = closeLedgerOf(movements);
    const rows = expiryRows(ledger, matchLedger(ledger, 'exact'), TERMS);
    expect(rows).toEqual([
      {
        id: 'EXP-20260331-00000001',
        customer: '7',
        currency: 'USD',
        reason: 'Refund',
        cents: -600,
        createdAt: TERMS.asOf,
      },
    ]);
    expect(told(0)[1]!.message).toMatch(/older lot/);
  });

  it('has at stake what is open past its expiry, whatever the policy', () => {
    fc.assert(
      fc.property(closeLedgers, fc.constantFrom(...POLICIES), (rows, policy) => {
        const ledger = closeLedgerOf(rows);
        const matching = matchLedger(ledger, policy);
        const exceptions = expiryExceptions(ledger, matching, TERMS);
        for (const { code, ids, cents } of exceptions) {
          const [first, lot] = ids.map((id) => rows.find((row) => row.id === id)!);
          expect(cents).toBeGreaterThan(0);
          if (code === 'lot.past-expiry') expect(first!.expires).toBeLessThan(TERMS.asOf);
          else expect(lot!.expires).toBeLessThan(first!.at);
        }
        const keys = exceptions.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      drawn(500),
    );
  });
});

const HEADER = 'TRANS_ID,TCTYPE,CREATEDAT,EXPIREDAT,CUSTOMERID,ORDERID,AMOUNT,REASON,CURRENCY,Note';

function csvLine({
  id,
  type,
  at,
  expires,
  customer,
  currency,
  cents,
  reason,
}: CloseMovement): string {
  const sum = (type === 'earned' ? cents : -cents) / 100;
  const ends = expires === null ? '' : timeText(expires);
  return [id, type, timeText(at), ends, customer, '', sum.toFixed(2), reason, currency, 'x'].join(
    ',',
  );
}

let made = 0;
/** What a finished run keeps, read back from its folder. */
async function keptOf(
  text: string,
  policy: Policy,
): Promise<{ ledger: Ledger; matching: Matching }> {
  const folder = join(root, `run-${made++}`);
  mkdirSync(folder);
  const path = join(folder, 'ledger.csv');
  writeFileSync(path, text);
  const checksums = await reconciled(path, folder, { policy, asOf: LAST_DAY });
  const { source } = await loadValidation(join(folder, LEDGER_FILE), checksums[LEDGER_FILE]!);
  const { ledger } = source;
  const matchFile = join(folder, MATCH_FILE);
  const matching = loadMatching(matchFile, checksums[MATCH_FILE]!, policy, ledger.rows)!;
  rmSync(folder, { recursive: true });
  return { ledger, matching };
}

const lapsed = (exceptions: readonly ExpiryException[]): string[] =>
  exceptions.filter(({ code }) => code === 'lot.past-expiry').map(({ key }) => key);

const LEDGERS = amount(150);
it(`booking what has lapsed empties the list, through the whole pipeline, on ${LEDGERS} ledgers`, async () => {
  let emptied = 0;
  // Where every lot lasts as long, the oldest is the first to lapse, and nothing stands in the way.
  const alike = closeLedgers.map((rows) =>
    rows.map((row) =>
      row.type === 'earned' ? { ...row, expires: row.at + 90 * DAY_MS } : { ...row, expires: null },
    ),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        alike.map((rows) => ({ rows, isAlike: true })),
        closeLedgers.map((rows) => ({ rows, isAlike: false })),
      ),
      fc.constantFrom(...POLICIES),
      async ({ rows, isAlike }, policy) => {
        fc.pre(rows.length > 0);
        const text = `${[HEADER, ...rows.map(csvLine)].join('\n')}\n`;
        const before = await keptOf(text, policy);
        const list = lapsed(expiryExceptions(before.ledger, before.matching, TERMS));
        const toBook = expiryRows(before.ledger, before.matching, TERMS);
        const file = Buffer.from(expiryFile(toBook, before.ledger.columns)).toString();
        const [header, ...lines] = file.split('\n');
        expect(header).toBe(HEADER);
        const after = await keptOf(text + lines.join('\n'), policy);
        const left = lapsed(expiryExceptions(after.ledger, after.matching, TERMS));
        // What an older lot stands before is left, and nothing else.
        expect(left).toHaveLength(list.length - toBook.length);
        expect(list).toEqual(expect.arrayContaining(left));
        expect(after.ledger.rows).toBe(before.ledger.rows + toBook.length);
        if (!isAlike) return;
        expect(left).toEqual([]);
        if (list.length > 0) emptied++;
      },
    ),
    drawn(150),
  );
  expect(emptied).toBeGreaterThan(0);
});
