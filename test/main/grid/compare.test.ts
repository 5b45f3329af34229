import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMPARISON_KINDS } from '../../../core/contract/runs/compared-runs.ts';
import type { ComparedRow } from '../../../core/contract/runs/compared-runs.ts';
import { problemOf, scratch } from '../app/application-fixture.ts';
import { csvText } from './generated-ledger.ts';
import { gridOf, reconciled } from './grid-fixture.ts';

const HEADER = ['TRANS_ID', 'TCTYPE', 'CREATEDAT', 'CUSTOMERID', 'AMOUNT', 'id'];
const EARLIER = [
  ['1', 'earned', '2025-01-01', '7', '10.00', ''],
  ['2', 'earned', '2025-01-02', '7', '5.00', 'x'],
  ['3', 'spent', '2025-01-03', '7', '-10.00', ''],
  ['4', 'earned', '2025-01-01', '8', '20.00', ''],
  ['5', 'earned', '2025-01-02', '8', '3.00', ''],
  ['6', 'spent', '2025-01-05', '9', '-1.00', ''],
];
/** Row 5 is gone, row 4 has another amount, and the text id of the new lot takes row 3's match. */
const LATER = [
  ['1', 'earned', '2025-01-01', '7', '10.00', ''],
  ['2', 'earned', '2025-01-02', '7', '5.00', 'x'],
  ['3', 'spent', '2025-01-03', '7', '-10.00', ''],
  ['4', 'earned', '2025-01-01', '8', '21.00', ''],
  ['6', 'spent', '2025-01-05', '9', '-1.00', ''],
  [`it's new`, 'earned', '2024-12-31', '7', '10.00', ''],
];

describe('two runs side by side', () => {
  it('show what is new, gone, changed and matched anew, whether ids are numbers or texts', async () => {
    const { compare, a, b } = await twoRuns();
    const found = await compare(a, b);
    expect(found.counts).toEqual({ new: 1, gone: 1, rematched: 2, changed: 1 });
    const of = (kind: string) => found.rows.filter((row) => row.kind === kind);
    expect(of('new')).toEqual([
      {
        kind: 'new',
        id: `it's new`,
        customer: '7',
        type: 'earned',
        createdAt: Date.UTC(2024, 11, 31),
        cents: 1000,
        before: null,
        after: { status: 'redeemed', redeemId: '3', matched: 1000, open: 0, cents: 1000 },
      },
    ]);
    expect(of('gone')).toMatchObject([
      { id: '5', cents: 300, before: { status: 'open', open: 300 }, after: null },
    ]);
    expect(of('changed')).toMatchObject([
      { id: '4', cents: 2100, before: { cents: 2000 }, after: { cents: 2100 } },
    ]);
    // The lot that is taken no more, and the redemption that takes another.
    expect(of('rematched')).toMatchObject([
      {
        id: '1',
        before: { status: 'redeemed', redeemId: '3' },
        after: { status: 'open', redeemId: null },
      },
      { id: '3', before: { status: 'matched' }, after: { status: 'matched' } },
    ]);
    expect(of('rematched').map(({ id }) => id)).toEqual(['1', '3']);
    const back = await compare(b, a);
    expect(back.counts).toEqual({ new: 1, gone: 1, rematched: 2, changed: 1 });
    expect(back.rows.find(({ kind }) => kind === 'gone')).toMatchObject({ id: `it's new` });
  });

  it('show nothing where a run is put beside itself', async () => {
    const { compare, a } = await twoRuns();
    expect(await compare(a, a)).toEqual({
      counts: { new: 0, gone: 0, rematched: 0, changed: 0 },
      rows: [],
    });
  });

  it('page through, under another policy', async () => {
    const dataDir = scratch();
    const source = join(dataDir, 'ledger.csv');
    const rows = Array.from({ length: 30 }, (_, i) => [
      [`${i * 2 + 1}`, 'earned', '2025-01-01', `${i}`, '4.00', ''],
      [`${i * 2 + 2}`, 'spent', '2025-01-02', `${i}`, '-3.00', ''],
    ]).flat();
    writeFileSync(source, csvText([HEADER, ...rows]));
    const a = await reconciled(dataDir, source);
    const b = await reconciled(dataDir, source, { policy: 'exact' });
    const { call } = gridOf(dataDir);
    const ids: string[] = [];
    for (let offset = 0; offset < 40; offset += 7) {
      const page = await call('runs.compare', { a, b, kind: 'rematched', offset, limit: 7 });
      expect(page.total).toBe(30);
      ids.push(...page.rows.map(({ id }) => id));
    }
    // A lot that is split is redeemed no more but partly so; the redemption is covered either way.
    expect(ids).toEqual(Array.from({ length: 30 }, (_, i) => String(i * 2 + 1)));
  });

  it('need both runs', async () => {
    const { call, a } = await twoRuns();
    const kind = 'new';
    expect(await problemOf(call('runs.compare', { a, b: 'none', kind }))).toBe('run.unknown');
    expect(await problemOf(call('runs.compare', { a: 'none', b: a, kind }))).toBe('run.unknown');
  });
});

async function twoRuns() {
  const dataDir = scratch();
  const [one, two] = [join(dataDir, 'one.csv'), join(dataDir, 'two.csv')];
  writeFileSync(one, csvText([HEADER, ...EARLIER]));
  writeFileSync(two, csvText([HEADER, ...LATER]));
  const a = await reconciled(dataDir, one);
  const b = await reconciled(dataDir, two, { onChanged: 'take' });
  const { call } = gridOf(dataDir);
  async function compare(before: string, after: string) {
    const rows: ComparedRow[] = [];
    let counts = {};
    for (const kind of COMPARISON_KINDS) {
      const found = await call('runs.compare', { a: before, b: after, kind });
      expect([found.a.id, found.b.id]).toEqual([before, after]);
      expect(found.total).toBe(found.rows.length);
      counts = found.counts;
      rows.push(...found.rows);
    }
    return { counts, rows };
  }
  return { call, compare, a, b };
}
