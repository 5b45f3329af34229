import { sharedFloat64, sharedInt32, sharedUint8 } from '../../ledger/ledger.ts';
import type { TextColumn } from '../../ledger/ledger.ts';

/**
 * Columns of unknown length, on shared memory. Pages that are never written cost nothing, so room grows
 * fourfold, which leaves less behind than doubling, and a view of the used part is handed out at the
 * end instead of a copy.
 */
export interface GrowingColumns {
  readonly float64: readonly Float64Array[];
  readonly int32: readonly Int32Array[];
  readonly uint8: readonly Uint8Array[];
  capacity: number;
  /** Makes room for `rows` rows; true where the columns are other arrays now. */
  reserve(rows: number): boolean;
}

export function growingColumns(
  counts: { float64: number; int32: number; uint8: number },
  capacity: number,
): GrowingColumns {
  const make = <A>(n: number, column: (length: number) => A): A[] =>
    Array.from({ length: n }, () => column(capacity));
  const columns = {
    float64: make(counts.float64, sharedFloat64),
    int32: make(counts.int32, sharedInt32),
    uint8: make(counts.uint8, sharedUint8),
    capacity,
    reserve(rows: number): boolean {
      if (rows <= columns.capacity) return false;
      const room = Math.max(rows, columns.capacity * 4);
      columns.float64 = columns.float64.map((old) => refilled(sharedFloat64(room), old));
      columns.int32 = columns.int32.map((old) => refilled(sharedInt32(room), old));
      columns.uint8 = columns.uint8.map((old) => refilled(sharedUint8(room), old));
      columns.capacity = room;
      return true;
    },
  };
  return columns;
}

function refilled<A extends Float64Array | Int32Array | Uint8Array>(to: A, from: A): A {
  to.set(from);
  return to;
}

/** Builds the dictionary of a text column. */
export interface TextCoder {
  /** The code of a text; −1 for a blank one. */
  code(text: string): number;
  readonly pool: string[];
}

export function textCoder(): TextCoder {
  const pool: string[] = [];
  const codes = new Map<string, number>();
  // Neighbouring rows often repeat a text; asking the map only for a new one halves the time.
  let last = '';
  let lastCode = -1;
  return {
    pool,
    code(text) {
      if (text === '') return -1;
      if (text === last) return lastCode;
      last = text;
      let code = codes.get(text);
      if (code === undefined) {
        code = pool.push(text) - 1;
        codes.set(text, code);
      }
      lastCode = code;
      return code;
    },
  };
}

export function textColumn(coder: TextCoder, codes: Int32Array): TextColumn {
  return { codes, pool: coder.pool };
}
