import { writeFileSync } from 'node:fs';
import { request } from 'node:https';
import type { RequestOptions } from 'node:https';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseCommand } from '../../../main/cli/arguments/arguments.ts';
import { startRest } from '../../../main/rest/server.ts';
import { ownCertificate } from '../../s3/certificate.ts';
import { scratch } from '../app/application-fixture.ts';
import { servedApi } from './served.ts';

it('is served beyond this computer with a certificate alone, and encrypted', async () => {
  expect(() => parseCommand(['serve', '--bind', '0.0.0.0'])).toThrow('without a certificate');
  expect(() => parseCommand(['serve', '--tls-cert', 'a.pem'])).toThrow('go together');
  const folder = scratch();
  const { cert, key } = await ownCertificate();
  const tls = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
  writeFileSync(tls.cert, cert);
  writeFileSync(tls.key, key);
  for (const bad of [
    { ...tls, key: join(folder, 'none.pem') },
    { ...tls, key: tls.cert },
  ])
    await expect(startRest({ dataDir: scratch(), tls: bad })).rejects.toMatchObject({
      code: 'api.certificate',
    });

  const { server, mine } = await servedApi({ bind: '0.0.0.0', tls });
  const status = (options: RequestOptions) =>
    new Promise<number | undefined>((resolve, reject) =>
      request(
        {
          ...{ host: '127.0.0.1', port: server.port, path: '/v1/status', agent: false },
          // By this name the certificate is looked at, by the Host the request.
          ...{ ca: cert, servername: 'localhost' },
          headers: { host: 'books.example', authorization: `Bearer ${mine}` },
          ...options,
        },
        (response) => resolve(response.resume().statusCode),
      )
        .on('error', reject)
        .end(),
    );
  expect(server.address).toBe(`https://0.0.0.0:${server.port}`);
  expect(await status({})).toBe(200);
  const elsewhere = { host: 'books.example', origin: 'https://evil.example' };
  expect(await status({ headers: elsewhere })).toBe(403);
  await expect(status({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1' })).rejects.toThrow();
});
