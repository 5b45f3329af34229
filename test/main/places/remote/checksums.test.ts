import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summing } from '../../../../main/places/remote/checksums.ts';
import type { ObjectChecksum } from '../../../../main/places/remote/remote-object.ts';

const sumOf = async (
  pieces: readonly Uint8Array[],
  algorithm: ObjectChecksum['algorithm'] | null,
  partBytes: number | null = null,
) => {
  const sum = summing(algorithm && { algorithm, value: '', partBytes });
  for (const piece of pieces) await sum.update(piece);
  return sum.end();
};
const hex = (algorithm: string, bytes: Uint8Array): string =>
  createHash(algorithm).update(bytes).digest('hex');

describe('the checksum of an object', () => {
  // The check values of the algorithms' own catalogues for "123456789".
  it.each([
    ['crc32', 'cbf43926'],
    ['crc32c', 'e3069283'],
    ['crc64nvme', 'ae8b14860a799888'],
    ['md5', '25f9e794323b453885f5181f1b624d0b'],
    ['sha1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
  ] as const)('is that of the standard: %s', async (algorithm, value) => {
    const { other } = await sumOf([Buffer.from('12345'), Buffer.from('6789')], algorithm);
    expect(other).toBe(value);
  });

  it('is the SHA-256 always, and nothing else where nothing else is wanted', async () => {
    const bytes = Buffer.from('123456789');
    const sha256 = hex('sha256', bytes);
    expect(await sumOf([bytes], null)).toEqual({ sha256, other: null });
    expect(await sumOf([bytes], 'sha256')).toEqual({ sha256, other: sha256 });
  });

  it('of parts is the checksum of their checksums, however the bytes arrive', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 30 }),
        async (pieces, partBytes) => {
          const whole = Buffer.concat(pieces);
          const parts = Array.from(
            { length: Math.max(1, Math.ceil(whole.length / partBytes)) },
            (_, part) => whole.subarray(part * partBytes, (part + 1) * partBytes),
          );
          const md5s = Buffer.concat(parts.map((part) => Buffer.from(hex('md5', part), 'hex')));
          const md5 = `${hex('md5', md5s)}-${parts.length}`;
          expect((await sumOf(pieces, 'md5', partBytes)).other).toBe(md5);
          const crcs = Buffer.concat(
            parts.map((part) => {
              const buffer = Buffer.alloc(4);
              buffer.writeUInt32BE(crc32(part));
              return buffer;
            }),
          );
          const crc = crc32(crcs).toString(16).padStart(8, '0');
          expect((await sumOf(pieces, 'crc32', partBytes)).other).toBe(`${crc}-${parts.length}`);
        },
      ),
    );
  });
});
