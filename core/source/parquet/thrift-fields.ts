import {
  FALSE,
  I32,
  I64,
  LIST,
  passValue,
  readByte,
  readList,
  readWhole,
  STRUCT,
  TRUE,
  type ThriftBytes,
} from './thrift-reading.ts';

/**
 * A struct of Thrift's compact protocol of which a few fields are to change: what is not looked into
 * keeps its bytes, known or unknown, and is written as it was read.
 */
export type RawFields = Map<number, RawField>;

export interface RawField {
  readonly type: number;
  /** Empty for true and false, which are types. */
  readonly bytes: Uint8Array;
}

/** Reads a struct. Throws `source.damaged` where the bytes are none. */
export function readFields(from: ThriftBytes): RawFields {
  const fields: RawFields = new Map();
  let id = 0;
  for (;;) {
    const head = readByte(from);
    if (head === 0) return fields;
    id = head >> 4 === 0 ? readWhole(from) : id + (head >> 4);
    const start = from.at;
    passValue(from, head & 15);
    fields.set(id, { type: head & 15, bytes: from.bytes.subarray(start, from.at) });
  }
}

/** The whole number that a field holds; `absent` where there is none. */
export function wholeIn(fields: RawFields, id: number, absent = 0): number {
  const field = fields.get(id);
  return field ? readWhole({ bytes: field.bytes, at: 0 }) : absent;
}

/** The struct that a field holds; empty where there is none. */
export function structIn(fields: RawFields, id: number): RawFields {
  const field = fields.get(id);
  return field ? readFields({ bytes: field.bytes, at: 0 }) : new Map();
}

/** The structs of the list that a field holds. */
export function structsIn(fields: RawFields, id: number): RawFields[] {
  return listIn(fields, id, readFields);
}

/** The whole numbers of the list that a field holds. */
export function wholesIn(fields: RawFields, id: number): number[] {
  return listIn(fields, id, readWhole);
}

function listIn<T>(fields: RawFields, id: number, item: (from: ThriftBytes) => T): T[] {
  const field = fields.get(id);
  const items: T[] = [];
  if (field) readList({ bytes: field.bytes, at: 0 }, (from) => items.push(item(from)));
  return items;
}

export const i32 = (value: number): RawField => ({ type: I32, bytes: zigzag(value) });
export const i64 = (value: number): RawField => ({ type: I64, bytes: zigzag(value) });
export const bool = (value: boolean): RawField => ({
  type: value ? TRUE : FALSE,
  bytes: new Uint8Array(),
});
export const struct = (fields: RawFields): RawField => ({
  type: STRUCT,
  bytes: fieldBytes(fields),
});
export const structs = (items: readonly RawFields[]): RawField =>
  list(STRUCT, items.map(fieldBytes));
export const wholes = (items: readonly number[]): RawField => list(I32, items.map(zigzag));

/** The bytes of a struct, its fields in the order of their ids. */
export function fieldBytes(fields: RawFields): Buffer {
  const parts: Uint8Array[] = [];
  let last = 0;
  for (const [id, { type, bytes }] of [...fields].sort(([one], [other]) => one - other)) {
    const step = id - last;
    if (step > 0 && step <= 15) parts.push(Uint8Array.of((step << 4) | type));
    else parts.push(Uint8Array.of(type), zigzag(id));
    parts.push(bytes);
    last = id;
  }
  return Buffer.concat([...parts, Uint8Array.of(0)]);
}

function list(of: number, items: readonly Uint8Array[]): RawField {
  const { length } = items;
  const head = Uint8Array.of((Math.min(length, 15) << 4) | of);
  return {
    type: LIST,
    bytes: Buffer.concat([head, length < 15 ? new Uint8Array() : varint(length), ...items]),
  };
}

function zigzag(value: number): Uint8Array {
  return varint(value >= 0 ? value * 2 : -value * 2 - 1);
}

/** A whole number of up to 53 bits, seven of them a byte. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 128; left = Math.floor(left / 128)) bytes.push((left % 128) | 128);
  return Uint8Array.of(...bytes, left);
}
