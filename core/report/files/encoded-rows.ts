import { open } from 'node:fs/promises';
import { addedMended } from '../encode/held-text.ts';
import type { Mended } from '../encode/held-text.ts';
import type { Deflated } from '../zip/zip-writer.ts';
import type { SheetFacts } from './part-formats.ts';
import type { KeptFile } from './partitioned-files.ts';

/** Rows of an output as sheets have them, of which the partitions' parts lie in a file. */
export interface EncodedRows {
  readonly rows: number;
  /** Cells whose texts a workbook cannot hold as they are. */
  readonly mended: Mended;
  /** What stands on a sheet, from 0. */
  readonly onSheet: (nth: number) => readonly Deflated[];
}

/** The rows that a file of sheets' rows holds. */
export function encodedRows({ path, facts }: KeptFile): EncodedRows {
  const sheets: Deflated[][] = [];
  let at = 0;
  let rows = 0;
  const parts = facts as readonly SheetFacts[];
  for (const stretch of parts.flatMap(({ stretches }) => stretches)) {
    const from = at;
    (sheets[stretch.sheet] ??= []).push({
      stretch,
      read: () => readRange(path, from, stretch.bytes),
    });
    at += stretch.bytes;
    rows += stretch.rows;
  }
  return {
    rows,
    mended: addedMended(parts.map(({ mended }) => mended)),
    onSheet: (nth) => sheets[nth] ?? [],
  };
}

/** So much is in memory at once. */
const PIECE = 2 ** 20;

async function* readRange(path: string, from: number, length: number): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(Math.min(PIECE, length));
    for (let at = 0; at < length;) {
      const wanted = Math.min(buffer.length, length - at);
      const { bytesRead } = await file.read(buffer, 0, wanted, from + at);
      if (bytesRead === 0) throw new Error(`${path} became shorter while it was read.`);
      yield buffer.subarray(0, bytesRead);
      at += bytesRead;
    }
  } finally {
    await file.close();
  }
}
