import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import type { GridColumnKind } from '../../core/contract/api/grid.ts';
import type { Column, Table } from '../../core/report/columns/column.ts';
import { sharedTexts } from '../../core/report/columns/text-bytes.ts';
import { anyUnheld } from '../../core/report/partition/text-ids.ts';

/** A column that a statement answers: amounts in cents, times in wall-clock ms, all else as texts or whole numbers. */
export interface CollectedColumn {
  readonly name: string;
  readonly kind: GridColumnKind;
  /** Ids that are numbers all of them. */
  readonly numeric: boolean;
}

/**
 * A column on its way out of DuckDB: numbers (and ids that are) as they are, texts, of which the same
 * ones come again and again, as places in a pool.
 */
interface Collected {
  readonly kind: GridColumnKind;
  readonly numbers: Float64Array;
  readonly pool: string[];
  readonly places: Map<string, number>;
}

/**
 * The answer to a statement as a table, chunk by chunk, so that no row is ever an object. `rows` is how many it
 * has; `columns` are those that it answers, after the first one where `onFirst` takes that.
 */
export async function collectedTable(
  connection: DuckDBConnection,
  sql: string,
  rows: number,
  columns: readonly CollectedColumn[],
  onFirst?: (values: readonly DuckDBValue[], from: number) => void,
): Promise<Table> {
  const collected = columns.map(({ kind, numeric }): Collected => ({
    kind: kind === 'text' || (kind === 'id' && !numeric) ? 'text' : kind,
    numbers: new Float64Array(rows),
    pool: [],
    places: new Map(),
  }));
  const result = await connection.stream(sql);
  for (let from = 0; ;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) break;
    const answered = chunk.getColumns();
    onFirst?.(answered[0]!, from);
    const own = onFirst ? answered.slice(1) : answered;
    own.forEach((values, c) => collect(collected[c]!, values, from));
    from += chunk.rowCount;
  }
  return { rows, columns: collected.map((one, c) => columnFrom(one, columns[c]!.name)) };
}

function columnFrom({ kind, numbers, pool }: Collected, name: string): Column {
  switch (kind) {
    case 'text':
      return { name, kind, values: Int32Array.from(numbers), ...sharedTexts(pool) };
    case 'id':
      return {
        name,
        kind,
        asText: false,
        sheetText: anyUnheld(numbers),
        values: numbers,
        ...sharedTexts(pool),
      };
    default:
      return { name, kind, values: numbers };
  }
}

function collect(into: Collected, values: readonly DuckDBValue[], from: number): void {
  const { kind, numbers, pool, places } = into;
  values.forEach((value, i) => {
    if (kind !== 'text') {
      numbers[from + i] = value === null ? NaN : Number(value);
      return;
    }
    if (value === null) {
      numbers[from + i] = -1;
      return;
    }
    const text = String(value);
    let place = places.get(text);
    if (place === undefined) places.set(text, (place = pool.push(text) - 1));
    numbers[from + i] = place;
  });
}
