import type { CloseBooks, Noted } from '../../close/books/close-books.ts';
import type { Close, ClosedRun } from '../../close/period/close-of-run.ts';
import type { CustomerDifference } from '../../contract/close/customers.ts';
import type { Sample, Workpaper } from '../../contract/close/sample.ts';
import type { AuditRecord, ExceptionNote, ExceptionRecord, RunDetail } from '../../contract/run.ts';
import type { Analytics } from '../../run-folder/analytics-file.ts';

/** An exception that somebody has decided, with what was noted. */
export interface DecidedException {
  readonly exception: ExceptionRecord;
  readonly notes: readonly ExceptionNote[];
}

/** All that a pack is made from: figures that are computed already, and where the files are that go in whole. */
export interface PackInput {
  readonly detail: RunDetail;
  readonly run: ClosedRun;
  readonly books: CloseBooks;
  readonly close: Close;
  readonly report: Analytics;
  readonly samples: readonly Sample[];
  /** By TRANS_ID. */
  readonly workpapers: ReadonlyMap<string, Noted<Workpaper>>;
  readonly decided: readonly DecidedException[];
  /** What the history has noted of the run, in its order. */
  readonly audit: readonly AuditRecord[];
  /** The workbook of the run, and whether it was written anew with the close; null where there is none. */
  readonly workbook: { readonly file: string; readonly isAnew: boolean } | null;
  /** By SHA-256 where the copies of files lie that were attached, imported, or are evidence. */
  readonly kept: ReadonlyMap<string, string>;
  /** The customers of whom the platform says something else; null where no list was imported. */
  readonly customers: readonly CustomerDifference[] | null;
  /** The text of the rules of this version (RULES.md). */
  readonly rules: string;
  /** The folder of the published files. */
  readonly outputs: string;
  /** The file that was reconciled, where its bytes are still at hand; null where they are not. */
  readonly sourceCopy: { readonly name: string; readonly file: string } | null;
}
