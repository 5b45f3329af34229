import { damaged } from '../reading/source-problem.ts';

/**
 * The part of Thrift's compact protocol that is needed to read a Parquet footer
 * (thrift-compact-protocol.md of apache/thrift): what is asked for is taken, all else is passed over.
 */
export interface ThriftBytes {
  readonly bytes: Uint8Array;
  /** Where the next value begins. */
  at: number;
}

export const TRUE = 1;
export const FALSE = 2;
const BYTE = 3;
const I16 = 4;
export const I32 = 5;
export const I64 = 6;
const DOUBLE = 7;
const BINARY = 8;
export const LIST = 9;
const SET = 10;
const MAP = 11;
export const STRUCT = 12;

/** Structures of Parquet nest some seven deep. */
const MOST_DEPTH = 32;

/** What takes a field of a struct, by its id; fields without one are passed over. */
export type ThriftFields = Readonly<Record<number, (from: ThriftBytes) => void>>;

/** Reads a struct field by field. Throws `source.damaged` where the bytes are none. */
export function readStruct(from: ThriftBytes, fields: ThriftFields): void {
  let id = 0;
  for (;;) {
    const head = readByte(from);
    if (head === 0) return;
    id = head >> 4 === 0 ? readWhole(from) : id + (head >> 4);
    const take = fields[id];
    if (take) take(from);
    else passValue(from, head & 15);
  }
}

/** Reads a list, or a set, value by value. */
export function readList(from: ThriftBytes, item: (from: ThriftBytes) => void): void {
  const { length } = listHead(from);
  for (let i = 0; i < length; i++) item(from);
}

/** A whole number of up to 53 bits; beyond, it is not exact. */
export function readWhole(from: ThriftBytes): number {
  const zigzag = readVarint(from);
  return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
}

/** A text in UTF-8. */
export function readText(from: ThriftBytes): string {
  const length = readVarint(from);
  const start = pass(from, length);
  return Buffer.from(from.bytes.buffer, from.bytes.byteOffset + start, length).toString('utf8');
}

/** Passes over a field's value, which stands so deep in others. */
export function passValue(from: ThriftBytes, type: number, depth = 0): void {
  if (depth > MOST_DEPTH) throw notThrift();
  switch (type) {
    case TRUE:
    case FALSE:
      return;
    case BYTE:
      pass(from, 1);
      return;
    case I16:
    case I32:
    case I64:
      readVarint(from);
      return;
    case DOUBLE:
      pass(from, 8);
      return;
    case BINARY:
      pass(from, readVarint(from));
      return;
    case LIST:
    case SET: {
      const { length, of } = listHead(from);
      for (let i = 0; i < length; i++) skipItem(from, of, depth);
      return;
    }
    case MAP: {
      const length = readVarint(from);
      const types = length === 0 ? 0 : readByte(from);
      for (let i = 0; i < length; i++) {
        skipItem(from, types >> 4, depth);
        skipItem(from, types & 15, depth);
      }
      return;
    }
    case STRUCT: {
      for (let head = readByte(from); head !== 0; head = readByte(from)) {
        if (head >> 4 === 0) readVarint(from);
        passValue(from, head & 15, depth + 1);
      }
      return;
    }
    default:
      throw notThrift();
  }
}

/** In a list, true and false are bytes of their own. */
function skipItem(from: ThriftBytes, type: number, depth: number): void {
  if (type === TRUE || type === FALSE) pass(from, 1);
  else passValue(from, type, depth + 1);
}

function listHead(from: ThriftBytes): { length: number; of: number } {
  const head = readByte(from);
  const length = head >> 4 === 15 ? readVarint(from) : head >> 4;
  // Each value takes a byte at least.
  if (length > from.bytes.length - from.at) throw notThrift();
  return { length, of: head & 15 };
}

function readVarint(from: ThriftBytes): number {
  let value = 0;
  for (let scale = 1; scale <= 2 ** 63; scale *= 128) {
    const byte = readByte(from);
    value += (byte & 127) * scale;
    if (byte < 128) return value;
  }
  throw notThrift();
}

/** The next byte. */
export function readByte(from: ThriftBytes): number {
  return from.bytes[pass(from, 1)]!;
}

/** Moves on by some bytes; returns where they begin. */
function pass(from: ThriftBytes, length: number): number {
  const start = from.at;
  if (length > from.bytes.length - start) throw notThrift();
  from.at = start + length;
  return start;
}

function notThrift(): Error {
  return damaged('The footer of the Parquet file cannot be read.');
}
