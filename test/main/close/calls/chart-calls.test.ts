import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EXAMPLE_CHART } from '../../../../core/contract/close/charts/example-chart.ts';
import { lineText } from '../../../../core/contract/close/charts/line-text.ts';
import { application, problemOf, scratch } from '../../app/application-fixture.ts';

it('a chart is tried before it is saved, written to a file, and read back as a draft', async () => {
  const folder = scratch();
  const place = join(folder, 'Shop.csv');
  writeFileSync(
    place,
    'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT,REASON\n1,earned,2026-01-05,7,100.00,Refund\n2,spent,2026-01-06,7,-45.00,\n',
  );
  const { call, start } = application();
  const { runId } = await start(place, { settings: { xlsx: false, period: '2026-01' } });
  const { sourceId } = (await call('runs.get', { runId: runId! })).run;
  const of = { sourceId, period: '2026-01' };

  const lines = EXAMPLE_CHART.lines.filter(({ types }) => !types.includes('spent'));
  const part = await call('close.try-chart', { ...of, chart: { ...EXAMPLE_CHART, lines } });
  expect(part).toMatchObject({ unmapped: [{ type: 'spent', cents: 4500 }], entries: [] });
  const whole = await call('close.try-chart', { ...of, chart: EXAMPLE_CHART });
  expect(whole).toMatchObject({ unmapped: [], entries: [{ id: 'SC-2026-01' }] });
  // Nothing of it is kept.
  expect((await call('close.view', of)).charts).toEqual([]);

  await call('close.enter', { ...of, entries: [{ is: 'chart', chart: EXAMPLE_CHART }] });
  for (const format of ['json', 'csv'] as const) {
    const path = join(folder, `chart.${format}`);
    const target = { kind: 'path' as const, path };
    const written = await call('close.export-chart', { sourceId, version: 1, format, target });
    expect(written).toMatchObject({ name: `chart.${format}`, rows: 5 });
    const read = await call('close.read-chart', { place: path });
    expect(read).toEqual(EXAMPLE_CHART.lines.map(lineText));
  }
  const target = { kind: 'path' as const, path: join(folder, 'none.csv') };
  const none = call('close.export-chart', { sourceId, version: 2, format: 'csv', target });
  expect(await problemOf(none)).toBe('close.chart-unknown');
  writeFileSync(join(folder, 'wrong.json'), '{"lines": 3}');
  const wrong = call('close.read-chart', { place: join(folder, 'wrong.json') });
  expect(await problemOf(wrong)).toBe('close.chart-file');
});
