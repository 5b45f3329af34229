/**
 * The part of Thrift's compact protocol that Parquet's headers and footer need
 * (thrift-compact-protocol.md of apache/thrift): values as data, encoded in one go.
 */
export type ThriftValue =
  | { readonly type: 'i32' | 'i64'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'binary'; readonly value: Uint8Array }
  | {
      readonly type: 'list';
      readonly of: ThriftValue['type'];
      readonly items: readonly ThriftValue[];
    }
  | { readonly type: 'struct'; readonly fields: readonly ThriftField[] };
/** A field's id and its value; fields stand in the order of their ids. */
export type ThriftField = readonly [number, ThriftValue];

const TYPES = { i32: 5, i64: 6, binary: 8, list: 9, struct: 12 } as const;
const TRUE = 1;
const FALSE = 2;

export const i32 = (value: number): ThriftValue => ({ type: 'i32', value });
export const i64 = (value: number): ThriftValue => ({ type: 'i64', value });
export const bool = (value: boolean): ThriftValue => ({ type: 'bool', value });
export const binary = (value: Uint8Array): ThriftValue => ({ type: 'binary', value });
export const text = (value: string): ThriftValue => binary(Buffer.from(value));
export const list = (of: ThriftValue['type'], items: readonly ThriftValue[]): ThriftValue => ({
  type: 'list',
  of,
  items,
});
/** Fields that are undefined are left out. */
export const struct = (
  fields: Readonly<Record<number, ThriftValue | undefined>>,
): ThriftValue & { type: 'struct' } => ({
  type: 'struct',
  // Keys that are whole numbers come in ascending order.
  fields: Object.entries(fields).flatMap(([id, value]): ThriftField[] =>
    value ? [[Number(id), value]] : [],
  ),
});

/** The bytes of a struct. */
export function thriftBytes(value: ThriftValue & { type: 'struct' }): Uint8Array {
  const bytes: number[] = [];
  writeValue(bytes, value);
  return Uint8Array.from(bytes);
}

function writeValue(bytes: number[], value: ThriftValue): void {
  switch (value.type) {
    case 'i32':
    case 'i64':
      writeZigzag(bytes, value.value);
      return;
    case 'bool':
      bytes.push(value.value ? TRUE : FALSE);
      return;
    case 'binary':
      writeVarint(bytes, value.value.length);
      for (const byte of value.value) bytes.push(byte);
      return;
    case 'list': {
      const type = value.of === 'bool' ? TRUE : TYPES[value.of];
      const { length } = value.items;
      bytes.push((Math.min(length, 15) << 4) | type);
      if (length >= 15) writeVarint(bytes, length);
      for (const item of value.items) writeValue(bytes, item);
      return;
    }
    case 'struct': {
      let last = 0;
      for (const [id, field] of value.fields) {
        const type = field.type === 'bool' ? (field.value ? TRUE : FALSE) : TYPES[field.type];
        if (id - last <= 15) bytes.push(((id - last) << 4) | type);
        else {
          bytes.push(type);
          writeZigzag(bytes, id);
        }
        last = id;
        // A field that is true or false says so by its type.
        if (field.type !== 'bool') writeValue(bytes, field);
      }
      bytes.push(0);
    }
  }
}

function writeZigzag(bytes: number[], value: number): void {
  writeVarint(bytes, value >= 0 ? value * 2 : -value * 2 - 1);
}

/** A whole number of up to 53 bits, seven of them a byte. */
function writeVarint(bytes: number[], value: number): void {
  let left = value;
  while (left >= 128) {
    bytes.push((left % 128) | 128);
    left = Math.floor(left / 128);
  }
  bytes.push(left);
}
