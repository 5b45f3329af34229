import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECK_IDS } from '../../../core/contract/checks.ts';
import type { CheckId, ControlTotals } from '../../../core/contract/checks.ts';
import { POLICIES } from '../../../core/contract/settings.ts';
import type { Policy } from '../../../core/contract/settings.ts';
import type { AllocationTable, Draft, Totals } from '../../../core/ledger/draft.ts';
import { OPEN, REDEEMED } from '../../../core/ledger/draft.ts';
import type { Ledger } from '../../../core/ledger/ledger.ts';
import { matchLedger } from '../../../core/match/match.ts';
import { makeDraft, makeTotals } from '../../../core/ledger/make-draft.ts';
import { verify } from '../../../core/verify/verify.ts';
import { ledgerOf, ledgers } from '../match/ledger-fixture.ts';
import type { Movement } from '../match/naive-reference.ts';
import { drawn } from '../../amount.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
interface Proof {
  ledger: Ledger;
  draft: Mutable<Omit<Draft, 'allocations'>> & { allocations: Mutable<AllocationTable> };
  totals: Mutable<Totals>;
  control: Mutable<ControlTotals>;
}

function proofOf(movements: readonly Movement[], policy: Policy): Proof {
  const ledger = ledgerOf(movements);
  const matching = matchLedger(ledger, policy);
  const sum = (type: string): number =>
    movements.reduce((cents, m) => cents + (m.type === type ? m.cents : 0), 0);
  const count = (type: string): number => movements.filter((m) => m.type === type).length;
  return {
    ledger,
    draft: makeDraft(ledger, matching),
    totals: makeTotals(ledger, matching),
    control: {
      rows: movements.length,
      earnedRows: count('earned'),
      spentRows: count('spent'),
      expiredRows: count('expired'),
      earnedCents: sum('earned'),
      spentCents: sum('spent'),
      expiredCents: sum('expired'),
      quarantinedRows: 0,
    },
  };
}
const failedOf = ({ ledger, draft, totals, control }: Proof): CheckId[] =>
  verify(ledger, draft, totals, control)
    .filter(({ passed }) => !passed)
    .map(({ id }) => id);

const at = (minute: number): number => 1_700_000_000_000 + minute * 60_000;
const move = (
  id: string,
  type: Movement['type'],
  minute: number,
  cents: number,
  customer = '1',
): Movement => ({
  id,
  type,
  at: at(minute),
  customer,
  currency: 'USD',
  cents,
});
/** Two customers: 1 takes two of three lots and has a late one; 2 has a lot and spends it. */
const LEDGER = [
  move('11', 'earned', 1, 100),
  move('12', 'earned', 2, 100),
  move('13', 'spent', 3, 100),
  move('14', 'earned', 4, 100),
  move('15', 'spent', 5, 100),
  move('16', 'earned', 6, 100),
  move('21', 'earned', 1, 100, '2'),
  move('22', 'spent', 2, 100, '2'),
];
const row = (proof: Proof, id: number): number => proof.draft.id.indexOf(id);

/** A spoiling of a correct result, the policy it is done under, and the checks that it must fail. */
const MUTATIONS: [string, Policy, (proof: Proof) => void, CheckId[]][] = [
  ['an amount changed', 'exact', (p) => (p.draft.cents[row(p, 16)] = 101), ['conservation']],
  ['an id changed', 'exact', (p) => (p.draft.id[row(p, 16)] = 17), ['conservation']],
  ['a date changed', 'exact', (p) => (p.draft.createdAt[row(p, 16)]! += 1000), ['conservation']],
  ['a customer changed', 'exact', (p) => (p.draft.customer[row(p, 16)] = 2), ['conservation']],
  ['a row given twice', 'exact', (p) => (p.draft.sourceRow[row(p, 16)] = 0), ['conservation']],
  ['two rows out of order', 'exact', swapRows, ['conservation']],
  [
    'a REDEEMID of another customer',
    'one-to-one',
    (p) => (p.draft.redeemId[row(p, 11)] = 22),
    ['redeemid-integrity'],
  ],
  [
    'a REDEEMID that is no movement',
    'one-to-one',
    (p) => (p.draft.redeemId[row(p, 11)] = 99),
    ['redeemid-integrity'],
  ],
  [
    'a REDEEMID on a spent row',
    'one-to-one',
    (p) => (p.draft.redeemId[row(p, 13)] = 15),
    ['redeemid-integrity'],
  ],
  [
    'a REDEEMID used twice',
    'one-to-one',
    (p) => (p.draft.redeemId[row(p, 12)] = 13),
    ['redeemid-integrity'],
  ],
  [
    'a REDEEMID left out',
    'exact',
    (p) => (p.draft.redeemId[row(p, 11)] = NaN),
    ['redeemid-integrity'],
  ],
  [
    'a wrong MATCH_STATUS',
    'exact',
    (p) => (p.draft.status[row(p, 16)] = REDEEMED),
    ['redeemid-integrity'],
  ],
  ['a lot taken before it was earned', 'one-to-one', (p) => pairInstead(p, 1, 16), ['chronology']],
  ['a younger lot taken first', 'one-to-one', (p) => swapLots(p, 11, 12), ['fifo-order']],
  ['a younger lot taken first', 'exact', (p) => swapLots(p, 11, 12), ['fifo-order']],
  ['a younger lot taken first', 'whole-lot', (p) => swapLots(p, 11, 12), ['fifo-order']],
  ['a redemption left unmatched', 'exact', dropLast, ['fifo-order']],
  ['allocations out of SEQ order', 'exact', (p) => swapAllocations(p, 0, 1), ['fifo-order']],
  ['a total changed', 'exact', (p) => (p.totals.openLots += 1), ['balance-equation']],
  ['the closing balance changed', 'exact', (p) => (p.totals.closing -= 1), ['balance-equation']],
  [
    'an allocation between customers',
    'exact',
    (p) => pairInstead(p, 2, 16),
    ['balance-equation', 'allocation'],
  ],
  [
    'an allocation beyond the lot',
    'exact',
    (p) => (p.draft.allocations.cents[0] = 101),
    ['allocation'],
  ],
  [
    'an allocation a cent short',
    'exact',
    (p) => (p.draft.allocations.cents[0] = 99),
    ['allocation'],
  ],
  ['a MATCHED_AMOUNT changed', 'exact', (p) => (p.draft.matched[row(p, 16)] = 1), ['allocation']],
  ['an OPEN_AMOUNT changed', 'whole-lot', (p) => (p.draft.open[row(p, 16)] = 99), ['allocation']],
  ['a control total that differs', 'exact', (p) => (p.control.earnedCents += 1), ['tie-out']],
  ['a control count that differs', 'exact', (p) => (p.control.spentRows += 1), ['tie-out']],
  [
    'an amount moved to another month',
    'exact',
    (p) => (p.draft.createdAt[row(p, 16)]! += 40 * 86_400_000),
    ['conservation', 'tie-out'],
  ],
];

function swapRows({ draft }: Proof): void {
  for (const column of [
    draft.id,
    draft.createdAt,
    draft.cents,
    draft.sourceRow,
    draft.redeemId,
    draft.matched,
    draft.open,
  ])
    [column[0], column[1]] = [column[1]!, column[0]!];
}
function pairInstead({ draft }: Proof, allocation: number, lot: number): void {
  const { allocations } = draft;
  const old = draft.id.indexOf(allocations.earnedId[allocation]!);
  const now = draft.id.indexOf(lot);
  allocations.earnedId[allocation] = lot;
  [draft.redeemId[now], draft.redeemId[old]] = [draft.redeemId[old]!, NaN];
  [draft.status[now], draft.status[old]] = [REDEEMED, OPEN];
  [draft.matched[now], draft.matched[old]] = [100, 0];
  [draft.open[now], draft.open[old]] = [0, 100];
}
function swapLots({ draft }: Proof, a: number, b: number): void {
  const { earnedId } = draft.allocations;
  const [i, j] = [earnedId.indexOf(a), earnedId.indexOf(b)];
  [earnedId[i], earnedId[j]] = [b, a];
  const [x, y] = [draft.id.indexOf(a), draft.id.indexOf(b)];
  [draft.redeemId[x], draft.redeemId[y]] = [draft.redeemId[y]!, draft.redeemId[x]!];
}
function swapAllocations({ draft }: Proof, i: number, j: number): void {
  const { earnedId, redeemerId, cents } = draft.allocations;
  for (const column of [earnedId, redeemerId, cents])
    [column[i], column[j]] = [column[j]!, column[i]!];
}
function dropLast(proof: Proof): void {
  const { draft, totals } = proof;
  // The last allocation of customer 1 vanishes with all its traces.
  const { earnedId, redeemerId } = draft.allocations;
  const [lot, redemption] = [draft.id.indexOf(earnedId[1]!), draft.id.indexOf(redeemerId[1]!)];
  for (const column of ['earnedId', 'redeemerId', 'customer', 'cents'] as const)
    draft.allocations[column] = Float64Array.from(
      draft.allocations[column].filter((_, i) => i !== 1),
    );
  draft.allocations.currency = Int32Array.from([0, 0]);
  draft.allocations.count = 2;
  draft.redeemId[lot] = NaN;
  for (const r of [lot, redemption]) [draft.matched[r], draft.open[r]] = [0, 100];
  draft.status[lot] = OPEN;
  draft.status[redemption] = 5;
  totals.matched -= 100;
  totals.openLots += 100;
  totals.uncovered += 100;
}

describe('verification can fail', () => {
  it.each(MUTATIONS)('%s (%s)', (_name, policy, mutate, expected) => {
    const proof = proofOf(LEDGER, policy);
    expect(failedOf(proof)).toEqual([]);
    mutate(proof);
    expect(failedOf(proof)).toEqual(expect.arrayContaining(expected));
  });

  it('has a mutation for each of the seven checks', () => {
    const caught = new Set(MUTATIONS.flatMap(([, , , expected]) => expected));
    expect([...caught].sort()).toEqual([...CHECK_IDS].sort());
  });
});

describe('verification on random ledgers', () => {
  it.each(POLICIES)('passes what %s matches', (policy) => {
    fc.assert(
      fc.property(ledgers, (movements) => {
        expect(failedOf(proofOf(movements, policy))).toEqual([]);
      }),
      drawn(3000),
    );
  });

  it('catches any value that is changed', () => {
    const columns = [
      'id',
      'type',
      'createdAt',
      'customer',
      'currency',
      'cents',
      'redeemId',
      'status',
      'matched',
      'open',
    ] as const;
    const tables = ['earnedId', 'redeemerId', 'customer', 'currency', 'cents'] as const;
    fc.assert(
      fc.property(
        ledgers.filter((movements) => movements.length > 0),
        fc.constantFrom(...POLICIES),
        fc.oneof(
          fc.constantFrom(...columns),
          fc.constantFrom(...tables).map((name) => `allocations.${name}` as const),
        ),
        fc.nat(),
        (movements, policy, name, index) => {
          const proof = proofOf(movements, policy);
          const column = name.startsWith('allocations.')
            ? proof.draft.allocations[name.slice(12) as (typeof tables)[number]]
            : proof.draft[name as (typeof columns)[number]];
          fc.pre(column.length > 0);
          const i = index % column.length;
          column[i] = Number.isNaN(column[i]) ? 1 : column[i]! + 1;
          expect(failedOf(proof)).not.toEqual([]);
        },
      ),
      drawn(5000),
    );
  });
});
