import { unpacked } from './page-codecs.ts';
import { bool, i32, struct, structIn, wholeIn, type RawFields } from './thrift-fields.ts';
import { FALSE } from './thrift-reading.ts';

/** A page of a column: its header (PageHeader of parquet.thrift) and the bytes after it. */
export interface Page {
  readonly header: RawFields;
  readonly content: Buffer;
}

/** What of a column says how its pages lie. */
export interface PagedColumn {
  readonly codec: number;
  /** Bytes of a value; 0 where they differ. */
  readonly width: number;
  /** Whether each value says how deep in lists it lies, and whether it is there. */
  readonly repeated: boolean;
  readonly optional: boolean;
}

const DATA = 0;
export const DICTIONARY = 2;
const DATA_V2 = 3;

const PLAIN = 0;
export const BYTE_STREAM_SPLIT = 9;

/**
 * The same page without compression, and with its values one after the other where they were split by
 * byte. Null for an index, which is not needed. Throws where the page is damaged.
 */
export function plainPage({ header, content }: Page, column: PagedColumn): Page | null {
  const length = wholeIn(header, 2);
  switch (wholeIn(header, 1, -1)) {
    case DICTIONARY:
      return { header: resized(header, length), content: unpacked(column.codec, content, length) };
    case DATA: {
      const bytes = unpacked(column.codec, content, length);
      const about = structIn(header, 5);
      const levels = levelBytes(bytes, column);
      const values = plainValues(about, 2, bytes.subarray(levels), column.width);
      return {
        header: resized(header, length).set(5, struct(about)),
        content: Buffer.concat([bytes.subarray(0, levels), values]),
      };
    }
    case DATA_V2: {
      const about = structIn(header, 8);
      const levels = wholeIn(about, 5) + wholeIn(about, 6);
      if (levels < 0 || levels > content.length || levels > length)
        throw new Error('a page is shorter than its levels');
      // Levels are never compressed here.
      const rest = content.subarray(levels);
      const packed = about.get(7)?.type !== FALSE;
      const bytes = packed ? unpacked(column.codec, rest, length - levels) : rest;
      const values = plainValues(about, 4, bytes, column.width);
      about.set(7, bool(false));
      return {
        header: resized(header, levels + values.length).set(8, struct(about)),
        content: Buffer.concat([content.subarray(0, levels), values]),
      };
    }
    default:
      return null;
  }
}

/** The header of a page that is so long and not compressed; its checksum was of other bytes. */
function resized(header: RawFields, length: number): RawFields {
  const plain = new Map(header).set(2, i32(length)).set(3, i32(length));
  plain.delete(4);
  return plain;
}

/** How many bytes come before the values: each kind of level says how long it is. */
function levelBytes(bytes: Buffer, { repeated, optional }: PagedColumn): number {
  let at = 0;
  for (const present of [repeated, optional]) {
    if (!present) continue;
    if (bytes.length - at < 4) throw new Error('a page ends in its levels');
    at += 4 + bytes.readUInt32LE(at);
    if (at > bytes.length) throw new Error('a page ends in its levels');
  }
  return at;
}

/** The values as they are, or put together again; `about` is told in its field `encoding`. */
function plainValues(about: RawFields, encoding: number, values: Buffer, width: number): Buffer {
  if (wholeIn(about, encoding) !== BYTE_STREAM_SPLIT) return values;
  if (width <= 0 || values.length % width !== 0)
    throw new Error('values split by byte are not of one length');
  about.set(encoding, i32(PLAIN));
  const count = values.length / width;
  const joined = Buffer.alloc(values.length);
  for (let byte = 0; byte < width; byte++)
    for (let i = 0, from = byte * count, to = byte; i < count; i++, from++, to += width)
      joined[to] = values[from]!;
  return joined;
}
