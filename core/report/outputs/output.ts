import type { Tell } from '../../contract/steps.ts';
import type { OutputFile } from '../../disk/publish.ts';
import { tableOf } from '../columns/column.ts';
import type { ColumnHead, ColumnOf, Table } from '../columns/column.ts';
import type { ReportInput } from '../figures/report-input.ts';
import type { Mended } from '../encode/held-text.ts';
import type { EncodedRows } from '../files/encoded-rows.ts';
import type { Part, PartitionPlace, WrittenRun } from '../partition/part.ts';

/** What a run writes. The list of them all, in the order of writing, is in report/outputs.ts. */
export type Output = PartitionedOutput | WholeOutput;

/** Files with a row for each movement, allocation or account, which all threads write part by part. */
export interface PartitionedOutput {
  readonly made: 'by partition';
  /** The files' name, without the ending that is their format's. */
  readonly name: string;
  readonly formats: readonly PartitionedFormat[];
  readonly cost: Cost;
  /** How its rows stand on sheets; absent where no workbook has them. */
  readonly sheet?: OnSheets | undefined;
  /** The columns of a run, and how they are filled for a part of it. */
  readonly of: (run: WrittenRun) => {
    readonly heads: readonly ColumnHead[];
    readonly table: (part: Part) => Table;
  };
}
export type PartitionedFormat = 'csv' | 'parquet';

/** How rows that are written part by part stand on sheets. */
export interface OnSheets {
  /** How many of them come before a part. */
  readonly before: (place: PartitionPlace) => number;
  /** Rows that a sheet keeps free below them; absent: none. */
  readonly foot?: (run: WrittenRun) => number;
}

/** A file that is written in one go when those before it in the list are there. */
export interface WholeOutput {
  readonly made: 'at once';
  /** The file's whole name. */
  readonly name: string;
  /** Whether a run writes it. */
  readonly when: (input: ReportInput) => boolean;
  /** Those outputs whose rows stand on its sheets; absent: none. */
  readonly joins?: readonly PartitionedOutput[];
  /** What of it takes time enough to be told, each under an id of its own. */
  readonly parts: (input: ReportInput) => readonly WritingPart[];
  /** Fills the file at `path`; returns its rows, null where it is no table. */
  readonly write: (path: string, report: Report, telling: Telling) => Promise<number | null>;
}

/** What a part costs: its rows, each so many microseconds. */
export interface Cost {
  readonly rows: (input: ReportInput) => number;
  readonly weight: number;
}

/** Rows that go through the writing in one way, told under one id. */
export interface WritingPart {
  readonly id: string;
  readonly rows: number;
  /** Microseconds a row. */
  readonly weight: number;
}

/** How a writing is stopped, and where it tells how far it is: by the ids of its parts. */
export interface Telling {
  readonly signal?: { readonly aborted: boolean } | undefined;
  readonly tell: Tell;
}

/** What a file is written from when all that the run has computed is there. */
export interface Report extends ReportInput {
  /** The files that are written already, in their order. */
  readonly written: readonly OutputFile[];
  /** What columns of outputs that are written by partition are made of. */
  readonly run: WrittenRun;
  /** The rows of an output that is written by partition, as sheets have them. */
  readonly rowsOf: (output: PartitionedOutput) => EncodedRows;
  /** Cells of those rows, of all such outputs, whose texts a workbook cannot hold as they are. */
  readonly mended: Mended;
}

/** Declares files that are written part by part; `rows` is what a part's columns are filled from. */
export function partitioned<Rows>(declared: {
  readonly name: string;
  readonly formats: readonly PartitionedFormat[];
  readonly cost: Cost;
  readonly sheet?: OnSheets;
  readonly rows: (part: Part, run: WrittenRun) => Rows;
  readonly count: (part: Part) => number;
  readonly columns: (run: WrittenRun) => readonly ColumnOf<Rows>[];
}): PartitionedOutput {
  const { name, formats, cost, sheet } = declared;
  return {
    made: 'by partition',
    name,
    formats,
    cost,
    sheet,
    of: (run) => {
      const heads = declared.columns(run);
      return {
        heads,
        table: (part) => tableOf(heads, declared.rows(part, run), declared.count(part)),
      };
    },
  };
}
