import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EXAMPLE_CHART } from '../../../core/contract/close/charts/example-chart.ts';
import { application, scratch } from '../app/application-fixture.ts';
import { SAMPLES, servedApi } from './served.ts';

const LEDGER = [
  'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT',
  '1,earned,2026-01-05,7,100.00',
  '2,spent,2026-02-03,7,-45.00',
  '3,spent,2026-02-04,8,-7.00',
];

async function reconciledMonth() {
  const folder = scratch();
  const place = join(folder, 'Shop.csv');
  writeFileSync(place, `${LEDGER.join('\n')}\n`);
  const api = await servedApi({ allow: [folder] });
  const settings = { xlsx: false, period: '2026-02', policy: 'exact' };
  const runId = await api.reconciled({ place, settings });
  const post = (path: string, body: object) => api.ask(path, { method: 'POST', body });
  return { ...api, runId, post };
}

it('lists the exceptions of a run by page, and decides on them as the window does', async () => {
  const { ask, post, runId, history } = await reconciledMonth();
  const list = `/v1/runs/${runId}/exceptions`;
  const all = (await ask(list)).json;
  const first = (await ask(`${list}?limit=1`)).json;
  const rest = (await ask(`${list}?cursor=${first.next}`)).json;
  expect([...first.items, ...rest.items]).toEqual(all.items);
  expect([all.total, rest.next]).toEqual([all.items.length, null]);

  const [{ key }] = all.items;
  const decide = (body: object) => post(`${list}/decisions`, body);
  const bare = await decide({ keys: [key], status: 'accepted' });
  expect(bare.status).toBe(400);
  const decided = await decide({ keys: [key], status: 'accepted', note: 'Known.', owner: 'Ada' });
  expect(decided.status).toBe(200);
  const accepted = (await ask(`${list}?status=accepted&owner=Ada`)).json.items;
  expect(accepted.map((one: { key: string }) => one.key)).toEqual([key]);
  const told = history.auditTrail({ runId }).filter(({ id }) => decided.json.entries.includes(id));
  expect(told.map(({ address }) => address)).toEqual(Array(2).fill('API, token test'));
});

it('tells where the close of a period stands, and notes its entries as booked', async () => {
  const { ask, post, runId, dataDir } = await reconciledMonth();
  const { sourceId } = (await ask(`/v1/runs/${runId}`)).json;
  expect((await ask('/v1/sources')).json.items).toMatchObject([{ id: sourceId }]);
  const periods = `/v1/sources/${sourceId}/periods`;
  expect((await ask(periods)).json.items).toEqual([
    { period: '2026-02', runId, state: 'open', changed: [] },
  ]);
  const missing = async () =>
    (await ask(`${periods}/2026-02`)).json.missing.map(({ id }: { id: string }) => id);
  expect(await missing()).toContain('entries');

  await application({ dataDir }).call('close.enter', {
    ...{ sourceId, period: '2026-02' },
    entries: [{ is: 'chart', chart: EXAMPLE_CHART }],
  });
  const entries = `${periods}/2026-02/entries`;
  const { toBook } = (await ask(entries)).json;
  expect(toBook.length).toBeGreaterThan(0);
  const booked = await post(entries, { by: 'Ada' });
  expect([booked.status, booked.json.state]).toEqual([200, 'open']);
  expect(await missing()).not.toContain('entries');
  const after = (await ask(entries)).json;
  expect([after.toBook, after.booked.length]).toEqual([[], toBook.length]);
  expect((await ask(`${periods}/1999-01`)).json).toMatchObject({
    code: 'close.no-run',
    status: 404,
  });
});

it('lists a job that is under way, and cancels it', async () => {
  const { ask } = await servedApi();
  const body = { place: join(SAMPLES, 'tc_raw_data.xlsx') };
  const { json } = await ask('/v1/runs', { method: 'POST', body });
  const job = `/v1/jobs/${json.jobId}`;
  expect((await ask('/v1/jobs')).json.items).toMatchObject([{ jobId: json.jobId }]);
  const cancel = async () => (await ask(job, { method: 'DELETE' })).json;
  expect(await cancel()).toEqual({ cancelled: true });
  expect((await ask(`${job}?wait=60`)).json).toMatchObject({
    state: 'ended',
    outcome: 'cancelled',
  });
  expect(await cancel()).toEqual({ cancelled: false });
});
