import { csvTable } from '../../close/layouts/layout.ts';
import type { PackFile } from '../files/pack-file.ts';

/** A table as a CSV file of a pack; `path` is without its ending. */
export function packCsv(
  path: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): PackFile {
  return { path: `${path}.csv`, content: Buffer.from(csvTable([header, ...rows])) };
}
