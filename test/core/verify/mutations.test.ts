import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECK_IDS } from '../../../core/contract/checks.ts';
import type { CheckId, ControlTotals } from '../../../core/contract/checks.ts';
import { POLICIES } from '../../../core/contract/settings.ts';
import type { Policy } from '../../../core/contract/settings.ts';
import { cutLedger } from '../../../core/ledger/cut-ledger.ts';
import type { CutLedger } from '../../../core/ledger/cut-ledger.ts';
import type { AllocationTable, Draft, Totals } from '../../../core/ledger/draft.ts';
import { AFTER_CUT_OFF, OPEN, REDEEMED } from '../../../core/ledger/draft.ts';
import { matchLedger } from '../../../core/match/match.ts';
import { makeDraft, makeTotals } from '../../../core/ledger/make-draft.ts';
import type { TypeSum } from '../../../core/ledger/type-sums.ts';
import { verify } from '../../../core/verify/verify.ts';
import { ledgerOf, ledgers } from '../match/ledger-fixture.ts';
import type { Movement } from '../match/naive-reference.ts';
import { drawn } from '../../amount.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
interface Proof {
  cut: CutLedger;
  asOf: number;
  draft: Mutable<Omit<Draft, 'allocations'>> & { allocations: Mutable<AllocationTable> };
  totals: Record<string, Mutable<Totals>>;
  control: Omit<ControlTotals, 'sums'> & { sums: Mutable<TypeSum>[] };
}

function proofOf(movements: readonly Movement[], policy: Policy, asOf = Infinity): Proof {
  const cut = cutLedger(ledgerOf(movements), asOf);
  const { ledger } = cut;
  const matching = matchLedger(ledger, policy);
  return {
    cut,
    asOf,
    draft: makeDraft(cut, matching),
    totals: makeTotals(ledger, matching),
    control: countedOf(movements),
  };
}

/** What is counted of the movements, without a line of what counts ledgers. */
function countedOf(movements: readonly Movement[]): Proof['control'] {
  const sums = new Map<string, Mutable<TypeSum>>();
  for (const { currency, type, cents } of movements) {
    const key = `${currency} ${type}`;
    const sum = sums.get(key) ?? { currency, type, rows: 0, cents: 0 };
    sum.rows++;
    sum.cents += cents;
    sums.set(key, sum);
  }
  return { rows: movements.length, sums: [...sums.values()], quarantinedRows: 0 };
}
const totalsIn = ({ totals }: Proof): Mutable<Totals> => Object.values(totals)[0]!;
const countedIn = ({ control }: Proof, type: string): Mutable<TypeSum> =>
  control.sums.find((sum) => sum.type === type)!;

const failedOf = ({ cut, asOf, draft, totals, control }: Proof): CheckId[] =>
  verify(cut, draft, asOf, totals, control)
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
  ['a total changed', 'exact', (p) => (totalsIn(p).openLots += 1), ['balance-equation']],
  ['the closing balance changed', 'exact', (p) => (totalsIn(p).closing -= 1), ['balance-equation']],
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
  [
    'a control total that differs',
    'exact',
    (p) => (countedIn(p, 'earned').cents += 1),
    ['tie-out'],
  ],
  ['a control count that differs', 'exact', (p) => (countedIn(p, 'spent').rows += 1), ['tie-out']],
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
  const { draft } = proof;
  const totals = totalsIn(proof);
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

/** The same, and after the cut-off a lot of customer 1 and a redemption of each of two customers. */
const CUT_OFF = at(10);
const WITH_LATER_ROWS = [
  ...LEDGER,
  move('17', 'earned', 20, 100),
  move('18', 'spent', 21, 100),
  move('31', 'spent', 20, 100, '3'),
];

describe('what lies after the cut-off', () => {
  it.each<[string, (proof: Proof) => void, CheckId[]]>([
    ['a row left out', (p) => dropRow(p, 17), ['conservation', 'tie-out']],
    ['an amount changed', (p) => (p.draft.cents[row(p, 17)] = 101), ['conservation', 'tie-out']],
    ['a status of one that counts', (p) => setStatus(p, 17, OPEN), ['redeemid-integrity']],
    ['a REDEEMID', (p) => (p.draft.redeemId[row(p, 17)] = 18), ['redeemid-integrity']],
    ['an OPEN_AMOUNT', (p) => (p.draft.open[row(p, 31)] = 100), ['redeemid-integrity']],
    ['a lot that is taken', (p) => (p.draft.allocations.earnedId[0] = 17), ['allocation']],
    [
      'a row before it that says it is after',
      (p) => setStatus(p, 16, AFTER_CUT_OFF),
      ['redeemid-integrity'],
    ],
    ['a total with it', (p) => (totalsIn(p).earned += 100), ['balance-equation', 'tie-out']],
    ['a row moved before it', (p) => (p.draft.createdAt[row(p, 17)] = at(7)), ['conservation']],
  ])('cannot have %s', (_name, mutate, expected) => {
    const proof = proofOf(WITH_LATER_ROWS, 'exact', CUT_OFF);
    expect(failedOf(proof)).toEqual([]);
    mutate(proof);
    expect(failedOf(proof)).toEqual(expect.arrayContaining(expected));
  });
});

function setStatus({ draft }: Proof, id: number, status: number): void {
  draft.status[draft.id.indexOf(id)] = status;
}
function dropRow({ draft }: Proof, id: number): void {
  const gone = draft.id.indexOf(id);
  draft.rows--;
  for (const name of ROW_COLUMNS) draft[name].copyWithin(gone, gone + 1);
}
const ROW_COLUMNS = [
  'sourceRow',
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

/** Any moment of the random ledgers, one before and one after all of them. */
const cutOffs = fc.integer({ min: -1, max: 6 }).map((n) => 1_700_000_000_000 + n * 1000);

describe('a ledger of several currencies', () => {
  const EUROS = { ...move('41', 'earned', 1, 30, '1'), currency: 'EUR' };
  const TWO = [...LEDGER, EUROS];

  it('has its amounts told by currency and never added up', () => {
    const { cut, draft, asOf, totals, control } = proofOf(TWO, 'exact');
    const checks = verify(cut, draft, asOf, totals, control);
    const of = (id: CheckId) => checks.find((check) => check.id === id)!;
    expect(of('tie-out').detail).toContain('closing 0.30 EUR and ');
    expect(of('tie-out').numbers).toMatchObject({ 'closing EUR': '0.30' });
    expect(of('tie-out').numbers).not.toHaveProperty('closing');
    expect(of('balance-equation').detail).toContain('; EUR closing 0.30 = open lots 0.30 −');
    expect(of('balance-equation').numbers).toMatchObject({ 'openLots EUR': '0.30' });
    expect(of('allocation').detail).toContain('allocations of 0.00 EUR and ');
    // Of a ledger of one currency nothing names it.
    const one = proofOf(LEDGER, 'exact');
    for (const { numbers, detail } of verify(one.cut, one.draft, asOf, one.totals, one.control))
      expect(JSON.stringify([numbers, detail])).not.toContain('USD');
  });

  it.each<[string, (proof: Proof) => void, CheckId[]]>([
    [
      'a total that another currency makes up for',
      (p) => {
        p.totals['EUR']!.earned += 100;
        p.totals['USD']!.earned -= 100;
      },
      ['balance-equation', 'tie-out'],
    ],
    [
      'a row in another currency',
      (p) => (p.draft.currency[row(p, 41)] = 0),
      ['conservation', 'tie-out'],
    ],
    ['no totals of a currency', (p) => delete p.totals['EUR'], ['balance-equation', 'tie-out']],
    [
      'a control total that another currency makes up for',
      (p) => {
        for (const sum of p.control.sums.filter(({ type }) => type === 'earned'))
          sum.cents += sum.currency === 'EUR' ? 100 : -100;
      },
      ['tie-out'],
    ],
  ])('cannot have %s', (_name, mutate, expected) => {
    const proof = proofOf(TWO, 'exact');
    expect(failedOf(proof)).toEqual([]);
    mutate(proof);
    expect(failedOf(proof)).toEqual(expect.arrayContaining(expected));
  });
});

describe('verification on random ledgers', () => {
  it.each(POLICIES)('passes what %s matches', (policy) => {
    fc.assert(
      fc.property(ledgers, cutOffs, (movements, asOf) => {
        expect(failedOf(proofOf(movements, policy, asOf))).toEqual([]);
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
        cutOffs,
        (movements, policy, name, index, asOf) => {
          const proof = proofOf(movements, policy, asOf);
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

it('the sentences of the checks count one of a kind as one', () => {
  const { cut, asOf, draft, totals, control } = proofOf(
    [move('1', 'earned', 1, 100), move('2', 'spent', 2, 100)],
    'one-to-one',
  );
  const details = verify(cut, draft, asOf, totals, control).map(({ detail }) => detail);
  for (const detail of details) expect(detail).not.toMatch(/\b1 [a-z]+s\b/);
  expect(details.join('\n')).toContain('1 account checked');
});
