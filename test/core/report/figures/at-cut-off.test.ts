import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ValidatedSource } from '../../../../core/accepted/validated-source.ts';
import { inFile } from '../../../../core/contract/bridge.ts';
import { POLICIES, settingsSchema } from '../../../../core/contract/settings.ts';
import type { Settings } from '../../../../core/contract/settings.ts';
import type { Matching } from '../../../../core/ledger/draft.ts';
import { explanation, unusedAndShort } from '../../../../core/contract/totals.ts';
import { makeTotals } from '../../../../core/ledger/make-draft.ts';
import { movementOrder } from '../../../../core/ledger/movement-order.ts';
import { DAY_MS, dayText } from '../../../../core/ledger/time.ts';
import { ROLL_FORWARD_KINDS } from '../../../../core/periods/periods.ts';
import { matchLedger } from '../../../../core/match/match.ts';
import { balanceHistory, currentBalances } from '../../../../core/report/figures/balances.ts';
import { exceptionsOf } from '../../../../core/report/figures/exceptions.ts';
import { figuresOf } from '../../../../core/report/figures/figures.ts';
import type { ReportInput } from '../../../../core/report/figures/report-input.ts';
import { drawn } from '../../../amount.ts';
import { ledgers } from '../../match/ledger-fixture.ts';
import type { Movement } from '../../match/naive-reference.ts';
import type { Cell } from '../../validate/memory-source.ts';
import { validated } from '../../validate/validated.ts';

/**
 * All figures of a run are stated at one moment: they are those of the ledger without its later rows, and
 * they add up to one closing balance, at any date, by any policy, in each currency.
 */
const DRAWN = drawn(6000);
const FIRST_DAY = Date.UTC(2024, 9, 25);
const HEADER = ['TRANS_ID', 'TCTYPE', 'CREATEDAT', 'EXPIREDAT', 'CUSTOMERID', 'AMOUNT', 'CURRENCY'];
const SHEETS = {
  Customers: [
    ['CUSTOMERID', 'COMPANY', 'REGION'],
    ['1', 'Acme', 'North'],
    ['2', 'Acme', ''],
    ['007', 'Bond', 'South'],
  ],
};

const dayOf = (at: number): number => FIRST_DAY + ((at - 1_700_000_000_000) / 1000) * 23 * DAY_MS;
function cellsOf({ id, type, at, customer, currency, cents }: Movement, i: number): Cell[] {
  const created = dayOf(at);
  const expires = type === 'earned' ? new Date(created + (1 + ((i * 37) % 90)) * DAY_MS) : null;
  const amount = (type === 'earned' ? cents : -cents) / 100;
  return [id, type, new Date(created), expires, customer, amount, currency];
}

async function accepted(rows: readonly Cell[][], asOf: string): Promise<ValidatedSource> {
  const { source } = await validated([...rows], {
    header: HEADER,
    sheets: SHEETS,
    settings: { asOf },
  });
  return source!;
}

/** Every figure that a report tells of a source by a policy. */
function figuresBy(source: ValidatedSource, settings: Settings) {
  const { ledger } = source;
  const matching: Matching = matchLedger(ledger, settings.policy);
  const movements = movementOrder(ledger);
  const { counts } = exceptionsOf({
    ledger,
    matching,
    movements,
    settings,
    orphanOrders: source.orphanOrders,
    backdated: source.backdated,
    quarantined: [],
    changes: null,
  });
  return {
    totals: makeTotals(ledger, matching),
    ...figuresOf({ source, matching, settings } as ReportInput),
    balances: currentBalances(ledger, matching, source.asOf),
    history: balanceHistory(ledger, movements),
    exceptions: counts,
    allocations: matching.allocations.count,
  };
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

it(`figures at a date are those without later rows, and all of them close alike, on ${DRAWN.numRuns} ledgers by each policy`, async () => {
  let compared = 0;
  let withLaterRows = 0;
  await fc.assert(
    fc.asyncProperty(
      ledgers.filter((rows) => rows.length > 0),
      fc.integer({ min: -1, max: 120 }),
      fc.constantFrom(...ROLL_FORWARD_KINDS),
      async (movements, day, rollForward) => {
        const asOf = FIRST_DAY + day * DAY_MS;
        const rows = movements.map(cellsOf);
        const earlier = rows.filter((_, i) => dayOf(movements[i]!.at) < asOf + DAY_MS);
        const source = await accepted(rows, dayText(asOf));
        const later = rows.length - earlier.length;
        if (later > 0) withLaterRows++;
        expect(source.after.rows).toBe(later);
        expect(sum(source.bridge.map((line) => inFile(line).rows))).toBe(rows.length);
        const alone = earlier.length === 0 ? null : await accepted(earlier, dayText(asOf));
        for (const policy of POLICIES) {
          const settings = settingsSchema.parse({ policy, rollForward });
          const found = figuresBy(source, settings);
          if (alone) expect(found).toEqual(figuresBy(alone, settings));
          else expect(Object.values(found.totals).map(({ closing }) => closing)).toEqual([0]);
          expectOneClosing(source, found);
          compared++;
        }
      },
    ),
    DRAWN,
  );
  process.stdout.write(
    `figures at the cut-off: ${compared} compared, of ${DRAWN.numRuns} ledgers ${withLaterRows} had later rows\n`,
  );
  expect(withLaterRows).toBeGreaterThan(DRAWN.numRuns / 5);
});

function expectOneClosing(
  { ledger, bridge }: ValidatedSource,
  {
    totals: byCurrency,
    months,
    rolled,
    groups,
    byAge,
    byExpiry,
    balances,
    exceptions,
  }: ReturnType<typeof figuresBy>,
): void {
  for (const [currency, totals] of Object.entries(byCurrency)) {
    const { closing, openLots, uncovered, untrackedUnused, untrackedUncovered } = totals;
    const own = <T extends { readonly currency: string }>(of: readonly T[]): T[] =>
      of.filter((one) => currency === '' || one.currency === currency);
    const customers = [...balances.balance].filter(
      (_, a) => currency === '' || ledger.currency!.pool[ledger.accounts.currency[a]!] === currency,
    );
    const signed = own(bridge).map(({ type, atCutOff }) =>
      type === 'earned' ? atCutOff.cents : -atCutOff.cents,
    );
    const aged = sum(own(byAge).map(({ cents }) => cents));
    expect({
      customers: sum(customers),
      groups: sum(own(groups).flatMap((one) => (one.column === 'COMPANY' ? [one.closing] : []))),
      rollForward: own(months).at(-1)?.closing ?? 0,
      byPeriod: own(rolled ?? months).at(-1)?.closing ?? 0,
      bridge: sum(signed),
      lots: aged - uncovered + untrackedUnused - untrackedUncovered,
    }).toEqual({
      customers: closing,
      groups: closing,
      rollForward: closing,
      byPeriod: closing,
      bridge: closing,
      lots: closing,
    });
    expect(sum(explanation(totals).map(({ cents }) => cents))).toBe(closing);
    expect(unusedAndShort(totals)).toEqual({ unused: untrackedUnused, short: untrackedUncovered });
    // A cent is at stake once: the shortfall with its redemptions, and not with the balance again.
    const stake = (...codes: string[]): number =>
      sum(own(exceptions).flatMap(({ code, cents }) => (codes.includes(code) ? [cents] : [])));
    expect({
      short: stake('redemption.unmatched', 'redemption.partly-matched'),
      variance: stake('variance.untracked'),
      overdrawn: stake('balance.negative'),
    }).toEqual({ short: uncovered, variance: totals.untracked, overdrawn: 0 });
    expect([aged, sum(own(byExpiry).map(({ cents }) => cents))]).toEqual([openLots, openLots]);
  }
}
