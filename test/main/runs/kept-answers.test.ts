import { realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { application, scratch } from '../app/application-fixture.ts';

/** Compared byte for byte, so without the workbooks, whose zip entries take the most time. */
const QUICK = { xlsx: false };

describe('the mapping of a source', () => {
  it('is remembered for its next run, whichever way leads to the file', async () => {
    const { start, call } = application();
    const folder = realpathSync(scratch());
    const place = join(folder, 'odd.csv');
    writeFileSync(
      place,
      'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,Betrag\n1,earned,2026-01-01 00:00:00,7,5.00\n',
    );
    symlinkSync(place, join(folder, 'shortcut.csv'));
    await call('sources.saveMapping', { place, mapping: { Betrag: 'AMOUNT' } });
    const ending = await start(join(folder, 'shortcut.csv'), { settings: QUICK });
    expect(ending.outcome).toBe('completed');
    const { run, source } = await call('runs.get', { runId: ending.runId! });
    expect(source.place).toBe(place);
    expect(run.settings.mapping).toEqual({ Betrag: 'AMOUNT' });
    const recent = await call('sources.recent', {});
    expect(recent.map((one) => one.place)).toEqual([place]);
  });
});

describe('how the files of a source are written', () => {
  it('is asked where they do not say it, and kept for the next one', async () => {
    const { start, call } = application();
    const place = join(realpathSync(scratch()), 'days.csv');
    const rows = ['1,earned,04/03/2026,7,5.00', '2,earned,05/04/2026,7,1.00'];
    const write = (...more: string[]): void =>
      writeFileSync(
        place,
        ['TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT', ...rows, ...more, ''].join('\n'),
      );
    write();
    const halted = await start(place, { settings: QUICK });
    expect(halted).toMatchObject({ outcome: 'halted' });
    const answered = await start(place, { settings: { ...QUICK, dates: 'dmy' } });
    expect(answered.outcome).toBe('completed');
    write('3,earned,06/05/2026,7,2.00');
    const next = await start(place, { settings: QUICK });
    expect(next.outcome).toBe('completed');
    const { run } = await call('runs.get', { runId: next.runId! });
    expect(run.settings.dates).toBe('dmy');
  });
});
