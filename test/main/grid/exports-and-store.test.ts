import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import type { GridViewInput } from '../../../core/contract/api/grid.ts';
import { settingsSchema } from '../../../core/contract/settings.ts';
import { timeText } from '../../../core/ledger/time.ts';
import { decimalText } from '../../../core/ledger/money.ts';
import { openPartitionFile } from '../../../core/run-folder/partition-file.ts';
import { neutralText, splitSafeText } from '../../../core/contract/spreadsheet/neutral-text.ts';
import { continueRun, runSource } from '../../../main/run-life/run-source.ts';
import { amount, someOf } from '../../amount.ts';
import { problemOf, scratch } from '../app/application-fixture.ts';
import { csvText, writeLedger } from './generated-ledger.ts';
import type { LedgerKind } from './generated-ledger.ts';
import { gridOf, reconciled } from './grid-fixture.ts';
import { readTable } from './run-tables.ts';

const KIND: LedgerKind = {
  seed: 3,
  rows: 150,
  currencies: true,
  ids: 'both',
  customers: 'texts',
};
const VIEWS: GridViewInput[] = [
  {},
  { sort: [{ column: 'REASON', descending: false }] },
  {
    quick: 'exceptions',
    sort: [
      { column: '=cmd()', descending: true },
      { column: 'TRANS_ID', descending: true },
    ],
  },
  { filters: [{ column: 'AMOUNT', op: 'less', value: -100 }] },
  { quick: 'exceptions' },
];
const NOW = () => new Date(Date.UTC(2026, 0, 15));

describe('a view that leaves the program', () => {
  it('is written as the grid shows it, in every format, with no formula alive', async () => {
    const { runId, grid } = await opened();
    const folder = scratch();
    const { columns } = await grid.call('grid.open', { runId });
    const names = columns.map(({ name }) => name);
    for (const [v, view] of someOf(VIEWS, 2).entries()) {
      const rows = await grid.all(runId, view);
      expect(rows.length).toBeGreaterThan(10);
      const write = async (format: 'csv' | 'parquet' | 'xlsx') => {
        const path = join(folder, `view ${v}'s [1] *.${format}`);
        const written = await grid.call('grid.export', {
          runId,
          view,
          // A column that is asked for twice is written once.
          columns: [...names, 'AMOUNT'],
          format,
          target: { kind: 'path', path },
        });
        expect(written).toMatchObject({ rows: rows.length });
        return path;
      };

      const parquet = await readTable(await write('parquet'));
      expect(parquet.names).toEqual(names);
      expect(parquet.rows).toEqual(rows.map(({ cells }) => cells));

      const shown = (cell: string | number | null, c: number): string | null => {
        if (cell === null) return null;
        const { kind } = columns[c]!;
        if (kind === 'money') return decimalText(Number(cell));
        return kind === 'time' ? timeText(Number(cell)) : splitSafeText(String(cell));
      };
      const csv = await readTable(await write('csv'));
      expect(csv.names).toEqual(names.map(splitSafeText));
      expect(csv.rows).toEqual(rows.map(({ cells }) => cells.map(shown)));

      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.readFile(await write('xlsx'));
      const sheet = workbook.worksheets[0]!;
      expect(sheet.rowCount).toBe(rows.length + 1);
      rows.forEach(({ cells }, r) =>
        cells.forEach((cell, c) => {
          const { value } = sheet.getRow(r + 2).getCell(c + 1);
          const { kind } = columns[c]!;
          if (cell === null) expect(value ?? null).toBeNull();
          else if (kind === 'money') expect(Math.round(Number(value) * 100)).toBe(cell);
          else if (kind === 'time') expect((value as Date).getTime()).toBe(cell);
          else
            expect(typeof value === 'number' ? String(value) : value).toBe(
              neutralText(String(cell)),
            );
        }),
      );
    }
  });

  it('goes to the clipboard as lines of cells that stay in their columns', async () => {
    const { runId, grid } = await opened();
    const { columns } = await grid.call('grid.open', { runId });
    const names = columns.map(({ name }) => name);
    for (const view of VIEWS) {
      const rows = await grid.all(runId, view);
      const found = await grid.call('grid.tsv', {
        runId,
        view,
        columns: names,
        offset: 3,
        limit: 5,
      });
      expect(found).toMatchObject({ rows: 5, total: rows.length });
      const lines = found.text.split('\n');
      expect(lines).toHaveLength(7);
      expect(lines.at(-1)).toBe('');
      for (const line of lines.slice(0, -1)) expect(line.split('\t')).toHaveLength(names.length);
      expect(found.text).not.toMatch(/(^|\t)[=@]/m);
      const amount = names.indexOf('AMOUNT');
      expect(lines.slice(1, -1).map((line) => line.split('\t')[amount])).toEqual(
        rows.slice(3, 8).map(({ cells }) => decimalText(Number(cells[amount]))),
      );
    }
    const whole = await grid.call('grid.tsv', { runId, view: {}, columns: ['TRANS_ID'] });
    expect(whole.rows).toBe(whole.total);
  });
});

describe('the grid', () => {
  it('refuses what the run does not have', async () => {
    const { runId, grid } = await opened();
    const { call } = grid;
    const filters = [{ column: 'NOPE', op: 'blank' as const }];
    const sort = [{ column: 'c0', descending: false }];
    const code = 'grid.unknown-column';
    const page = { runId, offset: 0, limit: 10 };
    expect(await problemOf(call('grid.page', { ...page, view: { filters } }))).toBe(code);
    expect(await problemOf(call('grid.page', { ...page, view: { sort } }))).toBe(code);
    expect(await problemOf(call('grid.totals', { runId, view: { filters } }))).toBe(code);
    expect(await problemOf(call('grid.find', { runId, view: { filters }, id: '1' }))).toBe(code);
    expect(await problemOf(call('grid.tsv', { runId, view: {}, columns: ['t.c0'] }))).toBe(code);
    const wrong = [{ column: 'REASON', op: 'less' as const, value: 1 }];
    expect(await problemOf(call('grid.page', { ...page, view: { filters: wrong } }))).toBe(
      'grid.filter-kind',
    );
    expect(await problemOf(call('grid.open', { runId: `x' OR 1` }))).toBe('run.unknown');
  });

  it('takes a NUL for the character that it is', async () => {
    const { runId, grid } = await opened();
    const having = (value: string) =>
      grid.all(runId, { filters: [{ column: 'REASON', op: 'equals', value }] });
    expect((await having('ab')).length).toBeGreaterThan(0);
    expect(await having('a\0b')).toEqual([]);
    expect(await having('ab\0')).toEqual([]);
  });

  it('opens runs wherever the data folder lies', async () => {
    const dataDir = join(scratch(), `it's [a] *?{1} folder, 100% é`);
    mkdirSync(dataDir);
    const { runId, grid } = await opened(dataDir);
    const view: GridViewInput = {
      quick: 'exceptions',
      sort: [{ column: 'AMOUNT', descending: true }],
    };
    expect((await grid.all(runId, view)).length).toBeGreaterThan(0);
    const found = await grid.call('customers.search', { runId, text: '', limit: 1 });
    const trail = await grid.call('customers.trail', { runId, customer: found[0]!.customer });
    expect(trail.movements.length).toBeGreaterThan(0);
    expect((await grid.call('runs.compare', { a: runId, b: runId, kind: 'new' })).total).toBe(0);
  });

  it('shows the draft of a run whose verification failed, and no rows of one that has none', async () => {
    const dataDir = scratch();
    const source = join(dataDir, 'ledger.csv');
    writeLedger(source, { ...KIND, ids: 'numbers' });
    const common = { dataDir, out: undefined, workers: 0, now: NOW };
    const settings = settingsSchema.parse({ policy: 'exact', xlsx: false, onError: 'quarantine' });
    const { detail } = await runSource({
      ...common,
      source,
      settings,
      force: false,
      until: 'match',
    });
    const runId = detail.run.id;
    const before = gridOf(dataDir);
    expect(await problemOf(before.call('grid.open', { runId }))).toBe('run.no-data');

    takeACentTooMuch(dataDir, runId);
    const { problem } = await continueRun({ ...common, runId });
    expect(problem?.kind).toBe('verification-failed');
    // The same window: what it knew of the run no longer holds.
    const facts = await before.call('grid.open', { runId });
    expect(facts).toMatchObject({ data: 'draft' });
    const rows = await before.all(runId);
    expect(rows).toHaveLength(facts.rows);
    expect(rows.some(({ flags }) => flags.length > 0)).toBe(true);
    expect((await before.call('customers.search', { runId, text: '' })).length).toBeGreaterThan(0);
  });

  it('lets go of runs while they are asked, and answers all the same', async () => {
    const dataDir = scratch();
    const ids: string[] = [];
    for (let r = 0; r < 4; r++) {
      // Names that differ by more than a number: four sources.
      const source = join(dataDir, `${['north', 'east', 'south', 'west'][r]!}.csv`);
      writeLedger(source, { ...KIND, seed: r + 1, rows: 60 + r });
      ids.push(await reconciled(dataDir, source));
    }
    const grid = gridOf(dataDir);
    const counts = await Promise.all(
      ids.map(async (runId) => (await grid.call('grid.open', { runId })).rows),
    );
    const asked = Array.from({ length: amount(60, 24) }, async (_, i) => {
      const runId = ids[i % ids.length]!;
      const sort = [{ column: i % 2 ? 'AMOUNT' : 'TRANS_ID', descending: i % 3 === 0 }];
      const { total, rows } = await grid.page(runId, { sort }, 0, 5);
      expect([total, rows.length]).toEqual([counts[i % ids.length], 5]);
      await grid
        .call('grid.find', { runId, view: { sort }, id: String(rows[1]!.cells[0]) })
        .then((position) => expect(position).toBe(1));
      if (i % 5 === 0)
        await grid.call('runs.compare', { a: runId, b: ids[(i + 1) % ids.length]!, kind: 'new' });
    });
    await Promise.all(asked);
    // Closed in the middle of work, it waits for the work.
    const last = ids.map((runId) =>
      grid.page(runId, { sort: [{ column: 'REASON', descending: false }] }, 0, 5),
    );
    await Promise.all([grid.app.close(), ...last]);
  });

  it('of a run whose rows were all set aside is empty', async () => {
    const dataDir = scratch();
    const source = join(dataDir, 'ledger.csv');
    writeFileSync(
      source,
      csvText([
        ['TRANS_ID', 'TCTYPE', 'CREATEDAT', 'CUSTOMERID', 'AMOUNT'],
        ['1', 'earned', '2025-01-01', '7', 'nothing'],
      ]),
    );
    const runId = await reconciled(dataDir, source);
    const { call, page } = gridOf(dataDir);
    expect(await call('grid.open', { runId })).toMatchObject({ rows: 0, periods: [] });
    expect(await page(runId, {}, 0, 10)).toEqual({ rows: [], total: 0 });
    expect(await page(runId, { quick: 'exceptions' }, 0, 10)).toEqual({ rows: [], total: 0 });
    expect(await call('grid.totals', { runId, view: {} })).toEqual({
      rows: 0,
      rowsAfterCutOff: 0,
      customers: 0,
      byCurrency: [],
    });
  });
});

async function opened(dataDir = scratch()) {
  const source = join(dataDir, 'ledger.csv');
  writeLedger(source, KIND);
  const runId = await reconciled(dataDir, source);
  return { dataDir, runId, grid: gridOf(dataDir) };
}

/** Changes what matching left for verification, and its checksum in the history with it. */
function takeACentTooMuch(dataDir: string, runId: string): void {
  const database = new Database(join(dataDir, 'history.sqlite'));
  try {
    const { checksums, rows_in: rows } = database
      .prepare<[string], { checksums: string; rows_in: number }>(
        "SELECT checksums, rows_in FROM steps WHERE run_id = ? AND name = 'match'",
      )
      .get(runId)!;
    const name = Object.keys(JSON.parse(checksums) as Record<string, string>)[0]!;
    const path = join(dataDir, 'runs', runId, name);
    const identity = identityOf(path);
    const bodies: Buffer[] = [];
    openPartitionFile(path, identity, (p, body) => (bodies[p] = Buffer.from(body))).close();
    expect(bodies).toHaveLength(1);
    // How many of both; REDEEMIDs of all rows; lot, redemption and cents of each allocation.
    const body = bodies[0]!;
    expect(body.readInt32LE(0)).toBe(rows);
    const at = 8 + rows * 4 + body.readInt32LE(4) * 8;
    body.writeDoubleLE(body.readDoubleLE(at) + 1, at);
    rmSync(path);
    const changedFile = openPartitionFile(path, identity, () => undefined);
    changedFile.append(0, body);
    const changed = changedFile.checksum();
    changedFile.close();
    database
      .prepare("UPDATE steps SET checksums = ? WHERE run_id = ? AND name = 'match'")
      .run(JSON.stringify({ [name]: changed }), runId);
  } finally {
    database.close();
  }
}

/** What the records of a step's file were made from: the body of its first record. */
function identityOf(path: string): string {
  const bytes = readFileSync(path);
  return bytes.toString('utf8', 48, 48 + bytes.readDoubleLE(8));
}
