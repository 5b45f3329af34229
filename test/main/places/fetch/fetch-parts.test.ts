import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it, vi } from 'vitest';
import { fetchPlace } from '../../../../main/places/fetch/fetch-place.ts';
import { problemOf, scratch } from '../../app/application-fixture.ts';
import { fetchOptions, PART_BYTES } from './fetch-options.ts';
import { etagOf, noise, objectServer } from './object-server.ts';
import type { Fault } from './object-server.ts';
import { keptIn } from '../remote/remote-server.ts';
import { PATIENTLY } from '../../../patience.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
/** Four parts and a bit. */
const LARGE = 4 * PART_BYTES + 12_345;

describe('a large object', () => {
  it('comes in parts, whole and in order', async () => {
    const server = await objectServer(noise(LARGE));
    const told: number[] = [];
    const fetched = await fetchPlace(
      server.url,
      fetchOptions(scratch(), { onProgress: ({ done }) => void told.push(done) }),
    );
    expect(fetched).toMatchObject({ bytes: LARGE, sha256: sha256(server.bytes) });
    expect(sha256(readFileSync(fetched.path))).toBe(fetched.sha256);
    expect(server.asked).toHaveLength(5);
    expect(told.at(-1)).toBe(LARGE);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  /** Sends the first half of what was asked for, then does its worst. */
  const halfThen =
    (worst: (context: Parameters<Fault>[0]) => void, ...which: number[]): Fault =>
    (context) => {
      if (!which.includes(context.n)) return false;
      context.send(context.body.subarray(0, context.body.length / 2));
      worst(context);
      return true;
    };

  it.each<[string, Fault, string]>([
    [
      'resets in mid-body',
      halfThen(({ request }) => setImmediate(() => request.socket.resetAndDestroy()), 2, 4),
      'interrupted',
    ],
    [
      'ends early',
      halfThen(({ response }) => setImmediate(() => response.destroy()), 2, 4),
      'after',
    ],
    ['stalls', halfThen(() => undefined, 3), 'did not respond'],
    [
      'is broken for a while',
      ({ n, response }) => n > 1 && n < 4 && Boolean(response.writeHead(500).end()),
      'an internal error',
    ],
    [
      'is busy for a while',
      ({ n, response }) =>
        n > 1 && n < 4 && Boolean(response.writeHead(503, { 'retry-after': '0' }).end()),
      'is busy',
    ],
  ])('arrives whole from a server that %s, and the analyst is told', async (name, fault, words) => {
    const stalls = name === 'stalls';
    const server = await objectServer(noise(LARGE));
    server.fault = fault;
    const told = new Set<string>();
    const root = scratch();
    const fetched = await fetchPlace(
      server.url,
      fetchOptions(root, {
        // Short where it has to run out, else long enough for a machine that is busy.
        patienceMs: stalls ? 1_000 : 600_000,
        onProgress: (progress) => void told.add(progress.words),
      }),
    );
    expect(sha256(readFileSync(fetched.path))).toBe(sha256(server.bytes));
    expect([...told].some((one) => one.includes(words))).toBe(true);
    // Broken parts went on where they broke off.
    expect(server.asked.length).toBeLessThanOrEqual(5 + 3);
    expect(keptIn(root).filter((name) => name.startsWith('.partial'))).toEqual([]);
  });

  it('is gone on with after it failed for good: finished parts are not fetched again', async () => {
    const server = await objectServer(noise(LARGE));
    const root = scratch();
    // The fourth part is refused, but not before the three before it have arrived.
    const held: ServerResponse[] = [];
    let arrived = 0;
    const refuse = (): void => {
      if (arrived >= 3 * PART_BYTES)
        for (const response of held.splice(0)) response.writeHead(500).end();
    };
    server.fault = ({ from, response }) => {
      if (from < 3 * PART_BYTES) return false;
      held.push(response);
      refuse();
      return true;
    };
    const failing = fetchPlace(
      server.url,
      fetchOptions(root, {
        onProgress({ done }) {
          arrived = done;
          refuse();
        },
      }),
    );
    expect(await problemOf(failing)).toBe('source.server-fault');
    expect(keptIn(root).some((name) => name.endsWith('.csv'))).toBe(false);
    server.fault = null;
    const before = server.asked.length;
    const fetched = await fetchPlace(server.url, fetchOptions(root));
    expect(sha256(readFileSync(fetched.path))).toBe(sha256(server.bytes));
    const ranges = server.asked.slice(before).map(({ headers }) => headers.range);
    // The look, and what was missing.
    expect(ranges).toHaveLength(3);
    expect(ranges).not.toContain(`bytes=${PART_BYTES}-${2 * PART_BYTES - 1}`);
  });

  it('is gone on with after it was cancelled', async () => {
    // A whole part more, so that something is still to come when four have arrived.
    const server = await objectServer(noise(LARGE + PART_BYTES));
    const root = scratch();
    const cancelling = new AbortController();
    const cancelled = fetchPlace(
      server.url,
      fetchOptions(root, {
        signal: cancelling.signal,
        onProgress: ({ done }) => done >= 4 * PART_BYTES && cancelling.abort(),
      }),
    );
    expect(await problemOf(cancelled)).toBe('run.cancelled');
    const told: number[] = [];
    const fetched = await fetchPlace(
      server.url,
      fetchOptions(root, { onProgress: ({ done }) => void told.push(done) }),
    );
    expect(sha256(readFileSync(fetched.path))).toBe(sha256(server.bytes));
    expect(told[0]).toBeGreaterThanOrEqual(3 * PART_BYTES);
  });

  it('is gone on with by another process after the one that fetched it was killed', async () => {
    const server = await objectServer(noise(LARGE));
    const root = scratch();
    // The last part never comes; the fetching process is killed when the others are on the disk.
    server.fault = ({ from }) => from >= 4 * PART_BYTES;
    const script = join(import.meta.dirname, 'children', 'fetch-place.ts');
    const child = spawn(process.execPath, [script, root, server.url], { stdio: 'ignore' });
    const ended = once(child, 'exit');
    await vi.waitFor(
      () => {
        const journal = keptIn(root).find((name) => name.endsWith('journal.json'));
        const text = readFileSync(join(root, 'fetched', journal!), 'utf8');
        expect((JSON.parse(text) as { done: number[] }).done).toHaveLength(4);
      },
      { ...PATIENTLY, interval: 20 },
    );
    child.kill('SIGKILL');
    await ended;
    server.fault = null;
    const before = server.asked.length;
    const fetched = await fetchPlace(server.url, fetchOptions(root));
    expect(sha256(readFileSync(fetched.path))).toBe(sha256(server.bytes));
    expect(server.asked.slice(before).map(({ headers }) => headers.range)).toEqual([
      `bytes=0-${PART_BYTES - 1}`,
      `bytes=${4 * PART_BYTES}-${LARGE - 1}`,
    ]);
    expect(keptIn(root).filter((name) => name.startsWith('.partial'))).toEqual([]);
  });

  it('that is replaced meanwhile is fetched anew, and none of the old is in it', async () => {
    const server = await objectServer(noise(LARGE));
    const old = server.bytes;
    server.fault = ({ n }) => {
      if (n === 3) server.bytes = noise(LARGE + 1);
      return false;
    };
    const fetched = await fetchPlace(server.url, fetchOptions(scratch()));
    expect(server.bytes).not.toBe(old);
    expect(fetched).toMatchObject({ bytes: LARGE + 1, sha256: sha256(server.bytes) });
    expect(fetched.facts?.etag).toBe(etagOf(server.bytes));
  });

  it('that is replaced again and again is given up, with nothing kept', async () => {
    const server = await objectServer(noise(LARGE));
    const root = scratch();
    server.fault = ({ from }) => {
      if (from > 0) server.bytes = noise(LARGE);
      return false;
    };
    expect(await problemOf(fetchPlace(server.url, fetchOptions(root)))).toBe('source.replaced');
    expect(keptIn(root)).toEqual([]);
  });

  it('is not begun where the disk has no room for it', async () => {
    const server = await objectServer(noise(LARGE));
    const root = scratch();
    const freeBytes = async (): Promise<number> => LARGE;
    const fetching = fetchPlace(server.url, fetchOptions(root, { freeBytes }));
    await expect(fetching).rejects.toMatchObject({
      code: 'source.no-space',
      message: expect.stringContaining('5 MiB') as string,
    });
    expect(keptIn(root)).toEqual([]);
  });
});

describe('an object that was fetched before', () => {
  it('costs one request while it has not changed', async () => {
    const server = await objectServer(noise(1000));
    const root = scratch();
    const first = await fetchPlace(server.url, fetchOptions(root));
    expect(first.facts?.from).toBe('place');
    const asked = server.asked.length;
    const second = await fetchPlace(server.url, fetchOptions(root));
    expect(server.asked.length - asked).toBe(1);
    expect(second).toEqual({ ...first, facts: { ...first.facts, from: 'cache' } });
  });

  it('is fetched again when it has changed, and when its copy was touched', async () => {
    const server = await objectServer(noise(1000));
    const root = scratch();
    const first = await fetchPlace(server.url, fetchOptions(root));
    server.bytes = noise(900);
    const second = await fetchPlace(server.url, fetchOptions(root));
    expect(second).toMatchObject({ sha256: sha256(server.bytes), facts: { from: 'place' } });
    expect(second.sha256).not.toBe(first.sha256);
    writeFileSync(second.path, noise(900));
    const third = await fetchPlace(server.url, fetchOptions(root));
    expect(third).toMatchObject({ sha256: sha256(server.bytes), facts: { from: 'place' } });
    expect(sha256(readFileSync(third.path))).toBe(third.sha256);
  });

  it('gives way to newer ones where the cache is full', async () => {
    const root = scratch();
    const [one, two] = [await objectServer(noise(1000)), await objectServer(noise(1000))];
    const first = await fetchPlace(one.url, fetchOptions(root, { cacheBytes: 1500 }));
    const second = await fetchPlace(two.url, fetchOptions(root, { cacheBytes: 1500 }));
    expect(keptIn(root)).toContain(second.sha256);
    expect(keptIn(root)).not.toContain(first.sha256);
  });
});

describe('the bytes of an object', () => {
  const digest = (bytes: Buffer): string =>
    `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;

  it('are checked against the digest that the server tells', async () => {
    const bytes = noise(5000);
    const server = await objectServer(bytes, { 'repr-digest': digest(bytes) });
    const fetched = await fetchPlace(server.url, fetchOptions(scratch()));
    expect(fetched.facts?.checkedBy).toBe('sha256');
  });

  it('are fetched once more where they do not fit it, and refused where they never do', async () => {
    const bytes = noise(5000);
    const server = await objectServer(bytes, { 'repr-digest': digest(bytes) });
    const flip: Fault = ({ body, send }) => {
      const altered = Buffer.from(body);
      altered[100]! ^= 1;
      send(altered);
      return true;
    };
    server.fault = (context) => context.n === 1 && flip(context);
    const root = scratch();
    const fetched = await fetchPlace(server.url, fetchOptions(root));
    expect(fetched.sha256).toBe(sha256(bytes));
    server.fault = flip;
    const other = scratch();
    expect(await problemOf(fetchPlace(server.url, fetchOptions(other)))).toBe('source.checksum');
    expect(keptIn(other)).toEqual([]);
  });

  it('from S3 are checked against an ETag that is an MD5', async () => {
    const server = await objectServer(noise(5000), { 'x-amz-request-id': 'x' });
    const fetched = await fetchPlace(server.url, fetchOptions(scratch()));
    expect(fetched.facts).toMatchObject({ checkedBy: 'md5', etag: etagOf(server.bytes) });
    const encrypted = await objectServer(noise(5000), {
      'x-amz-request-id': 'x',
      'x-amz-server-side-encryption': 'aws:kms',
    });
    const unchecked = await fetchPlace(encrypted.url, fetchOptions(scratch()));
    expect(unchecked.facts?.checkedBy).toBeNull();
  });
});

describe('a source that is not there yet', () => {
  it('is waited for', async () => {
    const server = await objectServer(noise(100));
    server.fault = ({ n, response }) => n < 3 && Boolean(response.writeHead(404).end());
    const looks: number[] = [];
    const fetched = await fetchPlace(
      server.url,
      fetchOptions(scratch(), {
        waitMs: 60_000,
        lookEveryMs: 1,
        onProgress: ({ waiting }) => void (waiting && looks.push(waiting.looks)),
      }),
    );
    expect(fetched.sha256).toBe(sha256(server.bytes));
    expect(looks).toEqual([1, 2]);
  });

  it('may be a file of this machine', async () => {
    const folder = scratch();
    const path = join(folder, 'late.csv');
    const fetched = await fetchPlace(
      path,
      fetchOptions(scratch(), {
        waitMs: 60_000,
        lookEveryMs: 1,
        onProgress: ({ waiting }) => waiting && writeFileSync(path, 'a\n'),
      }),
    );
    expect(fetched).toMatchObject({ path, bytes: 2, facts: null });
  });
});
