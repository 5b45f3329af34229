import { tableOf } from '../columns/column.ts';
import type { Table } from '../columns/column.ts';
import type { ItemColumns } from '../columns/of-items.ts';
import type { ReportInput } from '../figures/report-input.ts';
import { writeCsv } from '../files/table-files.ts';
import type { WholeOutput } from './output.ts';

/** A list for people to work on, as CSV. */
export interface ListOutput extends WholeOutput {
  readonly table: (input: ReportInput) => Table;
}

/** A microsecond a row. */
const WEIGHT = 1;

/** Declares a CSV file with a row for each item of a list. */
export function listed<Item>(declared: {
  /** Without its ending. */
  readonly name: string;
  /** Absent: every run writes it. */
  readonly when?: (input: ReportInput) => boolean;
  readonly items: (input: ReportInput) => readonly Item[];
  readonly columns: (input: ReportInput) => ItemColumns<Item>;
}): ListOutput {
  const { items, columns, when = () => true } = declared;
  const name = `${declared.name}.csv`;
  const table = (input: ReportInput): Table =>
    tableOf(columns(input), items(input), items(input).length);
  return {
    made: 'at once',
    name,
    when,
    table,
    parts: (input) => [{ id: name, rows: items(input).length, weight: WEIGHT }],
    write: async (path, report, { tell }) => {
      const { rows, columns } = table(report);
      const told = { part: name, of: rows, unit: 'rows', words: `Writing ${name}` } as const;
      tell({ ...told, done: 0 });
      await writeCsv(path, { rows, columns }, report.settings.csvBom);
      tell({ ...told, done: rows });
      return rows;
    },
  };
}
