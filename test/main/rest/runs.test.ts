import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SAMPLES, servedApi } from './served.ts';

const place = join(SAMPLES, 'tc_raw_data.xlsx');

it('starts a run, tells how it ended, and gives its rows by page and its files whole or in part', async () => {
  const { ask, reconciled, history } = await servedApi();
  const runId = await reconciled({ place });
  const run = (await ask(`/v1/runs/${runId}`)).json;
  expect(run).toMatchObject({ id: runId, status: 'completed', sourceName: expect.any(String) });
  expect(run.checks.map(({ passed }: { passed: boolean }) => passed)).toEqual(Array(7).fill(true));
  expect(run).not.toHaveProperty('folder');

  const first = (await ask(`/v1/runs/${runId}/rows?limit=500`)).json;
  const ids = new Set<number>();
  let { next } = first;
  for (const { n } of first.items) ids.add(n);
  while (next !== null) {
    const page = (await ask(`/v1/runs/${runId}/rows?limit=500&cursor=${next}`)).json;
    for (const { n } of page.items) ids.add(n);
    next = page.next;
  }
  expect(ids.size).toBe(first.total);

  const file = run.files.find(({ name }: { name: string }) => name === 'exceptions.csv');
  const part = await ask(file.href, { headers: { range: 'bytes=5-9' } });
  const whole = await ask(file.href);
  expect(createHash('sha256').update(whole.text).digest('hex')).toBe(file.sha256);
  expect(whole.headers['etag']).toBe(`"${file.sha256}"`);
  expect([part.status, part.text]).toEqual([206, whole.text.slice(5, 10)]);
  expect((await ask(file.href, { headers: { range: `bytes=${10 ** 12}-` } })).status).toBe(416);

  // A part of it, with all that came after, and the whole.
  const trail = history.auditTrail({ runId });
  const by = (action: string) => trail.filter((entry) => entry.action === action);
  expect(by('run.started').map(({ address }) => address)).toEqual(['API, token test']);
  expect(by('run.opened').map(({ address }) => address)).toEqual(['API, token test']);
  expect(by('export.written').map(({ address }) => address)).toEqual(
    Array(2).fill('API, token test'),
  );
  expect(history.verifyAudit(true).breaks).toEqual([]);
});

it('does once what has a key, whatever comes of it', async () => {
  const { ask, history } = await servedApi();
  const start = (key: string, body: object) =>
    ask('/v1/runs', { method: 'POST', headers: { 'idempotency-key': key }, body });
  const first = await start('k1', { place });
  const second = await start('k1', { place });
  expect(first.status).toBe(202);
  expect([second.status, second.text]).toEqual([202, first.text]);
  expect(second.headers['location']).toBe(first.headers['location']);
  expect((await start('k1', { place, force: true })).json).toMatchObject({
    code: 'api.idempotency-other',
    status: 422,
  });
  const refusedOnce = await start('k2', {});
  expect([refusedOnce.status, (await start('k2', {})).text]).toEqual([400, refusedOnce.text]);
  expect((await start('a b', { place })).json.code).toBe('api.idempotency-key');
  await ask(`${String(first.headers['location'])}?wait=60`);
  expect(history.listRuns()).toHaveLength(1);
});

it('opens no file beside those of the run, and no place that is not allowed', async () => {
  const { ask, reconciled } = await servedApi();
  const runId = await reconciled({ place });
  for (const name of [
    '..%2F..%2Fhistory.db',
    '%2Fetc%2Fpasswd',
    '..',
    'ledger.bin',
    '%00',
    'x%2500',
  ])
    expect([400, 404]).toContain((await ask(`/v1/runs/${runId}/files/${name}`)).status);
  expect((await ask('/v1/runs/..%2F..%2Fx/files/exceptions.csv')).status).toBe(404);
  const outside = await ask('/v1/runs', { method: 'POST', body: { place: '/etc/passwd' } });
  expect(outside.json).toMatchObject({ code: 'path.not-allowed', status: 403 });
});
