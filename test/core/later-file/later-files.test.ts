import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../core/contract/problem.ts';
import { carriedMatching } from '../../../core/later-file/carried-matching.ts';
import { laterFileKind } from '../../../core/later-file/standing/later-file-kind.ts';
import { joinedPools } from '../../../core/later-file/merge/joined-pools.ts';
import { mergeLaterFile } from '../../../core/later-file/merge/merge-later-file.ts';
import { mergedControl } from '../../../core/later-file/merge/merged-control.ts';
import { pairedColumns } from '../../../core/later-file/merge/paired-columns.ts';
import { endOfMonth, restatement } from '../../../core/later-file/restatement.ts';
import { touchedPieces } from '../../../core/later-file/touched-pieces.ts';
import { createIdPool } from '../../../core/ledger/ids.ts';
import type { IdColumn } from '../../../core/ledger/ids.ts';
import type { Ledger } from '../../../core/ledger/ledger.ts';
import { ROWS_PER_PARTITION } from '../../../core/ledger/partitions.ts';
import { matchLedger } from '../../../core/match/match.ts';
import { controlOf, ledgerOfFile } from './later-file-fixture.ts';
import type { FullMovement } from './later-file-fixture.ts';
import { drawn } from '../../amount.ts';

const movement = (id: string, at: string, said: Partial<FullMovement> = {}): FullMovement => ({
  id,
  type: 'earned',
  at: Date.parse(`${at}T00:00:00Z`),
  customer: '1',
  currency: 'USD',
  cents: 1000,
  expires: null,
  order: '',
  reason: '',
  note: '',
  channel: '',
  ...said,
});
const ledgerOf = (...movements: FullMovement[]): Ledger =>
  ledgerOfFile({ movements, turned: false });

function problemOf(act: () => unknown): Problem {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('Nothing was thrown');
}

describe('a late row', () => {
  // January: a lot; February: a redemption that took it, and a lot that stayed open.
  const january = movement('10', '2025-01-10');
  const february = movement('20', '2025-02-10', { type: 'spent' });
  const open = movement('30', '2025-02-11', { cents: 400 });
  const standing = ledgerOf(january, february, open);
  const highWater = open.at;
  const late = movement('40', '2025-01-05', { cents: 700 });
  const merged = mergeLaterFile(standing, ledgerOf(late, movement('50', '2025-03-01')), {
    kind: 'new-rows',
    onChanged: 'keep',
    reportedUntil: highWater,
  });
  const carried = carriedMatching(matchLedger(standing, 'one-to-one'), merged, 'one-to-one');

  it('is told from a row that is only new', () => {
    expect(Array.from(merged.added)).toEqual([0, 4]);
    expect(Array.from(merged.late)).toEqual([0]);
  });

  it('takes over the redemption and changes both months, which is told in cents', () => {
    // The redemption takes the late lot of 7.00 now; the lot of 10.00 is open again.
    expect(Array.from(carried.matching.redeemedBy)).toEqual([2, -1, -1, -1, -1]);
    expect(Array.from(carried.rematched)).toEqual([1, 2]);
    expect(Array.from(carried.rematchedRedemptions)).toEqual([2]);
    const zero = { spent: 0, expired: 0 };
    expect(restatement(merged, carried.rematchedRedemptions, endOfMonth(highWater))).toEqual({
      accounts: [
        {
          customer: '1',
          currency: 'USD',
          month: '2025-01',
          earned: 700,
          ...zero,
          net: 700,
          closing: 700,
        },
      ],
      months: [
        {
          currency: 'USD',
          month: '2025-01',
          earned: 700,
          ...zero,
          net: 700,
          closing: 700,
          customers: 1,
          rematched: 0,
        },
        {
          currency: 'USD',
          month: '2025-02',
          earned: 0,
          ...zero,
          net: 0,
          closing: 700,
          customers: 0,
          rematched: 1,
        },
      ],
    });
  });

  it('is the only thing that restates: rows after the reported months do not', () => {
    const { accounts, months } = restatement(
      mergeLaterFile(standing, ledgerOf(movement('50', '2025-03-01')), {
        kind: 'new-rows',
        onChanged: 'keep',
        reportedUntil: highWater,
      }),
      new Int32Array(0),
      endOfMonth(highWater),
    );
    expect([...accounts, ...months]).toEqual([]);
  });

  it('cannot be carried on from a matching under another policy', () => {
    const problem = problemOf(() =>
      carriedMatching(matchLedger(standing, 'exact'), merged, 'whole-lot'),
    );
    expect(problem.code).toBe('increment.other-policy');
    expect(problem.message).toContain('exact');
  });
});

describe('what is given', () => {
  it('is not changed by merging it', () => {
    const a = ledgerOf(movement('x', '2025-01-10'), movement('2', '2025-01-11', { customer: 'c' }));
    const b = ledgerOf(
      movement('2', '2025-01-11', { customer: 'd' }),
      movement('y', '2025-01-01', { reason: 'Gift' }),
    );
    // As text, because a clone of shared memory is the same memory.
    const before = JSON.stringify([a, b]);
    for (const kind of ['refresh', 'new-rows'] as const)
      for (const onChanged of ['keep', 'take'] as const)
        mergeLaterFile(a, b, { kind, onChanged, reportedUntil: 0 });
    expect(JSON.stringify([a, b])).toBe(before);
  });
});

describe('columns', () => {
  const columns = (...headers: string[]): Pick<Ledger, 'columns' | 'extras' | 'currency'> => {
    let extra = 0;
    return {
      columns: headers.map((header) =>
        header === 'Order ID' || header === 'ORDERID'
          ? { header, field: 'ORDERID' }
          : { header, field: 'extra', extra: extra++ },
      ),
      extras: headers
        .filter((header) => !/order/i.test(header))
        .map(() => ({ codes: new Int32Array(0), pool: [] })),
      currency: null,
    };
  };

  it('answer to each other in any order and spelling', () => {
    expect(
      pairedColumns(
        columns('ORDERID', 'Cost Center', 'a'),
        columns('A', 'cost_center', 'Order ID'),
      ),
    ).toEqual({ standingExtra: [1, 0], lacking: [], unknown: [] });
  });

  it('of one header answer in their order', () => {
    expect(pairedColumns(columns('a', 'b', 'a'), columns('b', 'a', 'A')).standingExtra).toEqual([
      1, 0, 2,
    ]);
  });

  it('that differ are named, and nothing is merged', () => {
    expect(pairedColumns(columns('ORDERID', 'a', 'a'), columns('a', 'b'))).toMatchObject({
      lacking: ['ORDERID', 'a'],
      unknown: ['b'],
    });
    const standing = ledgerOf(movement('1', '2025-01-10'));
    const later: Ledger = {
      ...standing,
      columns: standing.columns.filter(({ field }) => field !== 'REASON'),
    };
    const terms = { kind: 'new-rows', onChanged: 'keep', reportedUntil: 0 } as const;
    const problem = problemOf(() => mergeLaterFile(standing, later, terms));
    expect(problem.code).toBe('increment.columns-differ');
    expect(problem.message).toContain('missing: REASON');
    const backwards = problemOf(() => mergeLaterFile(later, standing, terms));
    expect(backwards.message).toContain('additional: REASON');
  });
});

describe('control totals', () => {
  it('that would no longer be exact are refused', () => {
    const standing = ledgerOf(movement('1', '2025-01-10'));
    const later = ledgerOf(movement('2', '2025-01-11'));
    const merged = mergeLaterFile(standing, later, {
      kind: 'new-rows',
      onChanged: 'keep',
      reportedUntil: 0,
    });
    const cents = Number.MAX_SAFE_INTEGER / 4;
    const huge = controlOf([movement('1', '2025-01-10', { cents })]);
    const problem = problemOf(() =>
      mergedControl(
        huge,
        { ledger: later, control: controlOf([movement('2', '2025-01-11')]) },
        merged,
      ),
    );
    expect(problem.code).toBe('ledger.total-too-large');
  });

  it('show a file that was read with other totals than its rows have', () => {
    const later = ledgerOf(movement('2', '2025-01-11'));
    const standing = ledgerOf(movement('1', '2025-01-10'));
    const merged = mergeLaterFile(standing, later, {
      kind: 'new-rows',
      onChanged: 'keep',
      reportedUntil: 0,
    });
    const control = controlOf([movement('2', '2025-01-11', { cents: 999 })]);
    expect(
      mergedControl(controlOf([movement('1', '2025-01-10')]), { ledger: later, control }, merged)
        .sums,
    ).toMatchObject([{ type: 'earned', rows: 2, cents: 1999 }]);
  });
});

describe('the kind of a later file', () => {
  const ids = (...texts: string[]): IdColumn => {
    const pool = createIdPool();
    return { values: Float64Array.from(texts, (text) => pool.ofText(text)), pool: pool.texts };
  };

  it('is a refresh from half of what stands on', () => {
    const standing = ids('1', 'b', '03', '4');
    expect(laterFileKind(standing, ids('03', 'b', '9', 'c'))).toEqual({
      kind: 'refresh',
      standing: 4,
      later: 4,
      shared: 2,
    });
    expect(laterFileKind(standing, ids('3', '03', 'B', '5', '6', '7', '8'))).toEqual({
      kind: 'new-rows',
      standing: 4,
      later: 7,
      shared: 1,
    });
  });

  it('is new rows where nothing stands', () => {
    expect(laterFileKind(ids(), ids('1')).kind).toBe('new-rows');
  });
});

describe('dictionaries', () => {
  it('are joined so that standing texts keep their place and each text is there once', () => {
    const texts = fc.uniqueArray(
      fc.oneof(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.string()),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(texts, texts, fc.nat({ max: 12 }), (standing, own, alike) => {
        const beginning = standing.slice(0, alike);
        const later = [...beginning, ...own.filter((text) => !beginning.includes(text))];
        const { pool, placeOf } = joinedPools(standing, later);
        expect(pool.slice(0, standing.length)).toEqual(standing);
        expect(Array.from(placeOf, (place) => pool[place])).toEqual(later);
        expect(new Set(pool).size).toBe(pool.length);
        expect(pool.length).toBe(new Set([...standing, ...later]).size);
      }),
      drawn(3_000),
    );
  });
});

describe('pieces', () => {
  it('hold whole customers, all touched or none, and are cut where they grow too long', () => {
    const rows = ROWS_PER_PARTITION * 3;
    const perCustomer = 4;
    const customers = rows / perCustomer;
    const account = Int32Array.from({ length: rows }, (_, r) => Math.floor(r / perCustomer));
    const accounts = {
      count: customers,
      customer: Float64Array.from({ length: customers }, (_, a) => a),
      currency: new Int32Array(customers).fill(-1),
    };
    const touched = new Uint8Array(customers);
    touched[7] = 1;
    const pieces = touchedPieces({ rows, account, accounts }, touched);
    expect(Array.from(pieces.touched)).toEqual([0, 1, 0, 0, 0]);
    expect(Array.from(pieces.firstRow)).toEqual([
      0,
      28,
      32,
      32 + ROWS_PER_PARTITION,
      32 + 2 * ROWS_PER_PARTITION,
      rows,
    ]);
    expect(Array.from(pieces.firstAccount)).toEqual(
      Array.from(pieces.firstRow, (row) => row / perCustomer),
    );
  });
});
