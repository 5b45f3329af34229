import { join } from 'node:path';
import { expect, it } from 'vitest';
import { historyFile } from '../../../main/data-folder/data-folder.ts';
import { openHistory } from '../../../main/history/history.ts';
import { run, scratch } from './command.ts';

const SAMPLE = join(import.meta.dirname, '..', '..', '..', 'assets', 'sample', 'tc_raw_data.xlsx');

it('each command that reads something out leaves an entry in the audit log', async () => {
  const dataDir = scratch();
  const given = [SAMPLE, '--period', '2026-07', '--no-xlsx', '--json', '--data-dir', dataDir];
  const { runId } = JSON.parse((await run(given)).out) as { runId: string };
  const before = openHistory(historyFile(dataDir));
  const source = before.listSources()[0]!.name;
  before.close();
  const of = ['--source', source, '--period', '2026-07'];
  for (const [args, act] of [
    [['history'], 'runs.listed'],
    [['show', runId], 'run.opened'],
    [['sources'], 'sources.listed'],
    [['baselines', source], 'baselines.opened'],
    [['anomalies', runId], 'anomalies.opened'],
    [['test', SAMPLE], 'connection.tested'],
    [['retention', 'list'], 'keeping.opened'],
    [['audit', 'verify'], 'log.verified'],
    [['audit', 'export', '--json'], 'export.written'],
    [['close', 'status', ...of], 'close.opened'],
    [['close', 'tie-out', ...of], 'close.opened'],
    [['close', 'chart', ...of], 'close.opened'],
    [['close', 'journal', ...of], 'close.opened'],
    [['close', 'expiry', ...of], 'close.opened'],
  ] as const) {
    const { code, err } = await run([...args, '--data-dir', dataDir]);
    expect({ args, code, err }).toMatchObject({ code: 0 });
    const history = openHistory(historyFile(dataDir));
    expect(history.auditTrail({ limit: 1 })).toMatchObject([{ action: act }]);
    history.close();
  }
});
