import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { gridViewSchema } from '../../../core/contract/api/grid.ts';
import { historyFile, runFolder } from '../../../main/data-folder/data-folder.ts';
import { openHistory } from '../../../main/history/history.ts';
import { exportView } from '../../../main/grid/export-view.ts';
import { gridStore, SEARCHED } from '../../../main/grid/view/store.ts';
import type { OpenRun } from '../../../main/grid/view/store.ts';
import { problemOf, scratch } from '../app/application-fixture.ts';
import { writeLedger } from './generated-ledger.ts';
import { reconciled } from './grid-fixture.ts';

const MINUTE = 60_000;
const itself = (run: OpenRun): Promise<OpenRun> => Promise.resolve(run);

afterEach(() => void vi.useRealTimers());

describe('an open run', () => {
  it('is closed when it has not been looked at for a while, and not while work goes on', async () => {
    const { store, runId } = await storeOfOne();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const first = await store.use(runId, itself);
    vi.advanceTimersByTime(9 * MINUTE);
    expect(await store.use(runId, itself)).toBe(first);
    vi.advanceTimersByTime(9 * MINUTE);
    expect(await store.use(runId, itself)).toBe(first);

    let finish = (): void => undefined;
    const work = store.use(runId, async (run) => {
      await new Promise<void>((resolve) => (finish = resolve));
      return run.query('SELECT 1');
    });
    await store.use(runId, itself);
    vi.advanceTimersByTime(60 * MINUTE);
    expect(await store.use(runId, itself)).toBe(first);
    finish();
    expect(await work).toEqual([[1]]);

    vi.advanceTimersByTime(11 * MINUTE);
    const second = await store.use(runId, itself);
    expect(second).not.toBe(first);
    expect(await second.query('SELECT 2')).toEqual([[2]]);
    await expect(first.query('SELECT 1')).rejects.toThrow();
  });

  it('stays open in the store of the search while that of the grid has let it go', async () => {
    const { runId, context, dataDir } = await storeOfOne();
    const source = join(dataDir, 'ledger.csv');
    const others = [
      await reconciled(dataDir, source, { policy: 'exact' }),
      await reconciled(dataDir, source, { policy: 'whole-lot' }),
    ];
    for (const [kind, stays] of [
      [undefined, false],
      [SEARCHED, true],
    ] as const) {
      const store = gridStore(context, kind);
      const first = await store.use(runId, itself);
      for (const other of others) await store.use(other, itself);
      expect((await store.use(runId, itself)) === first).toBe(stays);
    }
  });

  it('names its files where one of them is damaged, and reads them again when they are put back', async () => {
    const { store, runId, dataDir } = await storeOfOne();
    const file = join(runFolder(dataDir, runId), 'outputs', 'tc_data_with_redemptions.parquet');
    const whole = readFileSync(file);
    const rows = (run: OpenRun) => run.query(`SELECT * FROM ${run.files.deliverable}`);
    const read = await store.use(runId, rows);
    const damages: Readonly<Record<string, Buffer | null>> = {
      gone: null,
      emptied: Buffer.alloc(0),
      cut: whole.subarray(0, whole.length - 100),
      scribbled: Buffer.from(whole).fill(0xff, 4, Math.floor(whole.length / 2)),
    };
    for (const [how, bytes] of Object.entries(damages)) {
      if (bytes) writeFileSync(file, bytes);
      else rmSync(file);
      await expect(store.use(runId, rows), how).rejects.toMatchObject({
        code: 'run.outputs-changed',
        message: expect.stringMatching(/written: tc_data_with_redemptions\.parquet\.$/) as string,
      });
      writeFileSync(file, whole);
      expect(await store.use(runId, rows)).toEqual(read);
    }
  });

  it('refuses a workbook of more rows than a sheet has, and writes them as CSV', async () => {
    const { store, runId, dataDir } = await storeOfOne();
    const view = gridViewSchema.parse({});
    const [workbook, csv] = [join(dataDir, 'view.xlsx'), join(dataDir, 'view.csv')];
    await store.use(runId, async (run) => {
      const { rows } = run.files;
      const write = (path: string, format: 'xlsx' | 'csv', sheetRows: number) =>
        exportView(run, view, ['AMOUNT', 'TRANS_ID'], path, format, {
          csvBom: false,
          about: { title: '', subject: '', entity: '', period: '', run: '', stated: 0 },
          sheetRows,
        });
      expect(await problemOf(write(workbook, 'xlsx', rows))).toBe('export.too-many-rows');
      expect(existsSync(workbook)).toBe(false);
      expect(await write(workbook, 'xlsx', rows + 1)).toBe(rows);
      expect(await write(csv, 'csv', rows)).toBe(rows);
    });
  });
});

async function storeOfOne() {
  const dataDir = scratch();
  const source = join(dataDir, 'ledger.csv');
  writeLedger(source, { seed: 4, rows: 60, currencies: false, ids: 'numbers', customers: 'both' });
  const runId = await reconciled(dataDir, source);
  const history = openHistory(historyFile(dataDir));
  onTestFinished(() => history.close());
  const context = {
    root: dataDir,
    history,
    onClose: (close: () => void | Promise<void>) => onTestFinished(() => close()),
  };
  return { store: gridStore(context), runId, dataDir, context };
}
