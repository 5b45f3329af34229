import ExcelJS from 'exceljs';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { OUTPUTS } from '../../../core/report/outputs.ts';
import { restatement } from '../../../core/report/outputs/restatement.ts';
import { writeSeventeenRows } from '../../fixtures/seventeen-rows.ts';
import { run, scratch, start } from './command.ts';
import { amount } from '../../amount.ts';
import { PATIENTLY } from '../../patience.ts';

/** All that a run of a ledger of its own writes, in order. */
const FILES = OUTPUTS.filter((output) => output !== restatement).flatMap((output) =>
  output.made === 'by partition'
    ? output.formats.map((format) => `${output.name}.${format}`)
    : [output.name],
);

async function prepared(change?: Parameters<typeof writeSeventeenRows>[1]): Promise<{
  source: string;
  out: string;
  common: string[];
}> {
  const folder = scratch();
  const source = join(folder, 'tc_raw_data.xlsx');
  await writeSeventeenRows(source, change);
  const out = join(folder, 'out');
  return { source, out, common: [source, '--data-dir', join(folder, 'data'), '--json'] };
}
const parsed = (text: string): Record<string, never> => JSON.parse(text) as Record<string, never>;
const csv = (path: string): string[][] =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));

describe('reconcile', () => {
  it('pairs one to one, writes every file, and says so in one JSON object', async () => {
    const { out, common } = await prepared();
    const { code, out: text } = await run([...common, '--out', out]);
    expect(code).toBe(0);
    const json = parsed(text);
    expect(json).toMatchObject({
      status: 'completed',
      policy: 'one-to-one',
      alreadyReconciled: false,
      source: { rows: 17 },
      counts: { earned: 12, spent: 4, expired: 1, quarantined: 0, customers: 2, covered: 2 },
      totals: {
        earned: '152.57',
        spent: '147.57',
        expired: '5.00',
        closing: '0.00',
        matched: '64.50',
        openLots: '68.07',
        uncovered: '0.00',
        untracked: '108.07',
        matchRate: 6450 / 15_257,
      },
      findings: [],
      exceptions: 4,
    });
    expect((json['checks'] as { passed: boolean }[]).map(({ passed }) => passed)).toEqual(
      Array(7).fill(true),
    );
    expect(readdirSync(out).sort()).toEqual([...FILES].sort());
    expect(json['outputs']).toEqual(FILES.map((name) => join(out, name)));
    const pairs = csv(join(out, 'allocations.csv'))
      .slice(1)
      .map(([lot, by]) => `${lot}→${by}`);
    expect(pairs).toEqual([
      '7781403→8227471',
      '8227587→8900466',
      '8227588→12011454',
      '11315530→11320645',
      '11315638→11562841',
    ]);
  });

  it.each(['exact', 'whole-lot'])('leaves nothing open under %s', async (policy) => {
    const { out, common } = await prepared();
    const { code, out: text } = await run([
      ...common,
      '--out',
      out,
      '--policy',
      policy,
      '--no-xlsx',
    ]);
    expect(code).toBe(0);
    expect(parsed(text)['totals']).toMatchObject({
      matched: '152.57',
      openLots: '0.00',
      uncovered: '0.00',
      untracked: '0.00',
    });
    const rows = csv(join(out, 'tc_data_with_redemptions.csv')).slice(1);
    expect(rows.map((row) => row.at(-1))).toEqual(Array(17).fill('0.00'));
    expect(readdirSync(out).some((name) => name.endsWith('.xlsx'))).toBe(false);
  });

  it('opens a run again, makes a revision when forced, and lists and shows runs', async () => {
    const { source, out, common } = await prepared();
    const first = parsed((await run([...common, '--no-xlsx'])).out);
    const again = parsed((await run([...common, '--no-xlsx', '--out', out])).out);
    expect(again).toMatchObject({ runId: first['runId'], alreadyReconciled: true });
    const forced = parsed((await run([...common, '--no-xlsx', '--force'])).out);
    expect(forced['runId']).not.toBe(first['runId']);
    const listed = await run(['history', ...common.slice(1, 3)]);
    expect(listed.out).toContain(forced['runId']);
    expect(listed.out).toContain('superseded');
    expect(listed.out).toContain(source);
    const shown = await run(['show', String(forced['runId']), ...common.slice(1, 3)]);
    expect(shown.out).toContain('revision 2');
    expect(shown.out).toContain('152.57');
  });

  it('writes the same bytes for the same input', async () => {
    const { out, common } = await prepared();
    const second = join(out, '..', 'second');
    await run([...common, '--no-xlsx', '--out', out, '--workers', '1']);
    await run([...common, '--no-xlsx', '--out', second, '--workers', '2', '--force']);
    for (const name of readdirSync(out))
      expect(readFileSync(join(second, name)).equals(readFileSync(join(out, name))), name).toBe(
        true,
      );
    expect(readdirSync(out).sort()).toEqual(FILES.filter((name) => !name.endsWith('.xlsx')).sort());
  });

  it('halts on an error, and quarantines it when asked', async () => {
    const { out, common } = await prepared((rows) => [
      ...rows,
      [99, 'gifted', ...rows[0]!.slice(2)],
    ]);
    const halted = await run([...common, '--out', out]);
    expect(halted.code).toBe(4);
    expect(parsed(halted.out)).toMatchObject({
      status: 'halted',
      findings: [{ code: 'row.type-unknown', severity: 'error', count: 1 }],
      outputs: [],
    });
    expect(() => readdirSync(out)).toThrow();
    const kept = await run([...common, '--out', out, '--on-error', 'quarantine', '--no-xlsx']);
    expect(kept.code).toBe(0);
    expect(parsed(kept.out)).toMatchObject({ counts: { quarantined: 1 }, source: { rows: 18 } });
    const set = csv(join(out, 'quarantine.csv'));
    expect(set[1]!.slice(0, 2)).toEqual(['99', 'gifted']);
    expect(set[1]!.slice(-2)).toEqual(['19', 'row.type-unknown']);
  });

  it('writes a workbook that one can send to an auditor', async () => {
    const { out, common } = await prepared();
    await run([...common, '--out', out]);
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(join(out, 'reconciliation.xlsx'));
    expect(book.worksheets.map(({ name }) => name)).toEqual([
      'Cover',
      'Summary',
      'From file to figures',
      'Roll-forward',
      'Open lots by age',
      'Customer groups',
      'Exceptions',
      'Matched rows',
      'Allocations',
      'Balances',
      'Controls',
      'Lineage',
    ]);
    const matched = book.getWorksheet('Matched rows')!;
    expect(matched.rowCount).toBe(18);
    expect(matched.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    // The filter is that of the table.
    expect(matched.getTables()).toHaveLength(1);
    expect(matched.getCell('G2')).toMatchObject({
      value: 1.5,
      numFmt: '#,##0.00_);[Red](#,##0.00)',
    });
    expect(matched.getCell('C2').value).toEqual(new Date('2022-04-04T18:54:53Z'));
    const exceptions = book.getWorksheet('Exceptions')!;
    expect(exceptions.getCell('A1').value).toBe('Kind');
    const groups = book.getWorksheet('Customer groups')!;
    const names = groups.getColumn(2).values as string[];
    expect(names).toContain("'=1+1");
  });
});

describe('exit codes', () => {
  it('2: wrong use, in words that name the option', async () => {
    for (const args of [
      [],
      ['a.xlsx', '--policy', 'lifo'],
      ['a.xlsx', '--nope'],
      ['a.xlsx', 'b.xlsx'],
      ['a.xlsx', '--as-of', '2026-02-30'],
      ['a.xlsx', '--period', '2026-13'],
      ['a.xlsx', '--workers', '-1'],
    ]) {
      const { code, err, out } = await run(args);
      expect([args, code]).toEqual([args, 2]);
      expect(err.trim().split('\n').length).toBe(2);
      expect(out).toBe('');
    }
  });

  it('2: a folder for the results that is a file, before anything is run', async () => {
    const { source, common, out } = await prepared();
    writeFileSync(out, 'a file');
    for (const folder of [out, join(out, 'below')]) {
      const { code, err } = await run([...common, '--out', folder]);
      expect([code, err]).toEqual([
        2,
        `${folder} cannot be written: a file has the name of the folder.\nChoose another folder, or correct this and try again.\n`,
      ]);
    }
    const { out: listed } = await run([
      'history',
      '--data-dir',
      join(source, '..', 'data'),
      '--json',
    ]);
    expect(JSON.parse(listed)).toEqual([]);
  });

  it('3: a source that cannot be read', async () => {
    const folder = scratch();
    const data = ['--data-dir', join(folder, 'data'), '--json'];
    writeFileSync(join(folder, 'empty.xlsx'), '');
    writeFileSync(
      join(folder, 'broken.xlsx'),
      Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(100)]),
    );
    writeFileSync(join(folder, 'page.csv'), '%PDF-1.7\n\u0000\u0001');
    mkdirSync(join(folder, 'folder.xlsx'));
    const expected = {
      'absent.xlsx': 'source.missing',
      'empty.xlsx': 'source.empty',
      'broken.xlsx': 'source.damaged',
      'page.csv': 'source.not-a-workbook',
      'folder.xlsx': 'source.directory',
    };
    for (const [name, finding] of Object.entries(expected)) {
      const { code, out } = await run([join(folder, name), ...data]);
      expect([name, code]).toEqual([name, 3]);
      expect(parsed(out)['findings']).toEqual([{ code: finding, severity: 'critical', count: 1 }]);
    }
  });

  it('4: a workbook without its sheet or a required column', async () => {
    const folder = scratch();
    const data = ['--data-dir', join(folder, 'data'), '--json'];
    const book = new ExcelJS.Workbook();
    book.addWorksheet('Sheet1').addRow(['TRANS_ID']);
    book.addWorksheet('Sheet2').addRow(['TRANS_ID']);
    await book.xlsx.writeFile(join(folder, 'nosheet.xlsx'));
    writeFileSync(join(folder, 'nocolumn.csv'), 'TRANS_ID,TCTYPE\n1,earned\n');
    const sheet = await run([join(folder, 'nosheet.xlsx'), ...data]);
    expect([sheet.code, parsed(sheet.out)['findings']]).toEqual([
      4,
      [{ code: 'sheet.missing', severity: 'critical', count: 1 }],
    ]);
    const column = await run([join(folder, 'nocolumn.csv'), ...data]);
    expect([column.code, parsed(column.out)['findings']]).toEqual([
      4,
      [{ code: 'column.missing', severity: 'critical', count: 3 }],
    ]);
  });

  it('0: help and version', async () => {
    const help = await run(['--help']);
    expect(help.code).toBe(0);
    expect(help.out).toContain('--policy one-to-one');
    expect((await run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

/** It is told to end as soon as its folder is there. */
const LONG_ROWS = amount(200_000, 60_000);

describe('kill -9 and two at once', () => {
  it('goes on after the last completed step', async () => {
    const folder = scratch();
    const source = join(folder, 'big.csv');
    const lines = ['TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,ORDERID,AMOUNT'];
    for (let i = 0; i < 100_000; i++)
      lines.push(
        `${i + 1},${i % 2 ? 'spent' : 'earned'},2026-01-01 00:00:00,${i % 997},${i},${i % 2 ? -1 : 1}`,
      );
    writeFileSync(source, `${lines.join('\n')}\n`);
    const args = [source, '--data-dir', join(folder, 'data'), '--json', '--no-xlsx'];
    const { child, ended } = start(args);
    const matched = (): boolean => {
      try {
        return readdirSync(join(folder, 'data', 'runs')).some((run) =>
          readdirSync(join(folder, 'data', 'runs', run)).includes('outputs'),
        );
      } catch {
        return false;
      }
    };
    await vi.waitUntil(matched, { ...PATIENTLY, interval: 5 });
    child.kill('SIGKILL');
    await ended;
    const other = start([...args, '--out', join(folder, 'out')]);
    const waiting = start([...args, '--out', join(folder, 'out2')]);
    const results = (await Promise.all([other.ended, waiting.ended])).map(
      ({ code, out }) => [code, parsed(out)] as const,
    );
    expect(results.map(([code]) => code)).toEqual([0, 0]);
    expect(new Set(results.map(([, json]) => json['runId'])).size).toBe(1);
    expect(results.map(([, json]) => json['alreadyReconciled']).sort()).toEqual([false, true]);
    const listed = parsed(
      (await run(['history', '--data-dir', join(folder, 'data'), '--json'])).out,
    );
    expect(listed).toHaveLength(1);
  });

  it('6: cancelled by a signal, and resumed later', async () => {
    const folder = scratch();
    const source = join(folder, 'big.csv');
    const row = (i: number): string => `${i + 1},earned,2026-01-01 00:00:00,${i % 997},,1`;
    writeFileSync(
      source,
      `TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,ORDERID,AMOUNT\n${Array.from({ length: LONG_ROWS }, (_, i) => row(i)).join('\n')}\n`,
    );
    const args = [source, '--data-dir', join(folder, 'data'), '--json', '--no-xlsx'];
    const { child, ended } = start(args);
    const begun = (): boolean => {
      try {
        return readdirSync(join(folder, 'data', 'runs')).length > 0;
      } catch {
        return false;
      }
    };
    await vi.waitUntil(begun, { ...PATIENTLY, interval: 5 });
    child.kill('SIGINT');
    const { code, out } = await ended;
    expect([code, parsed(out)['status']]).toEqual([6, 'cancelled']);
    expect((await run(args)).code).toBe(0);
  });
});
