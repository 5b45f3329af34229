import type { Ledger, SourceColumn } from '../../ledger/ledger.ts';
import { normalHeader } from '../../source/headers.ts';

type Columns = Pick<Ledger, 'columns' | 'extras' | 'currency'>;

/** How the columns of a later file answer to those of the standing ledger. */
export interface PairedColumns {
  /** For each extra column of the later file the standing one that it continues. */
  readonly standingExtra: readonly number[];
  /** Headers of standing columns that the later file lacks; nothing can be merged unless this is empty. */
  readonly lacking: readonly string[];
  /** Headers of the later file that nothing standing answers to; the same holds. */
  readonly unknown: readonly string[];
}

/**
 * Pairs columns in whatever order they come: those of the ledger by what they hold, so that `Order ID`
 * continues ORDERID, the others by their header without case, spaces and underscores. Of two extra
 * columns with one header the first answers to the first.
 */
export function pairedColumns(standing: Columns, later: Columns): PairedColumns {
  const unpaired = new Map<string, SourceColumn[]>();
  for (const column of standing.columns) {
    const known = unpaired.get(keyOf(column));
    if (known) known.push(column);
    else unpaired.set(keyOf(column), [column]);
  }
  const standingExtra: number[] = later.extras.map(() => -1);
  const unknown: string[] = [];
  for (const column of later.columns) {
    const pair = unpaired.get(keyOf(column))?.shift();
    if (pair === undefined) unknown.push(column.header);
    else if (column.field === 'extra' && pair.field === 'extra')
      standingExtra[column.extra] = pair.extra;
  }
  const lacking = [...unpaired.values()].flat().map(({ header }) => header);
  return { standingExtra, lacking, unknown };
}

function keyOf(column: SourceColumn): string {
  return column.field === 'extra' ? `extra ${normalHeader(column.header)}` : column.field;
}
