import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, crc32 } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MANIFEST } from '../../../../core/pack/files/manifest.ts';
import type { PackAbout } from '../../../../core/contract/close/pack.ts';
import type { PackFile } from '../../../../core/pack/files/pack-file.ts';
import { writePack } from '../../../../core/pack/files/write-pack.ts';
import { hasRoom, PACK_LIMITS } from '../../../../core/pack/verify/pack-bytes.ts';
import type { PackBytes } from '../../../../core/pack/verify/pack-bytes.ts';
import { verifyPack } from '../../../../core/pack/verify/verify-pack.ts';
import { directoryOf, localHeader } from '../../../../core/report/zip/zip-records.ts';
import type { ZipPlace } from '../../../../core/report/zip/zip-records.ts';
import { DEEP, someOf } from '../../../amount.ts';

const ABOUT: PackAbout = {
  entity: 'Thrive Cash',
  source: 'tc_raw_data',
  period: '2026-06',
  as_of: '2026-06-30',
  policy: 'exact',
  run: '20260701-090000-abcdef',
  source_file: { name: 'tc_raw_data.csv', bytes: 3, sha256: 'ab', kept: true },
  software: '1.0.0',
  rules_sha256: 'cd',
  how: 'By a test.',
};
const PATHS = ['data/allocations.csv', 'memo.pdf', 'source/Zahlung ü 1.csv'];
const bytesOf = (bytes: Uint8Array): PackBytes => ({
  bytes: bytes.length,
  read: (at, length) => Promise.resolve(bytes.subarray(at, at + length)),
});
const verdict = (bytes: Uint8Array) => verifyPack(bytesOf(bytes));

let folder: string;
let pack: Buffer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pack-'));
  const kept = join(folder, 'source.csv');
  writeFileSync(kept, 'a,b\r\n1,2\r\n');
  const files: PackFile[] = [
    { path: PATHS[2]!, content: { file: kept } },
    { path: PATHS[0]!, content: Buffer.from('SEQ,AMOUNT\r\n1,2.50\r\n'.repeat(9)) },
    { path: PATHS[1]!, content: Buffer.alloc(0) },
  ];
  await writePack(join(folder, 'pack.zip'), files, ABOUT);
  pack = readFileSync(join(folder, 'pack.zip'));
  await writePack(join(folder, 'again.zip'), files.toReversed(), ABOUT);
});
afterAll(() => rmSync(folder, { recursive: true }));

it('the same files give the same bytes, which are what was written', async () => {
  expect(readFileSync(join(folder, 'again.zip')).equals(pack)).toBe(true);
  const { faults, manifest } = await verdict(pack);
  expect(faults).toEqual([]);
  expect(manifest!.files.map(({ path }) => path)).toEqual(PATHS);
});

it('a file that changes while it is packed leaves no pack behind', async () => {
  const path = join(folder, 'changing.csv');
  writeFileSync(path, 'before');
  const files: PackFile[] = [
    { path: 'a', content: { file: path } },
    { path: 'b', content: Buffer.alloc(1) },
  ];
  const written = writePack(join(folder, 'broken.zip'), files, ABOUT, (file) => {
    if (file === 'b') writeFileSync(path, 'after!');
  });
  await expect(written).rejects.toThrow('a was changed while it was packed.');
  expect(() => readFileSync(join(folder, 'broken.zip'))).toThrow();
});

describe('any byte that is changed', () => {
  /** The files whose stretch of the archive, header and all, a byte lies in; null: the directory. */
  const ownerOf = (at: number): string | null => {
    for (const name of [...PATHS, MANIFEST].toReversed()) {
      const start = pack.indexOf(Buffer.from(name)) - 30;
      if (at >= start) return at < pack.indexOf(Buffer.from('PK\u0001\u0002')) ? name : null;
    }
    return null;
  };

  it('is noticed, and the file that it lies in is named', async () => {
    const places = someOf([...pack.keys()], DEEP ? pack.length : 150);
    for (const at of places) {
      for (const bit of DEEP ? [1, 2, 4, 8, 16, 32, 64, 128] : [1 << (at % 8)]) {
        const changed = Buffer.from(pack);
        changed[at]! ^= bit;
        const { faults } = await verdict(changed);
        const owner = ownerOf(at);
        expect(faults.length, `byte ${at}, bit ${bit}`).toBeGreaterThan(0);
        if (owner !== null)
          expect(
            faults.map(({ path }) => path),
            `byte ${at}, bit ${bit}`,
          ).toContain(owner);
      }
    }
  });

  it('is noticed where bytes are cut off, added or put in between', async () => {
    const all = fc.integer({ min: 1, max: pack.length - 1 });
    await fc.assert(
      fc.asyncProperty(all, async (at) => {
        expect((await verdict(pack.subarray(0, at))).faults.length).toBeGreaterThan(0);
        const more = Buffer.concat([pack.subarray(0, at), Buffer.of(0), pack.subarray(at)]);
        expect((await verdict(more)).faults.length).toBeGreaterThan(0);
      }),
      { numRuns: 20 },
    );
    const { faults } = await verdict(Buffer.concat([pack, Buffer.from('more')]));
    expect(faults[0]!.message).toContain('something follows it');
  });
});

/** An archive of the files of a pack with others beside them, the manifest last. */
function archiveWith(more: readonly { name: string; size?: number; text: string }[]): Buffer {
  const directory = pack.indexOf(Buffer.from('PK\u0001\u0002'));
  const parts: Buffer[] = [];
  const places: ZipPlace[] = [];
  let at = 0;
  const put = (name: string, packed: Buffer, size: number, crc: number): void => {
    const facts = { name, crc, bytes: packed.length, size };
    const header = localHeader(facts);
    places.push({ ...facts, at });
    parts.push(header, packed);
    at += header.length + packed.length;
  };
  for (const { name, text, size } of more)
    put(name, deflateRawSync(text), size ?? text.length, crc32(text));
  const start = pack.indexOf(Buffer.from(MANIFEST)) - 30;
  const [packed, size] = [18, 22].map((offset) => pack.readUInt32LE(start + offset)) as [
    number,
    number,
  ];
  const data = pack.subarray(directory - packed, directory);
  put(MANIFEST, data, size, pack.readUInt32LE(start + 14));
  return Buffer.concat([...parts, directoryOf(places, at)]);
}

it('files that are not of it, missing ones and tricks of archives are named', async () => {
  const faultsOf = async (...more: Parameters<typeof archiveWith>[0]) =>
    (await verdict(archiveWith(more))).faults.map(({ what, path }) => `${what} ${path}`);
  const missing = PATHS.map((path) => `missing ${path}`);
  expect(await faultsOf()).toEqual(missing);
  expect(await faultsOf({ name: 'new.txt', text: 'x' })).toEqual(['added new.txt', ...missing]);
  for (const name of ['../evil', '/etc/passwd', 'C:\\x', 'a\\..\\b', 'a//b', 'a/./b'])
    expect(await faultsOf({ name, text: 'x' })).toContain(`added ${name}`);
  expect(
    await faultsOf({ name: PATHS[1]!, text: '' }, { name: 'MEMO.pdf', text: 'other' }),
  ).toContain('added MEMO.pdf');
  const bomb = { name: PATHS[0]!, text: '\0'.repeat(1000), size: 2 ** 31 };
  const { faults } = await verdict(archiveWith([bomb]));
  expect(faults.map(({ message }) => message)).toContain(
    `${PATHS[0]!} would unpack to ${2 ** 31} bytes, far more than a pack has.`,
  );
  // More than it says: unpacking ends there.
  expect(await faultsOf({ name: PATHS[0]!, text: '\0'.repeat(100_000), size: 10 })).toContain(
    `changed ${PATHS[0]!}`,
  );
  expect((await verdict(Buffer.from('no archive'))).faults).toHaveLength(2);
});

it('a pack has room for no more files than are verified', () => {
  expect([PACK_LIMITS.files - 1, PACK_LIMITS.files].map(hasRoom)).toEqual([true, false]);
});
