import type { ColumnHead } from '../columns/column.ts';
import type { RowGroup } from './parquet-page.ts';
import { binary, bool, i32, i64, list, struct, text, thriftBytes } from './thrift.ts';
import type { ThriftValue } from './thrift.ts';

/** What a file begins with. */
export const PARQUET_MAGIC: Uint8Array = Buffer.from('PAR1');

// parquet.thrift
const INT64 = 2;
const BYTE_ARRAY = 6;
const OPTIONAL = 1;
const UTF8 = 0;
const DECIMAL = 5;
const TIMESTAMP_MILLIS = 9;
const UNCOMPRESSED = 0;
const CREATED_BY = 'Thrive Cash Reconciler';

/** What ends a file whose row groups stand one after the other behind its first four bytes. */
export function parquetFooter(
  columns: readonly ColumnHead[],
  groups: readonly RowGroup[],
): Uint8Array {
  let at = PARQUET_MAGIC.length;
  const rowGroups = groups.map((group) => {
    const value = rowGroupValue(columns, group, at);
    at += group.bytes;
    return value;
  });
  const footer = thriftBytes(
    struct({
      1: i32(1),
      2: list('struct', [
        struct({ 4: text('schema'), 5: i32(columns.length) }),
        ...columns.map(schemaElement),
      ]),
      3: i64(groups.reduce((rows, group) => rows + group.rows, 0)),
      4: list('struct', rowGroups),
      6: text(CREATED_BY),
      // The order of statistics is the type's own.
      7: list(
        'struct',
        columns.map(() => struct({ 1: struct({}) })),
      ),
    }),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([footer, length, PARQUET_MAGIC]);
}

function isText(column: ColumnHead): boolean {
  return column.kind === 'text' || (column.kind === 'id' && column.asText === true);
}

function schemaElement(column: ColumnHead): ThriftValue {
  const logical = ((): Record<number, ThriftValue | undefined> => {
    if (isText(column)) return { 6: i32(UTF8), 10: struct({ 1: struct({}) }) };
    switch (column.kind) {
      case 'money':
        return {
          6: i32(DECIMAL),
          7: i32(2),
          8: i32(18),
          10: struct({ 5: struct({ 1: i32(2), 2: i32(18) }) }),
        };
      case 'time':
        // A wall clock, which is the same in every zone: not adjusted to UTC, in milliseconds.
        return {
          6: i32(TIMESTAMP_MILLIS),
          10: struct({ 8: struct({ 1: bool(false), 2: struct({ 1: struct({}) }) }) }),
        };
      default:
        return {};
    }
  })();
  return struct({
    1: i32(isText(column) ? BYTE_ARRAY : INT64),
    3: i32(OPTIONAL),
    4: text(column.name),
    ...logical,
  });
}

function rowGroupValue(
  columns: readonly ColumnHead[],
  { rows, bytes, chunks }: RowGroup,
  at: number,
): ThriftValue {
  return struct({
    1: list(
      'struct',
      chunks.map((chunk, c) =>
        struct({
          2: i64(at + (chunk.dictionaryAt ?? chunk.dataAt)),
          3: struct({
            1: i32(isText(columns[c]!) ? BYTE_ARRAY : INT64),
            2: list('i32', chunk.encodings.map(i32)),
            3: list('binary', [text(columns[c]!.name)]),
            4: i32(UNCOMPRESSED),
            5: i64(rows),
            6: i64(chunk.bytes),
            7: i64(chunk.bytes),
            9: i64(at + chunk.dataAt),
            11: chunk.dictionaryAt === null ? undefined : i64(at + chunk.dictionaryAt),
            12: struct({
              3: i64(chunk.nulls),
              5: chunk.greatest === null ? undefined : binary(Buffer.from(chunk.greatest, 'hex')),
              6: chunk.least === null ? undefined : binary(Buffer.from(chunk.least, 'hex')),
            }),
          }),
        }),
      ),
    ),
    2: i64(bytes),
    3: i64(rows),
  });
}
