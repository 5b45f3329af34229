import type { ColumnHead, Table } from '../../columns/column.ts';
import type { ReportInput } from '../../figures/report-input.ts';
import type { PartitionedOutput, Report, Telling, WritingPart } from '../../outputs/output.ts';
import type { Workbook } from '../../xlsx/sheet-style.ts';
import { addEncodedSheets } from '../../xlsx/encoded-sheet.ts';
import { longPlaces } from '../../xlsx/long-places.ts';
import type { LongList, LongPlace } from '../../xlsx/long-places.ts';
import { addTableSheets, SHEET_WEIGHT } from '../../xlsx/table-sheet.ts';
import type { Dress } from '../../xlsx/template-sheet.ts';

/** A sheet of a workbook. The list of those in reconciliation.xlsx is in report/workbook. */
export interface Sheet {
  readonly title: string;
  /** What it shows, in a line, for the contents of the workbook. */
  readonly shows: string;
  /** Absent: every workbook has it. */
  readonly when?: ((input: ReportInput) => boolean) | undefined;
  /** What of it takes time enough to be told. */
  readonly parts: (input: ReportInput) => readonly WritingPart[];
  readonly add: (workbook: Workbook, report: Report, telling: Telling) => Promise<void>;
}

/** A sheet with a row for each of as many things as there are, or as many sheets as Excel needs for them. */
export interface LongSheet extends Sheet {
  readonly places: (report: Report) => readonly LongPlace[];
}

/** A long sheet whose rows are those of an output that is written by partition. */
export interface OutputSheet extends LongSheet {
  readonly output: PartitionedOutput;
}

/** Declares a sheet with the rows of a list. */
export function tableSheet(declared: {
  readonly title: string;
  readonly shows: string;
  readonly when?: Sheet['when'];
  readonly rows: (input: ReportInput) => number;
  readonly columns: (report: Report) => readonly ColumnHead[];
  /** Its rows in pieces, in their order, at least one. */
  readonly tables: (report: Report) => Iterable<Table>;
  /** Rows below the list, for totals; none where absent. */
  readonly foot?: (report: Report) => number;
  readonly dress?: (report: Report) => Dress;
}): LongSheet {
  const { title, shows, when, rows, columns } = declared;
  const listOf = (report: Report): LongList => ({
    title,
    columns: columns(report),
    rows: rows(report),
    foot: declared.foot?.(report),
    sheetRows: report.run.sheetRows,
  });
  return {
    title,
    shows,
    when,
    places: (report) => longPlaces(listOf(report)),
    parts: (input) => [{ id: title, rows: rows(input), weight: SHEET_WEIGHT }],
    add: (workbook, report, telling) =>
      addTableSheets(workbook, title, declared.tables(report), {
        ...telling,
        ...listOf(report),
        part: title,
        dress: declared.dress?.(report),
      }),
  };
}

/** Declares a sheet with the rows of an output that is written by partition. */
export function outputSheet(declared: {
  readonly title: string;
  readonly shows: string;
  readonly output: PartitionedOutput;
  readonly dress?: (report: Report) => Dress;
}): OutputSheet {
  const { title, shows, output } = declared;
  const listOf = (report: Report): LongList => {
    const { run } = report;
    return {
      title,
      columns: output.of(run).heads,
      rows: report.rowsOf(output).rows,
      foot: output.sheet?.foot?.(run),
      sheetRows: run.sheetRows,
    };
  };
  return {
    title,
    shows,
    output,
    places: (report) => longPlaces(listOf(report)),
    parts: () => [],
    add: (workbook, report) => {
      addEncodedSheets(workbook, listOf(report), report.rowsOf(output), declared.dress?.(report));
      return Promise.resolve();
    },
  };
}
