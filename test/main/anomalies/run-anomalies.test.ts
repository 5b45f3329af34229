import { expect, it } from 'vitest';
import { runAnomalies } from '../../../main/anomalies/run-anomalies.ts';
import { historyFile } from '../../../main/data-folder/data-folder.ts';
import { openHistory } from '../../../main/history/history.ts';
import { application, ledgerFile, scratch } from '../app/application-fixture.ts';
import { run } from '../cli/command.ts';

it('reads the ledger of a run anew, leaves the run as it is, and a trace in the audit log', async () => {
  const root = scratch();
  const { call, start } = application({ dataDir: root });
  const { runId } = await start(ledgerFile(scratch(), 600), {
    settings: { xlsx: false, period: '2026-09' },
  });
  const before = await call('runs.get', { runId: runId! });
  const found = await call('anomalies.get', { runId: runId! });
  expect(found).toMatchObject({ runId, from: '2026-09-01', total: found.items.length });
  expect(await call('runs.get', { runId: runId! })).toEqual(before);
  const history = openHistory(historyFile(root));
  expect(await runAnomalies({ root, history }, runId!)).toEqual(found);
  history.close();
  const printed = await run(['anomalies', runId!, '--json', '--data-dir', root]);
  expect(JSON.parse(printed.out)).toEqual(found);
  const text = await run(['anomalies', runId!, '--data-dir', root]);
  expect(text.out).toMatch(/out of line since 2026-09-01/);
  const { items } = await call('audit.list', {});
  expect(items.filter(({ action }) => action === 'anomalies.opened').length).toBeGreaterThan(1);
  expect(await run(['anomalies', 'nothing', '--data-dir', root])).toMatchObject({ code: 2 });
});
