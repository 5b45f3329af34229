import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import type { CallInput } from '../../../core/contract/api/api.ts';
import { application, scratch } from '../app/application-fixture.ts';

/** A workbook of several sheets, in a file of its own. */
async function workbook(
  sheets: Readonly<Record<string, readonly unknown[][]>>,
  name = 'export.xlsx',
): Promise<string> {
  const book = new ExcelJS.Workbook();
  for (const [title, rows] of Object.entries(sheets)) book.addWorksheet(title).addRows([...rows]);
  const path = join(scratch(), name);
  await book.xlsx.writeFile(path);
  return path;
}

function program() {
  const app = application();
  const inspect = (place: string, more: Partial<CallInput<'sources.inspect'>> = {}) =>
    app.call('sources.inspect', { jobId: randomUUID(), place, ...more });
  return { ...app, inspect };
}

describe('a workbook whose sheets bear other names', () => {
  const SHEETS = {
    Notes: [['Store credit, June']],
    June: [
      ['Store credit, June'],
      [],
      ['TRANS_ID', 'TCTYPE', 'CREATEDAT', 'CUSTOMERID', 'AMOUNT'],
      [1, 'earned', '2026-06-01', 7, 10],
    ],
    Orders: [['Orders of June'], [], ['ORDERID', 'CUSTOMERID'], [5, 7]],
  };
  const CHOICE = { ledger: 'June', sales: 'Orders', customers: null };

  it('has no ledger until it is said which sheet it is; headers are found below titles', async () => {
    const { inspect } = program();
    const place = await workbook(SHEETS);
    const before = await inspect(place);
    expect(before.sheets.map(({ role }) => role)).toEqual(['ignored', 'ignored', 'ignored']);
    expect(before).toMatchObject({
      sheetNames: ['Notes', 'June', 'Orders'],
      sheetChoice: {},
      columns: [],
      missing: [],
    });
    const after = await inspect(place, { sheets: CHOICE });
    const shown = after.sheets.map(({ role, headers, headerRow, rows }) => [
      role,
      headers[0],
      headerRow,
      rows[0]?.row,
    ]);
    expect(shown).toEqual([
      ['ignored', 'Store credit, June', 1, undefined],
      ['ledger', 'TRANS_ID', 3, 4],
      ['sales', 'ORDERID', 3, 4],
    ]);
    expect(after).toMatchObject({ sheetChoice: CHOICE, absentSheets: [], missing: [] });
  });

  it('is read as it was said for the last file of its source, until it is said anew', async () => {
    const { inspect, start, call } = program();
    const place = await workbook(SHEETS);
    const { runId, outcome } = await start(place, { settings: { sheets: CHOICE, xlsx: false } });
    expect(outcome).toBe('completed');
    expect(await inspect(place)).toMatchObject({ sheetChoice: CHOICE });
    // Rows of the run are shown under the header that they were read by.
    expect(
      await call('sources.rows', { runId: runId!, sheet: 'Orders', from: 4, count: 1 }),
    ).toMatchObject({
      headers: ['ORDERID', 'CUSTOMERID'],
      headerRow: 3,
      rows: [{ row: 4, cells: ['5', '7'] }],
    });
    expect(await start(place, { settings: { xlsx: false } })).toMatchObject({
      outcome: 'completed',
      alreadyReconciled: true,
    });
    expect(await start(place, { settings: { xlsx: false }, readingIsWhole: true })).toMatchObject({
      outcome: 'halted',
      problem: { code: 'sheet.missing' },
    });
  });

  it('belongs to the source whose rows it holds, wherever it lies', async () => {
    const { inspect, start } = program();
    const rows = Array.from({ length: 40 }, (_, i) => [i + 1, 'earned', '2026-06-01', 7, 10]);
    const sheets = { Notes: [['June']], June: [SHEETS.June[2]!, ...rows] };
    await start(await workbook(sheets, 'credit.xlsx'), {
      settings: { sheets: CHOICE_OF_LEDGER, xlsx: false },
    });
    const { recognition, sheetChoice } = await inspect(await workbook(sheets, 'other.xlsx'));
    expect(recognition.claims).toMatchObject([{ share: 1 }]);
    expect(sheetChoice).toEqual(CHOICE_OF_LEDGER);
  });

  it('names a sheet that was chosen and is gone', async () => {
    const place = await workbook(SHEETS);
    expect(await program().inspect(place, { sheets: { ledger: 'July' } })).toMatchObject({
      absentSheets: ['July'],
      columns: [],
    });
  });
});

describe('dates and amounts of a file', () => {
  const LEDGER = `TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT
1,earned,04/03/2026,7,10.00
2,earned,05/03/2026,7,2.50
`;
  function ledger(): string {
    const path = join(scratch(), 'ledger.csv');
    writeFileSync(path, `Store credit, March\n\n${LEDGER}`);
    return path;
  }

  it('are shown as they are read, before any run', async () => {
    const { formats, askedFormats } = await program().inspect(ledger());
    expect(askedFormats).toEqual({});
    expect(formats).toMatchObject({
      dates: [{ field: 'CREATEDAT', is: 'undecided' }],
      amounts: [{ field: 'AMOUNT', is: 'plain', format: 'point' }],
      rows: 2,
      isWhole: true,
    });
  });

  it('are asked for once: the answer is kept with the source, until the file is to say it again', async () => {
    const { inspect, start, call } = program();
    const place = ledger();
    const settings = { xlsx: false };
    expect(await start(place, { settings })).toMatchObject({ outcome: 'halted' });
    const { runId } = await start(place, { settings: { ...settings, dates: 'dmy' } });
    const { run } = await call('runs.get', { runId: runId! });
    expect(run.settings.dates).toBe('dmy');
    expect((await inspect(place)).askedFormats).toEqual({ dates: 'dmy' });
    expect(await start(place, { settings })).toMatchObject({ alreadyReconciled: true });
    expect(await start(place, { settings, readingIsWhole: true })).toMatchObject({
      outcome: 'halted',
      problem: { code: 'column.dates-ambiguous' },
    });
  });

  it('are what they are in the source that is chosen, and open where it is a new one', async () => {
    const { inspect, start, call } = program();
    const place = ledger();
    const calendar = {
      fiscalStart: 4,
      fiscalPeriods: 'months',
      twoWeeksFrom: '2024-01-01',
    } as const;
    await call('sources.saveMapping', { place, mapping: { NOTE: 'REASON' } });
    const settings = { xlsx: false, dates: 'dmy', calendar } as const;
    const { runId } = await start(place, { settings });
    const { run } = await call('runs.get', { runId: runId! });
    const other = join(scratch(), 'other.csv');
    writeFileSync(other, LEDGER.replaceAll(/^\d/gm, 'x$&'));

    const UNSAID = {
      askedFormats: {},
      keptMapping: {},
      mapping: {},
      calendar: null,
      lastRun: null,
    };
    expect(await inspect(other)).toMatchObject(UNSAID);
    const source = { kind: 'known', id: run.sourceId } as const;
    const kept = { askedFormats: { dates: 'dmy' }, keptMapping: { NOTE: 'REASON' }, calendar };
    expect(await inspect(other, { source })).toMatchObject({ ...kept, lastRun: null });
    expect(await inspect(other, { source, mapping: {} })).toMatchObject({ ...kept, mapping: {} });
    expect(await inspect(place)).toMatchObject({ ...kept, lastRun: runId });
    const asNew = await inspect(place, { source: { kind: 'new', name: null } });
    expect(asNew).toMatchObject(UNSAID);
  });

  it('are not told where there is no ledger', async () => {
    const place = await workbook({ Notes: [['a']], More: [['b']] });
    expect((await program().inspect(place)).formats).toBeNull();
  });
});

const CHOICE_OF_LEDGER = { ledger: 'June' };
