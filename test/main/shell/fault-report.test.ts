import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultLogFile } from '../../../main/data-folder/data-folder.ts';
import { application, scratch } from '../app/application-fixture.ts';

describe('the report of a fault', () => {
  it('has versions, settings, how the last runs ended, and the end of the log', async () => {
    const dataDir = scratch();
    const { call, start } = application({ dataDir });
    const place = join(scratch(), 'secret-customer-list.csv');
    writeFileSync(place, 'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID\n1,earned,2026-01-01,7\n');
    const { runId } = await start(place);
    await call('settings.set', { proxy: 'http://proxy.example:3128' });
    const log = faultLogFile(dataDir);
    mkdirSync(dirname(log), { recursive: true });
    writeFileSync(log, `${'an old line\n'.repeat(10_000)}the last fault\n`);
    const report = await call('shell.report', {});
    expect(report).toMatch(/^program \d+\.\d+\.\d+$/m);
    expect(report).toContain(`node ${process.versions.node}`);
    expect(report).toContain('"proxy": "http://proxy.example:3128"');
    expect(report).toMatch(
      new RegExp(`^${runId}  halted  one-to-one  0 rows  column\\.missing`, 'm'),
    );
    expect(report.trimEnd().endsWith('the last fault')).toBe(true);
    expect(report.length).toBeLessThan(80_000);
    expect(report).not.toContain('secret-customer-list');
  });

  it('holds no secret that a log or a setting has come by', async () => {
    const dataDir = scratch();
    const { call } = application({ dataDir });
    const log = faultLogFile(dataDir);
    mkdirSync(dirname(log), { recursive: true });
    writeFileSync(log, 'GET https://ann:hunter2hunter2@shop.example/a.csv?sig=0123456789abcdef\n');
    const report = await call('shell.report', {});
    expect(report).toContain('shop.example/a.csv');
    expect(report).not.toMatch(/hunter2|0123456789abcdef/);
  });

  it('is saved as it is shown, where the analyst wants it', async () => {
    const { call } = application();
    const path = join(scratch(), 'report.txt');
    const written = await call('shell.saveReport', { target: { kind: 'path', path } });
    expect(written).toMatchObject({ name: 'report.txt', path, rows: null });
    expect(readFileSync(path, 'utf8')).toContain('Last runs\nNone.');
  });
});
