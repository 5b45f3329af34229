import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, it } from 'vitest';
import { hashOf } from '../../../core/disk/publish.ts';
import { OUTPUT_FOLDER } from '../../../core/run-folder/names.ts';
import { application, problemOf, scratch } from '../app/application-fixture.ts';

const LEDGER = `TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT,CURRENCY
1,earned,2026-01-01 00:00:00,7,10.00,EUR
2,spent,2026-01-02 00:00:00,7,-25.00,EUR
3,spent,2026-01-03 00:00:00,8,-4.00,USD
`;

/** The cells of a sheet, row by row. */
function rowsOf(book: ExcelJS.Workbook, name: string): unknown[][] {
  const values = book.getWorksheet(name)!.getSheetValues();
  // Blank rows are holes.
  return Array.from(values, (row) => ((row ?? []) as unknown[]).slice(1)).slice(1);
}

it('the workbook of a run is written again with what was decided and signed, and what was published stays', async () => {
  const folder = scratch();
  const place = join(folder, 'ledger.csv');
  writeFileSync(place, LEDGER);
  const { call, start } = application();
  const { runId } = await start(place, { settings: { policy: 'exact', entity: 'Thrive & Co' } });
  const { folder: lies, outputs } = await call('runs.get', { runId: runId! });
  const { items } = await call('exceptions.list', { runId: runId!, query: {} });
  const partly = items.find(({ code }) => code === 'redemption.partly-matched')!;
  await call('exceptions.change', {
    runId: runId!,
    keys: [partly.key],
    status: 'accepted',
    owner: 'Ada',
    note: 'Goodwill, agreed by phone',
  });
  await call('runs.signOff', { runId: runId!, role: 'prepared', name: 'Ada Lovelace', note: '' });

  const path = join(folder, 'again.xlsx');
  const written = await call('runs.rewriteWorkbook', {
    runId: runId!,
    jobId: randomUUID(),
    target: { kind: 'path', path },
  });
  expect(written).toMatchObject({ path, ...(await hashOf(path)) });
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  const [head, ...exceptions] = rowsOf(book, 'Exceptions');
  const at = (name: string) => head!.indexOf(name);
  const decided = exceptions.find(
    (row) => row[at('Transaction')] === 2 && row[at('Status')] === 'Accepted',
  )!;
  expect(decided[at('Kind')]).toBe('Redemption partly covered by lots');
  expect(decided[at('Owner')]).toBe('Ada');
  expect(decided[at('Reason')]).toBe('Goodwill, agreed by phone');
  expect(decided[at('Notes')]).toBe(1);
  const [noteHead, ...notes] = rowsOf(book, 'Notes');
  expect(noteHead).toEqual([
    ...['Kind', 'Customer', 'Transaction', 'Paired with', 'Row in file'],
    ...['Noted on', 'Noted by', 'Note'],
  ]);
  expect(notes.map((row) => [row[0], row[1], row[2], row[7]])).toEqual([
    ['Redemption partly covered by lots', 7, 2, 'Goodwill, agreed by phone'],
  ]);
  expect(exceptions.filter((row) => row[at('Status')] === 'Open').length).toBe(items.length - 1);
  const cover = rowsOf(book, 'Cover');
  expect(cover.find(([label]) => label === 'Entity')![1]).toBe('Thrive & Co');
  expect(cover.find(([label]) => label === 'Run')![1]).toBe(runId);
  expect(cover.find(([label]) => label === 'Prepared by')![1]).toBe('Ada Lovelace');
  expect(cover.find(([label]) => label === 'Reviewed by')![1]).toBeUndefined();

  // The run's own files are what they were, and the workbook names their checksums.
  for (const { name, sha256 } of outputs) {
    expect([name, await hashOf(join(lies, OUTPUT_FOLDER, name))]).toMatchObject([name, { sha256 }]);
    expect(rowsOf(book, 'Lineage').some((row) => row[0] === name && row[3] === sha256)).toBe(true);
  }
  const own = new ExcelJS.Workbook();
  await own.xlsx.readFile(join(lies, OUTPUT_FOLDER, 'reconciliation.xlsx'));
  expect(rowsOf(own, 'Exceptions')[1]![at('Status')]).toBeUndefined();
  expect(own.getWorksheet('Notes')).toBeUndefined();
  const trail = await call('runs.audit', { runId: runId! });
  expect(trail.find(({ action }) => action === 'export.written')).toMatchObject({
    detail: { what: 'workbook with decisions', sha256: written.sha256 },
  });
  expect(readFileSync(path).subarray(0, 2).toString()).toBe('PK');
});

it('a run that published nothing has no workbook to be written again', async () => {
  const place = join(scratch(), 'ledger.csv');
  writeFileSync(place, `${LEDGER}4,gifted,2026-01-03 00:00:00,8,4.00,USD\n`);
  const { call, start } = application();
  const { runId } = await start(place);
  const problem = await problemOf(
    call('runs.rewriteWorkbook', {
      runId: runId!,
      jobId: randomUUID(),
      target: { kind: 'path', path: join(scratch(), 'again.xlsx') },
    }),
  );
  expect(problem).toBe('run.no-outputs');
});
