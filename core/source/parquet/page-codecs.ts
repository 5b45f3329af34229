import zlib from 'node:zlib';
import { snappyUncompress } from 'hyparquet/src/snappy.js';
import { hadoopLz4, lz4 } from './lz4.ts';

/** LZ4 as Hadoop frames it. */
export const LZ4_HADOOP = 5;

/** How the bytes of a page are unpacked, by the number that the format gives to the codec. */
const UNPACK: Readonly<Record<number, (packed: Buffer, length: number) => Buffer>> = {
  0: (packed) => packed,
  1: (packed, length) => {
    const output = Buffer.alloc(length);
    snappyUncompress(packed, output);
    return output;
  },
  2: (packed, length) => zlib.gunzipSync(packed, { maxOutputLength: length }),
  4: (packed, length) => zlib.brotliDecompressSync(packed, { maxOutputLength: length }),
  [LZ4_HADOOP]: hadoopLz4,
  6: (packed, length) => zlib.zstdDecompressSync(packed, { maxOutputLength: length }),
  7: lz4,
};

/** What packed bytes hold. Throws where that is not so many bytes, or the codec is none that is known. */
export function unpacked(codec: number, packed: Buffer, length: number): Buffer {
  if (length === 0) return Buffer.alloc(0);
  const unpack = UNPACK[codec];
  if (!unpack) throw new Error(`no codec has the number ${codec}`);
  const bytes = unpack(packed, length);
  if (bytes.length !== length) throw new Error('a page is not as long as it says');
  return bytes;
}
