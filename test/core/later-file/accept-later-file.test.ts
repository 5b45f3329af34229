import { describe, expect, it } from 'vitest';
import type { ValidatedSource } from '../../../core/accepted/validated-source.ts';
import { idText } from '../../../core/ledger/ids.ts';
import type { StandingRun } from '../../../core/later-file/standing/standing-run.ts';
import { goodRow, HEADER } from '../validate/memory-source.ts';
import type { Cell } from '../validate/memory-source.ts';
import { validated } from '../validate/validated.ts';

describe('a later file of the source', () => {
  const FIRST = [
    goodRow(1, { CREATEDAT: '2026-01-01' }),
    goodRow(2, { CREATEDAT: '2026-01-05' }),
    goodRow(3, { CREATEDAT: '2026-01-09' }),
  ];
  const stands = async (
    rows = FIRST,
    header?: Cell[],
    settings: object = {},
    standing?: StandingRun,
  ): Promise<StandingRun> => {
    const { source } = await validated(rows, {
      settings,
      ...(header && { header }),
      ...(standing && { standing }),
    });
    const { ledger, after, control, lookups, reportedUntil } = source!;
    return {
      runId: 'before',
      policy: 'exact',
      ledger,
      after,
      control,
      lookups,
      reportedUntil,
    };
  };
  const ids = ({ ledger }: ValidatedSource): number[] => [...ledger.id.values];
  const after = ({ after: later }: ValidatedSource): number[] => [...later.id.values];

  it('is the whole ledger again where it holds most of what stands: late rows are told', async () => {
    const { codes, source } = await validated(
      [...FIRST, goodRow(4, { CREATEDAT: '2026-01-03' }), goodRow(5, { CREATEDAT: '2026-01-10' })],
      { standing: await stands() },
    );
    expect(codes).toContain('row.backdated');
    expect(source!.increment).toMatchObject({
      kind: 'refresh',
      standingRun: 'before',
      knownRows: 3,
      lateRows: 1,
      changedRows: 0,
      goneRows: 0,
    });
    expect(source!.backdated.map((row) => source!.ledger.id.values[row])).toEqual([4]);
    expect(source!.control.rows).toBe(5);
  });

  it('is a ledger of its own where it holds little of what stands, and says so', async () => {
    const rows = [goodRow(2), goodRow(7), goodRow(8)];
    const { codes, source } = await validated(rows, { standing: await stands() });
    expect(codes).toContain('source.not-a-refresh');
    expect(source!.increment).toBeNull();
    expect(ids(source!).sort()).toEqual([2, 7, 8]);
    const alone = await validated(rows, {
      standing: await stands(),
      settings: { increment: 'off' },
    });
    expect(alone.codes).not.toContain('source.not-a-refresh');
  });

  it('halts where it holds almost nothing of what stands, until it is said what it is', async () => {
    const standing = await stands();
    const halted = await validated([goodRow(7), goodRow(8)], { standing });
    expect(halted.problem).toMatchObject({
      code: 'validation.hardly-any-shared',
      details: { standing: 3, later: 2, shared: 0 },
    });
    for (const increment of ['new-rows', 'refresh'] as const) {
      const said = await validated([goodRow(7), goodRow(8)], {
        standing,
        settings: { increment, onChanged: 'take' },
      });
      expect(said.problem).toBeNull();
      expect(ids(said.source!).sort()).toEqual(increment === 'refresh' ? [7, 8] : [1, 2, 3, 7, 8]);
    }
  });

  it('is told by its errors alone where these may be why it holds almost nothing of what stands', async () => {
    const standing = await stands();
    const bad = await validated([goodRow(1, { AMOUNT: 'ten' }), goodRow(2, { AMOUNT: 'ten' })], {
      standing,
      settings: { onError: 'halt' },
    });
    expect(bad.problem).toMatchObject({ code: 'validation.errors' });
    expect(bad.codes).not.toContain('source.not-a-refresh');
    const aside = await validated([goodRow(7), goodRow(8, { AMOUNT: 'ten' })], {
      standing,
      settings: { onError: 'quarantine' },
    });
    expect(aside.problem).toMatchObject({ code: 'validation.hardly-any-shared' });
  });

  it('is added to what stands where it holds only new rows, and what it had is not told again', async () => {
    const standing = await stands([...FIRST, goodRow(6, { ORDERID: 999 })]);
    const { codes, source, found } = await validated(
      [goodRow(4, { CREATEDAT: '2026-02-01' }), FIRST[1]!],
      { standing, settings: { increment: 'new-rows' } },
    );
    expect(ids(source!).sort()).toEqual([1, 2, 3, 4, 6]);
    expect(source!.increment).toMatchObject({ kind: 'new-rows', knownRows: 1, lateRows: 0 });
    expect(source!.control.rows).toBe(5);
    // The orphan order of the first file is still one, and is not told of this file.
    expect(source!.orphanOrders).toHaveLength(1);
    expect(codes).not.toContain('row.order-not-in-sales');
    expect(codes).not.toContain('source.row-count-shift');
    expect(found.kept.every(({ row }) => row !== 0)).toBe(true);
    // Of rows that are not in this file no sheet row is known.
    expect([...source!.ledger.sheetRow].filter((row) => row > 0)).toHaveLength(2);
  });

  it('halts where reported rows are changed or gone, until it is said what counts', async () => {
    const standing = await stands();
    const rows = [
      goodRow(1, { CREATEDAT: '2026-01-01', REASON: 'Corrected' }),
      goodRow(2, { CREATEDAT: '2026-01-05' }),
    ];
    const halted = await validated(rows, { standing });
    expect(halted.problem).toMatchObject({
      kind: 'validation-halted',
      code: 'validation.reported-rows-changed',
      details: { changed: 1, gone: 1 },
    });
    expect(halted.codes).toEqual(expect.arrayContaining(['row.changed', 'row.gone']));
    const changed = halted.found.kept.find(({ code }) => code === 'row.changed')!;
    expect(changed).toMatchObject({ row: 2, value: 'Corrected' });

    const reasons = ({ ledger }: ValidatedSource): string[] =>
      [...ledger.reason.codes].map((code) => ledger.reason.pool[code] ?? '');
    const kept = await validated(rows, { standing, settings: { onChanged: 'keep' } });
    expect(ids(kept.source!).sort()).toEqual([1, 2, 3]);
    expect(reasons(kept.source!)).not.toContain('Corrected');
    const taken = await validated(rows, { standing, settings: { onChanged: 'take' } });
    expect(ids(taken.source!).sort()).toEqual([1, 2]);
    expect(reasons(taken.source!)).toContain('Corrected');
    for (const { source } of [kept, taken]) {
      const { id, words } = source!.increment!.changes;
      const ofRow = Array.from(id.values, (value, i) => [idText(id.pool, value), words[i]]);
      expect(ofRow).toEqual([
        ['1', 'REASON Refund → Corrected'],
        ['3', ''],
      ]);
      expect(source!.control.rows).toBe(source!.ledger.rows);
    }
  });

  it('counts row by row as it is decided, and halts while one is not', async () => {
    const standing = await stands();
    const rows = [
      goodRow(1, { CREATEDAT: '2026-01-01', AMOUNT: 9 }),
      goodRow(2, { CREATEDAT: '2026-02-05' }),
    ];
    const decided = (decision: string, ...ids: string[]): object => ({
      decision,
      reason: `Because of ${decision}`,
      rows: ids,
    });
    const open = await validated(rows, {
      standing,
      settings: { decidedRows: [decided('take', '1')] },
    });
    expect(open.problem).toMatchObject({
      code: 'validation.reported-rows-changed',
      details: { changed: 2, gone: 1, undecided: 2 },
    });
    // Both a changed row with its amount and the customer's balance, and one that is gone, as a person decides on them.
    expect(open.undecided).toMatchObject({
      total: 3,
      rows: [
        {
          id: '1',
          row: 2,
          after: 900,
          fields: [{ column: 'AMOUNT', after: '9.00' }],
          effects: [{ customer: '1', month: '2026-01' }],
        },
        {
          id: '2',
          fields: [{ column: 'CREATEDAT', before: '2026-01-05 00:00:00' }],
          effects: [{ month: '2026-01' }, { month: '2026-02' }],
        },
        { id: '3', row: null, after: null, fields: [], effects: [{ month: '2026-01' }] },
      ],
    });
    for (const { before, after: now, effects } of open.undecided!.rows)
      expect(effects.reduce((sum, { cents }) => sum + cents, 0)).toBe((now ?? 0) - before);

    const { source } = await validated(rows, {
      standing,
      settings: { decidedRows: [decided('take', '1', '3'), decided('keep', '2')] },
    });
    const { ledger, increment, control } = source!;
    expect(ids(source!)).toEqual([1, 2]);
    expect(Array.from(ledger.cents)).toEqual([900, standing.ledger.cents[1]]);
    expect(ledger.createdAt[1]).toBe(standing.ledger.createdAt[1]);
    expect(control.rows).toBe(2);
    expect(Array.from(increment!.changes.takes)).toEqual([1, 0, 1]);
    expect(increment!.changes.reasons).toEqual([
      'Because of take',
      'Because of keep',
      'Because of take',
    ]);
    // The rest follows what is said for all.
    const rest = await validated(rows, {
      standing,
      settings: { onChanged: 'take', decidedRows: [decided('keep', '3')] },
    });
    expect(ids(rest.source!)).toEqual([1, 3, 2]);
  });

  it('halts where a row was decided that it neither changes nor lacks', async () => {
    const decidedRows = [{ decision: 'take', reason: 'Mistyped', rows: ['2', '33'] }];
    const { problem } = await validated(
      [FIRST[0]!, goodRow(2, { CREATEDAT: '2026-01-05', AMOUNT: 9 }), FIRST[2]!],
      { standing: await stands(), settings: { decidedRows } },
    );
    expect(problem).toMatchObject({ code: 'validation.decided-rows-unknown' });
    expect(problem!.message).toContain('TRANS_ID 33,');
  });

  it('is compared with what was reported, and not with what lay after the cut-off', async () => {
    const standing = await stands(FIRST, undefined, { asOf: '2026-01-05' });
    expect([ids(standing as never), after(standing as never)]).toEqual([[1, 2], [3]]);
    // Row 3 was not reported: that it is another one now needs no decision, and that it is gone neither.
    const changed = await validated(
      [FIRST[0]!, FIRST[1]!, goodRow(3, { CREATEDAT: '2026-01-10', AMOUNT: 9 })],
      { standing },
    );
    expect(changed.problem).toBeNull();
    expect(changed.source!.increment).toMatchObject({ knownRows: 2, changedRows: 0, lateRows: 0 });
    expect([...changed.source!.increment!.added]).toHaveLength(1);
    const gone = await validated([FIRST[0]!, FIRST[1]!], { standing });
    expect(gone.problem).toBeNull();
    expect(ids(gone.source!)).toEqual([1, 2]);
    // A row of the day of the cut-off was not stated, whatever the time of the last one that was.
    const late = await validated([...FIRST, goodRow(4, { CREATEDAT: '2026-01-05 23:59:59' })], {
      standing,
    });
    expect(late.source!.backdated.map((row) => late.source!.ledger.id.values[row])).toEqual([4]);
  });

  it('adds new rows to those that the run before held after its cut-off', async () => {
    const standing = await stands(FIRST, undefined, { asOf: '2026-01-05' });
    const { source } = await validated([goodRow(4, { CREATEDAT: '2026-01-07', CUSTOMERID: 2 })], {
      standing,
      settings: { increment: 'new-rows' },
    });
    expect(ids(source!).sort()).toEqual([1, 2, 3, 4]);
    expect(source!.control.rows).toBe(4);
    expect(source!.increment).toMatchObject({ touchedCustomers: 2, lateRows: 0 });
    // The file's version counts where it brings one of them again.
    const again = await validated([goodRow(3, { CREATEDAT: '2026-01-08', AMOUNT: 9 })], {
      standing,
      settings: { increment: 'new-rows', asOf: '2026-01-07' },
    });
    expect([ids(again.source!), after(again.source!)]).toEqual([[1, 2], [3]]);
    expect(again.source!.after.cents[0]).toBe(900);
    expect(again.source!.increment).toMatchObject({ touchedCustomers: 0, changedRows: 0 });
  });

  it('still knows what was reported when a run at an earlier date came in between', async () => {
    const december = await stands();
    const november = await stands(FIRST, undefined, { asOf: '2026-01-01' }, december);
    expect(ids(november as never)).toEqual([1]);
    expect(november.reportedUntil).toBe(december.reportedUntil);
    const { problem } = await validated([FIRST[0]!, FIRST[1]!], { standing: november });
    expect(problem).toMatchObject({ details: { gone: 1, changed: 0 } });
    const { source } = await validated(FIRST, { standing: november });
    // The matching that is carried over is the earlier run's, which had one row only.
    expect(source!.increment).toMatchObject({ knownRows: 3, standingRows: 1, touchedCustomers: 1 });
    expect([...source!.increment!.standingRow]).toEqual([0, -1, -1]);
    expect([...source!.increment!.added]).toEqual([]);
  });

  it('is taken whole where its columns are others, and new rows are refused then', async () => {
    const standing = await stands();
    const header = [...HEADER, 'CAMPAIGN'];
    const rows = FIRST.map((row) => [...row, 'spring']);
    const { codes, source } = await validated(rows, { standing, header });
    expect(codes).toContain('source.columns-shift');
    expect(source!.increment).toBeNull();
    const refused = await validated(rows, {
      standing,
      header,
      settings: { increment: 'new-rows' },
    });
    expect(refused.problem).toMatchObject({ code: 'increment.columns-differ' });
  });
});
