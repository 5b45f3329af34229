import { expect, it } from 'vitest';
import { servedApi } from './served.ts';

it('matches rows at once, and keeps nothing of them but that it was done', async () => {
  const { ask, history } = await servedApi();
  const rows = [
    {
      TRANS_ID: '1',
      TCTYPE: 'earned',
      CREATEDAT: '2026-06-01 10:00:00',
      CUSTOMERID: 'c',
      AMOUNT: '20.00',
    },
    {
      TRANS_ID: '2',
      TCTYPE: 'spent',
      CREATEDAT: '2026-06-03 12:30:00',
      CUSTOMERID: 'c',
      AMOUNT: -12.5,
    },
  ];
  const match = (body: object) => ask('/v1/matches', { method: 'POST', body });
  const answer = await match({ policy: 'exact', rows });
  expect(answer.json.rows).toEqual([
    { id: '1', redeemId: null, status: 'partly redeemed', matchedCents: 1250, openCents: 750 },
    { id: '2', redeemId: null, status: 'matched', matchedCents: 1250, openCents: 0 },
  ]);
  expect((await match({ rows: [{ ...rows[0], AMOUNT: 'x' }] })).json).toMatchObject({
    status: 422,
  });
  expect((await match({ rows: [] })).json.code).toBe('api.invalid-input');
  expect((await match({ rows: Array(10_001).fill(rows[0]) })).json.code).toBe('api.invalid-input');
  expect(history.listRuns()).toEqual([]);
  const entries = history.auditTrail().filter(({ action }) => action === 'rows.matched');
  expect(entries.map(({ address, detail }) => [address, detail])).toEqual([
    ['API, token test', { rows: 2, policy: 'exact' }],
  ]);
});
