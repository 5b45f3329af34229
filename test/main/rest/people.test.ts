import { expect, it, onTestFinished } from 'vitest';
import { actAsInProcess } from '../../../main/history/audit/session.ts';
import { signIn } from '../../../main/people/sign-in.ts';
import { newKey } from '../../../main/secrets/person-key.ts';
import { servedApi } from './served.ts';

it('lets a token do what the roles of whoever started the server allow, and nothing where that was nobody', async () => {
  const { ask, history, dataDir, server, mine } = await servedApi();
  expect((await ask('/v1/runs')).status).toBe(200);
  const passphrase = 'the passphrase of Ada';
  const id = history.addPerson('Ada', ['read-only'], await newKey(passphrase));
  for (const path of ['/v1/runs', '/v1/runs/x/files/exceptions.csv', '/v1/status'])
    expect((await ask(path)).json.code).toBe('people.sign-in');
  await server.stop();

  onTestFinished(() => actAsInProcess(null));
  actAsInProcess(await signIn(history, id, passphrase, Date.now()));
  const hers = await servedApi({ dataDir });
  const headers = { authorization: `Bearer ${mine}` };
  expect((await hers.ask('/v1/runs', { headers })).json.items).toEqual([]);
  const start = await hers.ask('/v1/runs', { method: 'POST', headers, body: { place: 'a.csv' } });
  expect(start.json.code).toBe('people.role');
  const match = { method: 'POST', headers, body: { rows: [{ TRANS_ID: '1' }] } };
  expect((await hers.ask('/v1/matches', match)).json.code).toBe('people.role');
});
