import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newSeal, openSeal } from '../../../../main/backup/seal/passphrase.ts';
import { opened, SealBroken, sealed } from '../../../../main/backup/seal/seal.ts';

const MIB = 2 ** 20;
const key = randomBytes(32);
async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
async function all(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const found: Uint8Array[] = [];
  for await (const chunk of chunks) found.push(chunk);
  return Buffer.concat(found);
}
const seal = (bytes: Buffer, name = 'objects/aa') =>
  all(sealed(key, name, inPieces(bytes, 99_991)));
const open = (bytes: Buffer, name = 'objects/aa', by = key) =>
  all(opened(by, name, inPieces(bytes, 77_773)));

describe('a sealed stream', () => {
  it.each([0, 1, MIB - 1, MIB, MIB + 1, 3 * MIB])(
    'of %i bytes opens to what was sealed',
    async (size) => {
      const bytes = randomBytes(size);
      const closed = await seal(bytes);
      expect(closed.length).toBe(24 + size + 16 * Math.max(1, Math.ceil(size / MIB)));
      expect((await open(closed)).equals(bytes)).toBe(true);
    },
  );

  it('opens to nothing else: flipped, cut, swapped, repeated, lengthened, of another name or key', async () => {
    const closed = await seal(randomBytes(2 * MIB + 500));
    const chunk = MIB + 16;
    const part = (n: number): Buffer => closed.subarray(24 + n * chunk, 24 + (n + 1) * chunk);
    const head = closed.subarray(0, 24);
    const edits: Buffer[] = [
      // Each of its first bytes, its tags, and some between.
      ...[0, 7, 8, 23, 24, 500, 24 + MIB, 24 + chunk - 1, 24 + chunk, closed.length - 1].map(
        (at) => {
          const edited = Buffer.from(closed);
          edited[at]! ^= 1;
          return edited;
        },
      ),
      ...[0, 10, 24, 30, 24 + chunk, 24 + 2 * chunk, closed.length - 1].map((end) =>
        closed.subarray(0, end),
      ),
      Buffer.concat([head, part(1), part(0), part(2)]),
      Buffer.concat([head, part(0), part(0), part(1), part(2)]),
      Buffer.concat([head, part(0), part(2)]),
      Buffer.concat([closed, Buffer.alloc(1)]),
      Buffer.concat([closed, part(2)]),
    ];
    for (const edited of edits) await expect(open(edited)).rejects.toBeInstanceOf(SealBroken);
    await expect(open(closed, 'objects/bb')).rejects.toBeInstanceOf(SealBroken);
    await expect(open(closed, 'objects/aa', randomBytes(32))).rejects.toBeInstanceOf(SealBroken);
  });

  it('never looks the same twice, although it is named by what it holds', async () => {
    const bytes = randomBytes(100);
    expect((await seal(bytes)).equals(await seal(bytes))).toBe(false);
  });
});

describe('a passphrase', () => {
  it('opens what it has sealed, however its letters are typed, and nothing else does', async () => {
    const { facts, key: made } = await newSeal('caf\u00e9 au lait', 2 ** 10);
    const again = await openSeal(facts, 'cafe\u0301 au lait');
    expect(again.key.equals(made.key)).toBe(true);
    expect(again.nameOf('a'.repeat(64))).toBe(made.nameOf('a'.repeat(64)));
    await expect(openSeal(facts, 'cafe au lait')).rejects.toMatchObject({
      code: 'backup.passphrase',
    });
    await expect(openSeal({ ...facts, N: 2 ** 11 }, 'caf\u00e9 au lait')).rejects.toMatchObject({
      code: 'backup.passphrase',
    });
  });
});
