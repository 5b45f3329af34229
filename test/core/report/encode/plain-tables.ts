import fc from 'fast-check';
import { csvHeader, csvRows } from '../../../../core/report/encode/csv.ts';
import { parquetRowGroup } from '../../../../core/report/encode/parquet.ts';
import { PARQUET_MAGIC, parquetFooter } from '../../../../core/report/encode/parquet-footer.ts';
import type { RowGroup } from '../../../../core/report/encode/parquet-page.ts';
import type { Column, ColumnKind } from '../../../../core/report/columns/column.ts';
import { csvTextBytes, textBytes } from '../../../../core/report/columns/text-bytes.ts';

/** A column as numbers and texts, from which the encoders' columns are made, and what DuckDB is given. */
export interface PlainColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly values: readonly number[];
  readonly pool: readonly string[];
}

export interface PlainTable {
  readonly rows: number;
  readonly columns: readonly PlainColumn[];
}

/** The columns as the encoders take them. */
export function columnsOf({ columns }: PlainTable): Column[] {
  return columns.map(({ name, kind, values, pool }): Column => {
    const texts = { texts: textBytes(pool), csvTexts: csvTextBytes(pool) };
    switch (kind) {
      case 'id':
        return {
          name,
          kind,
          values: Float64Array.from(values),
          asText: values.some((value) => value < 0),
          sheetText: values.some((value) => value < 0),
          ...texts,
        };
      case 'text':
        // Both kinds of arrays are used: small dictionaries without blanks come in bytes.
        return {
          name,
          kind,
          values:
            pool.length < 256 && values.every((value) => value >= 0)
              ? Uint8Array.from(values)
              : Int32Array.from(values),
          ...texts,
        };
      default:
        return { name, kind, values: Float64Array.from(values) };
    }
  });
}

/** Parts of at most so many rows, as views of the whole. */
function parts(
  columns: readonly Column[],
  rows: number,
  rowsOfPart: number,
): { readonly columns: readonly Column[]; readonly rows: number }[] {
  const cut: { columns: Column[]; rows: number }[] = [];
  for (let from = 0; from < rows; from += rowsOfPart) {
    const to = Math.min(rows, from + rowsOfPart);
    cut.push({
      rows: to - from,
      columns: columns.map(
        (column) => ({ ...column, values: column.values.subarray(from, to) }) as Column,
      ),
    });
  }
  return cut;
}

export function csvFile(
  columns: readonly Column[],
  rows: number,
  rowsOfPart: number,
  bom = false,
): Buffer {
  return Buffer.concat([
    csvHeader(
      columns.map(({ name }) => name),
      bom,
    ),
    ...parts(columns, rows, rowsOfPart).map((part) => csvRows(part.columns, part.rows)),
  ]);
}

export function parquetFile(
  columns: readonly Column[],
  rows: number,
  rowsOfPart: number,
): { readonly file: Buffer; readonly groups: readonly RowGroup[] } {
  const written = parts(columns, rows, rowsOfPart).map((part) =>
    parquetRowGroup(part.columns, part.rows),
  );
  // What is known of a group travels between threads and is kept in the run's folder as JSON.
  const groups = written.map(({ group }) => JSON.parse(JSON.stringify(group)) as RowGroup);
  return {
    groups,
    file: Buffer.concat([
      PARQUET_MAGIC,
      ...written.map(({ bytes }) => bytes),
      parquetFooter(columns, groups),
    ]),
  };
}

/** Where the formats of times change: before 1970, milliseconds, first and last day that a ledger holds. */
const TIMES = [
  0,
  -1,
  1,
  999,
  -1000,
  Date.UTC(1900, 0, 1),
  Date.UTC(1899, 11, 31, 23, 59, 59, 999),
  Date.UTC(2000, 1, 29, 23, 59, 59),
  Date.UTC(2024, 1, 29),
  Date.UTC(9999, 11, 31, 23, 59, 59, 999),
];
const time = fc.oneof(
  fc.constantFrom(...TIMES),
  fc.integer({ min: TIMES[5]!, max: TIMES[9]! }),
  // A day of its own for whole seconds: the common case.
  fc.integer({ min: -2_000_000_000, max: 4_000_000_000 }).map((second) => second * 1000),
);
const whole = fc.oneof(
  fc.constantFrom(0, 9, 10, 99, 100, 999_999_999, 1_000_000_000, 99_999_999_999, 2 ** 53 - 1),
  fc.nat(),
  fc.maxSafeNat(),
  fc.nat(40),
);
const cents = fc.oneof(
  fc.constantFrom(0, -5, 5, -99, 100, -100, 1e13, -1e13, 2 ** 53 - 1, -(2 ** 53 - 1)),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.integer({ min: -20_000, max: 20_000 }),
);

/** Texts that formats trip over, and any other. */
const text = fc.oneof(
  fc.constantFrom(
    ...['', ' ', ' a ', 'a,b', '"', '""', 'a"b', 'a\nb', 'a\r\nb', '\r', '\t', '\tx', 'NULL', '#'],
    ...['=1+1', '+49', '-16.07', '-', '@x', '=a,b', '-a"b', '0', '007', '1e7', 'É', '日本', '😀'],
    ...['\u0000', '\ufeff', '\u2028', 'x'.repeat(65), 'y'.repeat(300), '\u{10ffff}'.repeat(20)],
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
/** An id that is no number, or one with leading zeros: never blank, never padded. */
const idText = fc
  .oneof(
    text.map((some) => some.trim()),
    fc.nat(99).map((number) => `00${number}`),
  )
  .filter((some) => some !== '' && !/^(0|[1-9][0-9]*)$/.test(some));

const NAMES = ['TRANS_ID', '=SUM(A1)', 'a,b', 'say "x"', '-5', 'x\ny', 'Größe', 'TCTYPE', 'b'];

function column(rows: number): fc.Arbitrary<PlainColumn> {
  const of = (value: fc.Arbitrary<number>): fc.Arbitrary<number[]> =>
    fc.array(value, { minLength: rows, maxLength: rows });
  const blankable = (value: fc.Arbitrary<number>): fc.Arbitrary<number> =>
    fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: fc.constant(NaN) });
  const name = fc.constantFrom(...NAMES);
  const ofNumbers = (kind: ColumnKind, value: fc.Arbitrary<number>): fc.Arbitrary<PlainColumn> =>
    fc.record({ name, kind: fc.constant(kind), values: of(value), pool: fc.constant([]) });
  return fc.oneof(
    ofNumbers('money', cents),
    ofNumbers('count', whole),
    ofNumbers('time', time),
    ofNumbers('time', blankable(time)),
    ofNumbers('time', fc.constant(NaN)),
    ofNumbers('id', whole),
    ofNumbers('id', blankable(whole)),
    fc.uniqueArray(idText, { minLength: 1, maxLength: 6 }).chain((pool) =>
      fc.record({
        name,
        kind: fc.constant('id' as const),
        values: of(blankable(fc.oneof(fc.integer({ min: -pool.length, max: -1 }), whole))),
        pool: fc.constant(pool),
      }),
    ),
    fc.array(text, { minLength: 1, maxLength: 40 }).chain((pool) =>
      fc.record({
        name,
        kind: fc.constant('text' as const),
        values: of(fc.integer({ min: -1, max: pool.length - 1 })),
        pool: fc.constant(pool),
      }),
    ),
    fc.array(text, { minLength: 1, maxLength: 3 }).chain((pool) =>
      fc.record({
        name,
        kind: fc.constant('text' as const),
        values: of(fc.nat(pool.length - 1)),
        pool: fc.constant(pool),
      }),
    ),
  );
}

/** Any table of at least two columns, cut into parts of some rows each. */
export const anyTable: fc.Arbitrary<PlainTable & { readonly rowsOfPart: number }> = fc
  .oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 300 }))
  .chain((rows) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc
        .array(column(rows), { minLength: 2, maxLength: 7 })
        // As in every run, no two columns of a table bear the same name.
        .map((columns) =>
          columns.map((one, c) => ({
            ...one,
            name: columns.findIndex(({ name }) => name === one.name) < c ? `c${c}` : one.name,
          })),
        ),
      rowsOfPart: fc.integer({ min: 1, max: Math.max(1, rows) }),
    }),
  );
