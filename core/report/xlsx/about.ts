import type ExcelJS from 'exceljs';

/** What a workbook says of itself: in its properties, and on every printed page. */
export interface About {
  readonly title: string;
  /** What its figures are of. */
  readonly subject: string;
  /** Whose figures they are. */
  readonly entity: string;
  readonly period: string;
  /** Which run they come from. */
  readonly run: string;
  /** When they are stated, wall-clock ms: the workbook's own date, so that the same input gives the same bytes. */
  readonly stated: number;
}

const PROGRAM = 'Thrive Cash Reconciler';

/** Writes them into the properties of a workbook. */
export function applyProperties(excel: ExcelJS.Workbook, about: About): void {
  excel.creator = PROGRAM;
  excel.lastModifiedBy = PROGRAM;
  excel.title = about.title;
  excel.subject = about.subject;
  excel.company = about.entity;
  excel.keywords = about.run;
  excel.description = about.period;
  // The moment of writing stands in the record of the run.
  excel.created = new Date(about.stated);
  excel.modified = new Date(about.stated);
}
