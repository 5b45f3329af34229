import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../../core/contract/problem.ts';
import { openSource } from '../../../../core/source/open-source.ts';
import { readFooter } from '../../../../core/source/parquet/parquet-footer.ts';
import { openFile } from '../../../../core/source/reading/source-file.ts';
import { problemOf, readAll, testFolder } from '../reading.ts';
import {
  bigEndian,
  byByte,
  BYTE_ARRAY,
  DOUBLE,
  FIXED,
  INT32,
  INT64,
  parquetFixture,
  type ParquetFixture,
} from './parquet-fixture.ts';

const folder = testFolder();
let files = 0;
function written(fixture: ParquetFixture): string {
  const path = join(folder, `${files++}.parquet`);
  writeFileSync(path, parquetFixture(fixture));
  return path;
}
/** What opening the file ends in: nothing of it is read before. */
const refused = (fixture: ParquetFixture): Promise<Problem> =>
  problemOf(openSource(written(fixture)));

const int64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(value));
  return bytes;
};
const double = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
};
/** The lower half of a number: of one that fits into 32 bits. */
const half = (bytes: Buffer): Buffer => bytes.subarray(0, 4);
/** Bytes as a block of LZ4 without a match, in Hadoop's frame. */
function framedLiterals(values: readonly Buffer[]): Buffer[] {
  const block = Buffer.concat([Buffer.from([0xf0, 1]), ...values]);
  const sizes = Buffer.from([0, 0, 0, 16, 0, 0, 0, block.length]);
  return [sizes, block];
}
const decimal = (precision: number, length: number): ParquetFixture => ({
  type: FIXED,
  length,
  values: [bigEndian(5858n, length), bigEndian(-5858n, length)],
  decimal: { precision, scale: 2, told: 'both' },
});

describe('a decimal', () => {
  it('of up to 38 digits is read', async () => {
    for (const [precision, length] of [
      [5, 3],
      [18, 8],
      [38, 16],
    ] as const)
      expect((await readAll(written(decimal(precision, length)))).rows).toEqual([
        ['AMOUNT'],
        [58.58],
        [-58.58],
      ]);
  });

  it.each([
    [39, 17],
    [40, 17],
    [75, 32],
    [76, 32],
  ])('of %i digits is refused by name, before any of it is read', async (precision, length) => {
    // The file is right: another reader takes it.
    const bytes = parquetFixture(decimal(precision, length));
    const file = new Uint8Array(bytes).buffer;
    const [first] = await parquetReadObjects({ file });
    expect(first!['AMOUNT']).toBeCloseTo(58.58);
    const problem = await refused(decimal(precision, length));
    expect([problem.kind, problem.code]).toEqual(['source-unreadable', 'source.unsupported']);
    expect(problem.message).toMatch(
      `The column AMOUNT of ${files - 1}.parquet is a decimal of ${precision}`,
    );
    expect(problem.hint).toContain('DECIMAL(38, 2)');
  });

  it('in bytes of any length, too', async () => {
    const value = bigEndian(5858n, 17);
    const values = [Buffer.concat([Buffer.from([17, 0, 0, 0]), value])];
    const told = { precision: 40, scale: 2, told: 'older' } as const;
    const problem = await refused({ type: BYTE_ARRAY, values, decimal: told });
    expect(problem.code).toBe('source.unsupported');
  });

  it('of which older readers are not told is refused: it would be a hundred times as much', async () => {
    const told = (where: 'both' | 'older' | 'newer'): ParquetFixture => ({
      type: INT64,
      values: [int64(5858)],
      decimal: { precision: 10, scale: 2, told: where },
    });
    for (const where of ['both', 'older'] as const)
      expect((await readAll(written(told(where)))).rows[1]).toEqual([58.58]);
    const problem = await refused(told('newer'));
    expect([problem.code, problem.message]).toEqual([
      'source.unsupported',
      expect.stringContaining('The column AMOUNT of'),
    ]);
  });
});

describe('what is written as few programs do', () => {
  const values = [int64(58), int64(-59)];

  it('is read where it can be', async () => {
    expect((await readAll(written({ type: INT64, values }))).rows.slice(1)).toEqual([[58], [-59]]);
    const split = byByte([double(58.5), double(59.25), ...Array<Buffer>(6).fill(double(1))]);
    expect(
      (await readAll(written({ type: DOUBLE, values: split, encoding: 9 }))).rows.slice(1, 3),
    ).toEqual([[58.5], [59.25]]);
  });

  it.each<[string, ParquetFixture]>([
    ['long whole numbers', { type: INT64, values: byByte(values), encoding: 9 }],
    ['whole numbers', { type: INT32, values: byByte(values.map(half)), encoding: 9 }],
    [
      'decimals',
      {
        ...decimal(38, 16),
        values: byByte([bigEndian(5800n, 16), bigEndian(-5900n, 16)]),
        encoding: 9,
      },
    ],
    ['LZ4 in Hadoop framing', { type: INT64, values: framedLiterals(values), codec: 5 }],
  ])('is read by way of a plain copy where DuckDB does not: %s', async (_, fixture) => {
    const count = { count: 2 };
    expect((await readAll(written({ ...fixture, ...count }))).rows.slice(1)).toEqual([[58], [-59]]);
  });

  it('is refused by name where it cannot', async () => {
    const problem = await refused({ type: INT64, values, codec: 3 });
    expect(problem.code).toBe('source.unsupported');
    expect(problem.message).toMatch(/AMOUNT.*LZO/);
    expect(problem.hint).toMatch(/^Export the file with /);
  });

  it.each(['all', 'column'] as const)(
    'encryption behind a plain footer is told: %s',
    async (encrypted) => {
      const problem = await refused({ type: INT64, values, encrypted });
      expect([problem.code, problem.message]).toEqual([
        'source.encrypted',
        `${files - 1}.parquet is an encrypted Parquet file.`,
      ]);
    },
  );
});

it('a footer with any byte changed is read or ends in a finding', async () => {
  const whole = parquetFixture(decimal(18, 8));
  const path = join(folder, 'flipped.parquet');
  for (let at = 4; at < whole.length; at++)
    for (const change of [0x01, 0x55, 0xff]) {
      const bytes = Buffer.from(whole);
      bytes[at] ^= change;
      writeFileSync(path, bytes);
      const file = await openFile(path);
      const outcome = await readFooter(file).then(
        () => 'read',
        async (thrown: unknown) => (await problemOf(Promise.reject(thrown as Error))).code,
      );
      await file.close();
      expect(outcome).toMatch(/^(read|source\.(damaged|encrypted))$/);
    }
});
