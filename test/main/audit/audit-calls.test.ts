import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { historyFile } from '../../../main/data-folder/data-folder.ts';
import { application, problemOf } from '../app/application-fixture.ts';

it('has the whole log as a list that is filtered, and as a file', async () => {
  const { app, call, dataDir } = application();
  await call('settings.set', { policy: 'exact' });
  await problemOf(call('runs.get', { runId: 'nobody' }));
  app.calls.flush();
  const all = await call('audit.list', {});
  expect(all.items.map(({ action }) => action)).toEqual([
    'call.refused',
    'settings.changed',
    'program.started',
  ]);
  expect(all.items[0]).toMatchObject({
    runId: 'nobody',
    address: 'browser',
    detail: { call: 'runs.get', code: 'run.unknown' },
  });
  for (const [query, found] of [
    [{ kind: 'configures' }, ['settings.changed']],
    [{ act: 'program.started' }, ['program.started']],
    [{ runId: 'nobody' }, ['call.refused']],
    [{ text: 'EXACT settings' }, ['settings.changed']],
    [{ text: 'exact refused' }, []],
    [{ from: Date.now() + 3_600_000 }, []],
  ] as const) {
    const { items, total } = await call('audit.list', { query });
    expect(items.map(({ action }) => action)).toEqual(found);
    expect(total).toBe(found.length);
  }
  app.calls.flush();
  expect((await call('audit.facets', {})).acts).toContain('log.opened');
  const path = join(dataDir, 'exports', 'log.csv');
  const { rows } = await call('audit.export', {
    query: { kind: 'configures' },
    target: { kind: 'path', path },
  });
  expect(rows).toBe(1);
  expect(readFileSync(path, 'utf8')).toMatch(/^ENTRY,AT_UTC,PERSON,.*\r?\n2,.*settings\.changed/);
});

it('tells of a break until somebody explains it, and of another one again', async () => {
  const { call, dataDir, event } = application();
  await call('settings.set', { policy: 'exact' });
  const verified = () => call('audit.verify', { jobId: randomUUID() });
  expect(await verified()).toMatchObject({ open: [], verdict: { isFull: true, count: 0 } });
  const edit = (sql: string): void => {
    const db = new Database(historyFile(dataDir));
    db.exec(sql);
    db.close();
  };
  edit(`UPDATE app_settings SET value = '"whole-lot"' WHERE name = 'policy'`);
  const { open } = await verified();
  expect(open).toMatchObject([{ kind: 'row-changed', message: expect.stringContaining('policy') }]);
  expect(
    await event((e) => (e.name === 'audit.changed' && e.payload.open === 1 ? e : undefined)),
  ).toBeDefined();
  const explained = { breaks: open.map(({ id }) => id), by: 'Ada', reason: 'A trial of ours.' };
  expect((await call('audit.explain', explained)).open).toEqual([]);
  expect((await verified()).open).toEqual([]);
  const [entry] = (await call('audit.list', { query: { act: 'log.explained' } })).items;
  expect(entry).toMatchObject({ actor: 'Ada', detail: { reason: 'A trial of ours.' } });
  edit(`UPDATE app_settings SET value = '"one-to-one"' WHERE name = 'policy'`);
  expect((await verified()).open).toHaveLength(1);
});

it('verifies itself when the program starts', async () => {
  const { event } = application();
  expect(await event((e) => (e.name === 'audit.changed' ? e.payload : undefined))).toEqual({
    open: 0,
  });
});
