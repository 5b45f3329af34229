import { tableOf } from '../columns/column.ts';
import type { Table } from '../columns/column.ts';
import type { ItemColumns } from '../columns/of-items.ts';
import type { ReportInput } from '../figures/report-input.ts';
import type { Report, Telling, WritingPart } from '../outputs/output.ts';
import { addFigureSheet } from '../xlsx/figure-sheet.ts';
import type { Section } from '../xlsx/figure-sheet.ts';
import type { Workbook } from '../xlsx/sheet-style.ts';
import { addTableSheets, SHEET_WEIGHT } from '../xlsx/table-sheet.ts';

/** A sheet of a workbook. The list of those in reconciliation.xlsx is in report/workbook. */
export interface Sheet {
  readonly title: string;
  /** Absent: every workbook has it. */
  readonly when?: ((input: ReportInput) => boolean) | undefined;
  /** What of it takes time enough to be told. */
  readonly parts: (input: ReportInput) => readonly WritingPart[];
  readonly add: (workbook: Workbook, report: Report, telling: Telling) => Promise<void>;
}

/** Declares a sheet, or as many as Excel needs, with a row for each of as many things as there are. */
export function tableSheet(declared: {
  readonly title: string;
  readonly when?: Sheet['when'];
  readonly rows: (input: ReportInput) => number;
  /** Its rows in pieces, in their order, at least one; and the ground of each row. */
  readonly of: (report: Report) => {
    readonly tables: Iterable<Table>;
    readonly fillOf?: (row: number) => string | undefined;
  };
}): Sheet {
  const { title, when, rows } = declared;
  return {
    title,
    when,
    parts: (input) => [{ id: title, rows: rows(input), weight: SHEET_WEIGHT }],
    add: async (workbook, report, telling) => {
      const { tables, fillOf } = declared.of(report);
      await addTableSheets(workbook, title, tables, {
        ...telling,
        part: title,
        rows: rows(report),
        fillOf,
      });
    },
  };
}

/** Declares a sheet of some rows that nobody has to wait for. */
export function listSheet<Item>(declared: {
  readonly title: string;
  readonly when?: Sheet['when'];
  readonly items: (report: Report) => readonly Item[];
  readonly columns: (report: Report) => ItemColumns<Item>;
  /** The ground of an item's row. */
  readonly fillOf?: (item: Item) => string | undefined;
}): Sheet {
  const { title, when, fillOf } = declared;
  return {
    title,
    when,
    parts: () => [],
    add: async (workbook, report, { signal }) => {
      const items = declared.items(report);
      const table = tableOf(declared.columns(report), items, items.length);
      await addTableSheets(workbook, title, [table], {
        signal,
        part: title,
        rows: table.rows,
        fillOf: fillOf && ((row) => fillOf(items[row]!)),
      });
    },
  };
}

/** Declares a sheet of labelled figures under headings. */
export function figureSheet(declared: {
  readonly title: string;
  readonly heading: string;
  readonly sections: (report: Report) => readonly Section[];
}): Sheet {
  const { title, heading, sections } = declared;
  return {
    title,
    parts: () => [],
    add: (workbook, report) => {
      addFigureSheet(workbook, title, heading, sections(report));
      return Promise.resolve();
    },
  };
}
