import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { historyFile } from '../../../main/data-folder/data-folder.ts';
import { openHistory } from '../../../main/history/history.ts';
import { run, scratch, start } from './command.ts';

const HEADER = 'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT';
const row = (id: number): string => `${id},earned,2026-01-05 10:00:00,7,10.00`;

it('the command line says which source a file is taken for, asks where it is doubtful, and does as it is told', async () => {
  const folder = scratch();
  const common = ['--data-dir', join(folder, 'data'), '--no-xlsx'];
  const file = (name: string, ...ids: number[]): string => {
    const path = join(folder, name);
    writeFileSync(path, [HEADER, ...ids.map(row), ''].join('\n'));
    return path;
  };
  const first = await run([file('credit_2026-10.csv', 1, 2, 3), ...common]);
  expect(first.out).toMatch(/^Source {5}credit$/m);
  const second = await run([file('credit_2026-11.csv', 1, 2, 3, 4), ...common]);
  expect(second.out).toContain(
    'Source     credit (same name apart from dates and numbers; 100 % of its rows are in this file)',
  );

  const other = file('credit_2026-12.csv', 91, 92);
  const refused = await run([other, ...common]);
  expect(refused.code).toBe(2);
  expect(refused.err).toContain('It is not clear which source');
  expect(refused.err).toContain('--source "credit"');
  const noSuch = await run([other, '--source', 'gifts', ...common]);
  expect(noSuch.err).toContain('There is no source gifts.');
  const began = await run([other, '--new-source', '--source', 'gifts', ...common]);
  expect(began.out).toMatch(/^Source {5}gifts$/m);

  // What has no sign of its source is added to the one that is named; without a file it is read again.
  const rows = file('late rows.csv', 5);
  const added = await run([rows, '--source', 'CREDIT', '--increment', 'new-rows', ...common]);
  expect(added.out).toMatch(/^Source {5}credit$/m);
  const again = await run(['--source', 'credit', '--increment', 'new-rows', ...common]);
  expect(again.out).toContain('Already reconciled');

  const listed = await run(['sources', ...common.slice(0, 2)]);
  expect(listed.out).toContain('credit\n');
  expect(listed.out).toContain('gifts\n');
});

it('the command line reads the headers of a file as they were mapped for its place', async () => {
  const folder = scratch();
  const place = join(folder, 'credit.csv');
  const dataDir = join(folder, 'data');
  const common = ['--data-dir', dataDir, '--no-xlsx'];
  writeFileSync(place, [HEADER.replace('TRANS_ID', 'Beleg'), row(1), ''].join('\n'));
  expect((await run([place, ...common])).code).toBe(4);
  const history = openHistory(historyFile(dataDir));
  const { id } = history.findSource(place)!;
  history.changeSource(id, { mapping: { Beleg: 'TRANS_ID' } });
  history.close();
  expect((await run([place, ...common])).code).toBe(0);
});

it('a fiscal period is one of the calendar that its source has, where the command line names none', async () => {
  const folder = scratch();
  const dataDir = join(folder, 'data');
  const file = (name: string, ...ids: number[]): string => {
    const path = join(folder, name);
    writeFileSync(path, [HEADER, ...ids.map(row), ''].join('\n'));
    return path;
  };
  const common = ['--data-dir', dataDir, '--no-xlsx', '--period', 'FY26-P12'];
  const asOf = async (...more: string[]) =>
    /end of (.*)/.exec((await run([...common, ...more])).out)?.[1];
  const place = file('credit.csv', 1);
  // The year that begins in February ends in January.
  expect(await asOf(place, '--fiscal-start', '2')).toBe('2026-01-31');
  expect(await asOf(place)).toBe('2026-01-31');
  // Elsewhere, under another name: it is known by its rows.
  const elsewhere = file('export of today.csv', 1, 2);
  expect(await asOf(elsewhere, '--calendar', 'months')).toBe('2026-01-31');
  expect(await asOf(elsewhere, '--new-source', '--source', 'other')).toBe('2026-12-31');
  expect(await asOf(place, '--fiscal-start', '1')).toBe('2026-12-31');
});

it('a place is the same one however its path is typed, be it a file or a pattern', async () => {
  const folder = scratch();
  for (const place of ['credit.csv', 'credit*.csv']) {
    const dataDir = join(folder, `data of ${place.length}`);
    writeFileSync(join(folder, 'credit.csv'), [HEADER, row(1), ''].join('\n'));
    const common = ['--data-dir', dataDir, '--no-xlsx'];
    expect((await start([`./${place}`, ...common], folder).ended).code).toBe(0);
    const history = openHistory(historyFile(dataDir));
    expect(history.findSource(join(folder, place))).not.toBeNull();
    expect(history.findSource(place)).toBeNull();
    history.close();
  }
});

it('the command line tests the way to the file of the month in which a fiscal period ends', async () => {
  const folder = scratch();
  writeFileSync(join(folder, '2025-06.csv'), HEADER);
  const place = join(folder, '{yyyy}-{MM}.csv');
  const common = ['--data-dir', join(folder, 'data'), '--period', 'FY26-P05'];
  const { code, out } = await run(['test', place, ...common, '--fiscal-start', '2']);
  expect(code).toBe(0);
  expect(out).toContain('2025-06.csv');
  expect((await run(['test', place, ...common])).code).toBe(3);
});
