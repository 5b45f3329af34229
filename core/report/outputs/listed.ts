import { runCancelled } from '../../contract/problem.ts';
import { tableOf } from '../columns/column.ts';
import type { Table } from '../columns/column.ts';
import type { ItemColumns } from '../columns/of-items.ts';
import type { ReportInput } from '../figures/report-input.ts';
import { writeCsv } from '../files/table-files.ts';
import type { WholeOutput } from './output.ts';

/** A list for people to work on, as CSV. */
export interface ListOutput extends WholeOutput {
  /** Its rows in pieces, one of which is in memory at a time; one without rows where it has none. */
  readonly tables: (input: ReportInput) => Iterable<Table>;
}

/** Items of which those that are asked for are made: a list that is there is one. */
export interface Items<Item> {
  readonly length: number;
  slice(from: number, to: number): readonly Item[];
}

/** Items that become rows before the next look at whether to go on. */
const ITEMS_A_PIECE = 20_000;

/** A microsecond a row. */
const WEIGHT = 1;

/** Declares a CSV file with a row for each item of a list. */
export function listed<Item>(declared: {
  /** Without its ending. */
  readonly name: string;
  /** Absent: every run writes it. */
  readonly when?: (input: ReportInput) => boolean;
  readonly items: (input: ReportInput) => Items<Item>;
  readonly columns: (input: ReportInput) => ItemColumns<Item>;
}): ListOutput {
  const { items, columns, when = () => true } = declared;
  const name = `${declared.name}.csv`;
  function* tables(input: ReportInput): Generator<Table> {
    const all = items(input);
    const heads = columns(input);
    for (let from = 0; from === 0 || from < all.length; from += ITEMS_A_PIECE) {
      const piece = all.slice(from, from + ITEMS_A_PIECE);
      yield tableOf(heads, piece, piece.length);
    }
  }
  return {
    made: 'at once',
    name,
    when,
    tables,
    parts: (input) => [{ id: name, rows: items(input).length, weight: WEIGHT }],
    write: async (path, report, { signal, tell }) => {
      const of = items(report).length;
      const told = { part: name, of, unit: 'rows', words: `Writing ${name}` } as const;
      function* pieces(): Generator<Table> {
        let done = 0;
        for (const table of tables(report)) {
          tell({ ...told, done });
          if (signal?.aborted) throw runCancelled();
          yield table;
          done += table.rows;
        }
        tell({ ...told, done });
      }
      await writeCsv(path, pieces(), report.settings.csvBom);
      return of;
    },
  };
}
