import { get } from 'node:http';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SAMPLES, servedApi } from './served.ts';

it('tells of what happens as it happens, and of what was missed to who comes back', async () => {
  const { ask, server, mine, token } = await servedApi();
  const follow = (last: string, until: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${mine}`, 'last-event-id': last };
      const path = '/v1/events';
      const request = get({ host: '127.0.0.1', port: server.port, path, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
          if (!text.includes(until)) return;
          request.destroy();
          resolve(text);
        });
      });
      request.on('error', reject);
    });
  const live = follow('', 'job.ended');
  await ask('/v1/runs', { method: 'POST', body: { place: join(SAMPLES, 'tc_raw_data.xlsx') } });
  const [, first] = /id: (\S+)\ndata: {"name":"run.changed"/.exec(await live)!;
  const again = await follow(first!, 'job.ended');
  expect(again).not.toContain(`id: ${first}\n`);
  expect(again).not.toContain('"progress"');
  const blind = { authorization: `Bearer ${token(['runs:read'], 'blind')}` };
  expect((await ask('/v1/events', { headers: blind })).json.code).toBe('api.scope');
});
