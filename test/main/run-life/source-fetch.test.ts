import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sourceFetch, sourceFetchAgain } from '../../../main/run-life/source-fetch.ts';
import { NO_ACCESS } from '../../../main/sources/remote-access.ts';
import { scratch } from '../app/application-fixture.ts';

const how = { access: NO_ACCESS, period: null, waitMs: 0, cacheBytes: 2 ** 30 };
const progress = { onProgress: () => undefined };

/** A shop that gives an object to those who bring the signature, until it is closed. */
async function shop(bytes: string): Promise<{ url: string; asked: string[]; close: () => void }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url!);
    const may = request.url!.includes('X-Amz-Signature=abc');
    response.writeHead(may ? 200 : 403).end(may ? bytes : '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = (): void => void server.close();
  onTestFinished(close);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/ledger.csv`, asked, close };
}

describe('the bytes of a source', () => {
  it('are read where they lie', async () => {
    const path = join(scratch(), 'a.csv');
    writeFileSync(path, 'a');
    const fetched = await sourceFetch({ root: scratch(), place: '/named.csv', path, ...how })(
      progress,
    );
    expect(fetched).toMatchObject({
      path,
      place: '/named.csv',
      source: '/named.csv',
      bytes: 1,
    });
  });

  it('are fetched, and taken again from what is kept when the run goes on', async () => {
    const { url, asked } = await shop('the ledger');
    const root = scratch();
    const first = await sourceFetch({
      root,
      place: `${url}?X-Amz-Signature=abc`,
      path: null,
      ...how,
    })(progress);
    expect(first.place).toBe(url);
    expect(readFileSync(first.path, 'utf8')).toBe('the ledger');
    const sha256 = createHash('sha256').update('the ledger').digest('hex');
    expect(first.sha256).toBe(sha256);
    const again = { root, place: first.place, path: null, ...how };
    expect(await sourceFetchAgain(again, sha256)(progress)).toMatchObject({
      path: first.path,
      sha256,
    });
    expect(asked).toHaveLength(1);
    // What is kept is trusted only if it is what it was.
    writeFileSync(first.path, 'another');
    await expect(sourceFetchAgain(again, sha256)(progress)).rejects.toMatchObject({
      kind: 'source-unreadable',
    });
    expect(asked).toHaveLength(2);
  });
});
