import {
  i32,
  i64,
  list,
  struct,
  text,
  thriftBytes,
} from '../../../../core/report/encode/thrift.ts';

// What parquet.thrift calls these.
export const INT32 = 1;
export const INT64 = 2;
export const DOUBLE = 5;
export const BYTE_ARRAY = 6;
export const FIXED = 7;
const DECIMAL = 5;
const RLE = 3;
const LZ4_HADOOP = 5;

/** A file of one column AMOUNT and one page of values that are not compressed. */
export interface ParquetFixture {
  readonly type: number;
  /** Bytes of a FIXED value. */
  readonly length?: number;
  readonly values: readonly Buffer[];
  /** How many values there are, where that is not how many buffers they lie in. */
  readonly count?: number;
  readonly decimal?: {
    readonly precision: number;
    readonly scale: number;
    /** In which of two places it stands that the column is a decimal. */
    readonly told: 'both' | 'older' | 'newer';
  };
  readonly codec?: number;
  readonly encoding?: number;
  /** What makes a file encrypted whose footer can be read. */
  readonly encrypted?: 'all' | 'column';
}

/** The bytes of a Parquet file as no writer at hand makes it. */
export function parquetFixture(fixture: ParquetFixture): Buffer {
  const {
    type,
    values,
    count = values.length,
    length,
    decimal,
    codec = 0,
    encoding = 0,
    encrypted,
  } = fixture;
  const data = Buffer.concat(values);
  const header = thriftBytes(
    struct({
      1: i32(0),
      2: i32(codec === LZ4_HADOOP ? data.readUInt32BE(0) : data.length),
      3: i32(data.length),
      5: struct({ 1: i32(count), 2: i32(encoding), 3: i32(RLE), 4: i32(RLE) }),
    }),
  );
  const page = Buffer.concat([header, data]);
  const older = decimal && decimal.told !== 'newer';
  const newer = decimal && decimal.told !== 'older';
  const column = struct({
    1: i32(type),
    2: length === undefined ? undefined : i32(length),
    3: i32(0),
    4: text('AMOUNT'),
    6: older ? i32(DECIMAL) : undefined,
    7: older ? i32(decimal.scale) : undefined,
    8: older ? i32(decimal.precision) : undefined,
    10: newer
      ? struct({ 5: struct({ 1: i32(decimal.scale), 2: i32(decimal.precision) }) })
      : undefined,
  });
  const chunk = struct({
    2: i64(4),
    3: struct({
      1: i32(type),
      2: list('i32', [i32(encoding)]),
      3: list('binary', [text('AMOUNT')]),
      4: i32(codec),
      5: i64(count),
      6: i64(page.length),
      7: i64(page.length),
      9: i64(4),
    }),
    8: encrypted === 'column' ? struct({ 1: struct({}) }) : undefined,
  });
  const footer = thriftBytes(
    struct({
      1: i32(1),
      2: list('struct', [struct({ 4: text('schema'), 5: i32(1) }), column]),
      3: i64(count),
      4: list('struct', [
        struct({ 1: list('struct', [chunk]), 2: i64(page.length), 3: i64(count) }),
      ]),
      8: encrypted === 'all' ? struct({ 1: struct({}) }) : undefined,
    }),
  );
  const size = Buffer.alloc(4);
  size.writeUInt32LE(footer.length);
  return Buffer.concat([Buffer.from('PAR1'), page, footer, size, Buffer.from('PAR1')]);
}

/** A whole number in so many bytes, the largest first, as decimals are written. */
export function bigEndian(value: bigint, length: number): Buffer {
  return Buffer.from(
    BigInt.asUintN(length * 8, value)
      .toString(16)
      .padStart(length * 2, '0'),
    'hex',
  );
}

/** Values as BYTE_STREAM_SPLIT writes them: the first bytes of all, then the second ones, and so on. */
export function byByte(values: readonly Buffer[]): Buffer[] {
  const { length } = values[0]!;
  return Array.from({ length }, (_, at) => Buffer.from(values.map((value) => value[at]!)));
}
