import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput, CallName } from '../../../core/contract/api/api.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { settingsSchema } from '../../../core/contract/settings.ts';
import { reconcileWarehouse } from '../../../main/warehouse/reconcile-warehouse.ts';
import { application, scratch } from '../app/application-fixture.ts';
import { postgresPrograms, startCluster } from './postgres-cluster.ts';
import type { Cluster } from './postgres-cluster.ts';

const programs = postgresPrograms();
if ('why' in programs) it.skip(`a warehouse is not tested: ${programs.why}`, () => undefined);

describe.skipIf('why' in programs)('a run in a warehouse, in the interface', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster((programs as { bin: string }).bin);
    const client = await cluster.connect();
    await client.query(`CREATE TABLE moves (trans_id int, tctype text, createdat timestamp, customerid int, amount numeric);
      INSERT INTO moves VALUES (1, 'earned', '2024-01-01', 7, 10), (2, 'spent', '2024-01-02', 7, -4), (3, 'spent', '2024-01-03', 8, -4), (4, 'gift', '2024-01-03', 8, 1)`);
    await client.end();
  });
  afterAll(async () => {
    await cluster.stop();
  });

  it('is listed and opened; what lives from files says that there are none', async () => {
    const dataDir = scratch();
    const { detail, tables, problem } = await reconcileWarehouse({
      url: cluster.url(),
      table: 'moves',
      results: undefined,
      settings: settingsSchema.parse({ onError: 'quarantine' }),
      force: false,
      dataDir,
      now: () => new Date(),
    });
    expect([problem, tables.length]).toEqual([null, 8]);
    const runId = detail.run.id;
    const { call } = application({ dataDir });
    const view = await call('runs.get', { runId });
    expect(view.run).toMatchObject({
      status: 'completed',
      rowCount: 4,
      notes: { results: 'public.moves_*' },
    });
    expect(view.rejected).toEqual({
      rows: 1,
      byCurrency: [{ currency: '', rows: 1, cents: 100, unreadable: 0 }],
    });
    expect(view.outputs).toEqual([]);
    expect((await call('runs.list', {})).items.map(({ id }) => id)).toEqual([runId]);
    expect((await call('exceptions.summary', { runId })).length).toBeGreaterThan(0);
    expect((await call('runs.audit', { runId })).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['run.started', 'run.completed']),
    );
    const sourceId = detail.run.sourceId;
    expect((await call('dashboard.get', { sourceId })).runs[0]).toMatchObject({ runId, rows: 4 });

    const refused = async <N extends CallName>(name: N, input: CallInput<N>): Promise<string> =>
      call(name, input).then(
        () => 'answered',
        (error: unknown) => (error instanceof Problem ? error.code : 'no problem'),
      );
    expect(await refused('runs.report', { runId })).toMatch(/^run\.|^answered$/);
    expect(await refused('runs.reverify', { runId, jobId: randomUUID() })).toMatch(/^run\./);
    expect(
      await refused('runs.copyOutputs', { runId, names: null, to: { kind: 'download' } }),
    ).toBe('run.no-outputs');
  });
});
