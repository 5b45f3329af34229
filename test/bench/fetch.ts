import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash, randomFillSync } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const ROUNDS = 5;
const FLAGS = ['--disable-warning=ExperimentalWarning'];

export interface FetchTimes {
  readonly mib: number;
  readonly checkedBy: string | null;
  /** Ours, then curl with and without a signature; seconds, one a round, all of a round in a row. */
  readonly candidates: readonly { readonly who: string; readonly seconds: readonly number[] }[];
  /** Of our process; null where nothing was measured. */
  readonly peakMiB: number;
  /** How long the checksums of as many bytes take by themselves. */
  readonly hashingSeconds: number;
}

/**
 * An object from an S3 server on this machine: fetched by us, with its SHA-256 and its MD5, and by curl,
 * which checks nothing, in turns.
 */
export async function benchFetch(folder: string, mib: number): Promise<FetchTimes> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'object.csv');
  writeNoise(file, mib);
  const server = spawn(
    process.execPath,
    [...FLAGS, join(import.meta.dirname, 'storage-process.ts'), join(folder, 's3'), file],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    const [port] = (await once(server.stdout, 'data')) as [Buffer];
    const endpoint = `http://127.0.0.1:${port.toString().trim()}`;
    rmSync(file);
    const ours: Once[] = [];
    const signed: number[] = [];
    const plain: number[] = [];
    const curl = spawnSync('curl', ['--version']).status === 0;
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(fetchOnce(endpoint, join(folder, 'data')));
      if (!curl) continue;
      const got = join(folder, 'curl');
      const s3 = [
        ...['--aws-sigv4', 'aws:amz:us-east-1:s3', '--user', 'S3RVER:S3RVER'],
        ...['--header', 'x-amz-content-sha256: UNSIGNED-PAYLOAD'],
      ];
      signed.push(timed(() => curlOnce(endpoint, got, s3)));
      plain.push(timed(() => curlOnce(endpoint, got, [])));
      rmSync(got);
    }
    return {
      mib,
      checkedBy: ours[0]!.checkedBy,
      peakMiB: Math.max(...ours.map(({ peakMiB }) => peakMiB)),
      hashingSeconds: hashing(mib),
      candidates: [
        { who: 'this program', seconds: ours.map(({ seconds }) => seconds) },
        { who: 'curl --aws-sigv4', seconds: signed },
        { who: 'curl, unsigned', seconds: plain },
      ],
    };
  } finally {
    server.kill();
  }
}

interface Once {
  readonly seconds: number;
  readonly checkedBy: string | null;
  readonly peakMiB: number;
}

function fetchOnce(endpoint: string, root: string): Once {
  const script = join(import.meta.dirname, 'fetch-once.ts');
  const text = execFileSync(
    process.execPath,
    [...FLAGS, script, endpoint, 's3://bench/object.csv', root],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  rmSync(root, { recursive: true });
  return JSON.parse(text) as Once;
}

function curlOnce(endpoint: string, to: string, options: readonly string[]): void {
  execFileSync('curl', [
    ...['--silent', '--show-error', '--fail', '--output', to],
    ...options,
    `${endpoint}/bench/object.csv`,
  ]);
}

function timed(work: () => void): number {
  const from = performance.now();
  work();
  return (performance.now() - from) / 1000;
}

function hashing(mib: number): number {
  const block = Buffer.alloc(2 ** 20);
  const sums = [createHash('sha256'), createHash('md5')];
  return timed(() => {
    for (let n = 0; n < mib; n++) for (const sum of sums) sum.update(block);
    for (const sum of sums) sum.digest();
  });
}

function writeNoise(path: string, mib: number): void {
  const file = openSync(path, 'w');
  const block = Buffer.allocUnsafe(2 ** 20);
  for (let n = 0; n < mib; n++) writeSync(file, randomFillSync(block));
  closeSync(file);
}
