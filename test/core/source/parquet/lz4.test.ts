import { describe, expect, it } from 'vitest';
import { hadoopLz4, lz4 } from '../../../../core/source/parquet/lz4.ts';

/** "abcd", then 20 bytes from 4 before on (a match that overlaps itself), then "end". */
const BLOCK = Buffer.from([0x4f, ...Buffer.from('abcd'), 4, 0, 1, 0x30, ...Buffer.from('end')]);
const PLAIN = `${'abcd'.repeat(6)}end`;

const be = (...sizes: number[]): Buffer => {
  const bytes = Buffer.alloc(sizes.length * 4);
  sizes.forEach((size, i) => bytes.writeUInt32BE(size, i * 4));
  return bytes;
};
const { length } = PLAIN;

describe('LZ4', () => {
  it('is unpacked, with matches that overlap themselves and lengths of many bytes', () => {
    expect(lz4(BLOCK, length).toString()).toBe(PLAIN);
    const long = Buffer.alloc(600, 'x');
    expect(lz4(Buffer.concat([Buffer.from([0xf0, 255, 255, 75]), long]), 600)).toEqual(long);
  });

  it('is unpacked as Hadoop frames it: one block, several in a frame, several frames, or bare', () => {
    const block = Buffer.concat([be(BLOCK.length), BLOCK]);
    const frame = Buffer.concat([be(length), block]);
    expect(hadoopLz4(frame, length).toString()).toBe(PLAIN);
    expect(hadoopLz4(Buffer.concat([be(2 * length), block, block]), 2 * length).toString()).toBe(
      PLAIN + PLAIN,
    );
    expect(hadoopLz4(Buffer.concat([frame, be(0), frame]), 2 * length).toString()).toBe(
      PLAIN + PLAIN,
    );
    expect(hadoopLz4(BLOCK, length).toString()).toBe(PLAIN);
  });

  it('is never unpacked to another length, nor from a part of it', () => {
    const frame = Buffer.concat([be(length, BLOCK.length), BLOCK]);
    for (const other of [0, length - 1, length + 1, 1000]) {
      expect(() => lz4(BLOCK, other)).toThrow('not LZ4');
      expect(() => hadoopLz4(frame, other)).toThrow('not LZ4');
    }
    for (let cut = 0; cut < BLOCK.length; cut++)
      expect(() => lz4(BLOCK.subarray(0, cut), length)).toThrow('not LZ4');
    for (let cut = 0; cut < frame.length; cut++)
      expect(() => hadoopLz4(frame.subarray(0, cut), length)).toThrow('not LZ4');
  });

  it('has no match from before its block', () => {
    const frame = Buffer.concat([be(length, BLOCK.length), BLOCK]);
    // A second block that reaches back into the first one.
    const back = Buffer.from([0x11, ...Buffer.from('z'), 9, 0, 0x10, ...Buffer.from('z')]);
    const two = Buffer.concat([frame, be(7, back.length), back]);
    expect(() => hadoopLz4(two, length + 7)).toThrow('not LZ4');
    expect(() => lz4(Buffer.from([0x10, 0x61, 0, 0, 0x10, 0x61]), 6)).toThrow('not LZ4');
  });
});
