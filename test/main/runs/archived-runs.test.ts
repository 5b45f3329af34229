import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { application, ledgerFile, problemOf, scratch } from '../app/application-fixture.ts';

const QUICK = { xlsx: false };

describe('an archived run', () => {
  it('was only tried: the run before it stands again, and the dashboard shows that one', async () => {
    const { call, start, events } = application();
    const ledger = ledgerFile(scratch(), 60);
    const official = await start(ledger, { settings: QUICK });
    const before = readFileSync(ledger);
    const [heads, first, ...others] = String(before).split('\n');
    writeFileSync(ledger, [heads, first!.replace(/[\d.]+$/, '999.00'), ...others].join('\n'));
    const trial = await start(ledger, { settings: { ...QUICK, onChanged: 'take' } });
    expect(trial.outcome).toBe('completed');
    const dashboard = async (): Promise<string[]> =>
      (await call('dashboard.get', {})).runs.map(({ runId }) => runId);
    expect(await dashboard()).toEqual([trial.runId]);

    const runIds = [trial.runId!];
    const effect = await call('runs.archiveEffect', { runIds, archive: true });
    expect(effect.map((one) => [one.before?.id, one.after?.id])).toEqual([
      [trial.runId, official.runId],
    ]);
    await call('runs.archive', { runIds, reason: 'Only tried' });
    expect(
      events.some(
        ({ name, payload }) =>
          name === 'run.changed' && 'runId' in payload && payload.runId === trial.runId,
      ),
    ).toBe(true);
    expect(await dashboard()).toEqual([official.runId]);
    const { items, total } = await call('runs.list', {});
    expect([items.map(({ id }) => id), total]).toEqual([[official.runId], 1]);

    // The ledger as it was is the one that stands; the changed one is compared with it anew, and halts again.
    const changed = join(scratch(), 'changed.csv');
    copyFileSync(ledger, changed);
    writeFileSync(ledger, before);
    expect(await start(ledger, { settings: QUICK })).toMatchObject({
      alreadyReconciled: true,
      runId: official.runId,
    });
    const source = { kind: 'known', id: items[0]!.sourceId } as const;
    expect((await start(changed, { settings: QUICK, source })).outcome).toBe('halted');
  });

  it('keeps its files and is looked at as it was, but is not delivered or signed off', async () => {
    const { call, start } = application();
    const { runId: id } = await start(ledgerFile(scratch(), 30), { settings: QUICK });
    const runId = id!;
    const { outputs } = await call('runs.get', { runId });
    await call('runs.archive', { runIds: [runId], reason: 'Only tried' });
    const after = await call('runs.get', { runId });
    expect(after.outputs).toEqual(outputs);
    expect(await call('runs.reverify', { runId, jobId: crypto.randomUUID() })).toMatchObject({
      passed: true,
    });
    const sign = call('runs.signOff', { runId, role: 'prepared', name: 'Ana' });
    expect(await problemOf(sign)).toBe('signoff.archived');
    await call('delivery.save', { delivery: { place: 's3://reports/month' } });
    const deliver = call('runs.deliver', { runId, jobId: crypto.randomUUID() });
    expect(await problemOf(deliver)).toBe('run.archived');
    await call('runs.unarchive', { runIds: [runId], reason: 'It was the right one' });
    await call('runs.signOff', { runId, role: 'prepared', name: 'Ana' });
    const again = call('runs.archive', { runIds: [runId], reason: 'x' });
    expect(await problemOf(again)).toBe('archive.signed-off');
  });
});
