import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sourceBaselines } from '../../../main/baselines/source-baselines.ts';
import { historyFile } from '../../../main/data-folder/data-folder.ts';
import { openHistory } from '../../../main/history/history.ts';
import { application, SAMPLES, scratch } from '../app/application-fixture.ts';
import { run } from '../cli/command.ts';

it('follows the figures of a source from period to period, from what its runs have recorded', async () => {
  const root = scratch();
  const { call, start } = application({ dataDir: root });
  const messy = join(SAMPLES, 'messy.xlsx');
  const settings = { xlsx: false, onError: 'quarantine' as const };
  const may = await start(messy, { settings: { ...settings, period: '2026-05' } });
  const april = await start(messy, { settings: { ...settings, period: '2026-04' } });
  const { sourceId } = (await call('runs.get', { runId: may.runId! })).run;
  const { chosen, series } = await call('baselines.get', { sourceId });
  expect(chosen).toEqual({ policy: 'one-to-one', periods: 'month' });
  const of = (figure: string, part = '') =>
    series.find((one) => one.figure === figure && one.part === part)!.points;
  expect(of('rows').map(({ runId, day }) => [runId, day])).toEqual([
    [april.runId, '2026-04-30'],
    [may.runId, '2026-05-31'],
  ]);
  const view = await call('runs.get', { runId: may.runId! });
  expect(of('rows').at(-1)!.value).toBe(view.run.rowCount);
  const [error] = view.findings;
  expect(of('findings', error!.code).at(-1)!.value).toBe(error!.count);
  expect(of('quality').at(-1)!.value).toBeLessThanOrEqual(100 * view.run.quality!);
  expect(series.flatMap(({ points }) => points).every(({ band }) => band === null)).toBe(true);
  const printed = await run(['baselines', 'messy', '--json', '--data-dir', root]);
  expect(JSON.parse(printed.out)).toEqual(JSON.parse(JSON.stringify({ sourceId, chosen, series })));
  const text = await run(['baselines', 'messy', '--data-dir', root]);
  expect(text.out).toMatch(/^ {2}Rows +\d+ {3}too few periods before/m);
  expect(await run(['baselines', 'nothing', '--data-dir', root])).toMatchObject({ code: 2 });
  const history = openHistory(historyFile(root));
  expect(() => sourceBaselines(history, { sourceId: 99 })).toThrow('no source 99');
  history.close();
});
