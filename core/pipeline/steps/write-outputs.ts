import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Tell } from '../../contract/steps.ts';
import { changedOutputs, syncFolder } from '../../disk/publish.ts';
import type { OutputFile } from '../../disk/publish.ts';
import type { ReportInput } from '../../report/figures/report-input.ts';
import { encodedRows } from '../../report/files/encoded-rows.ts';
import { tellFiles, toldFiles } from '../../report/files-told.ts';
import type { WrittenRun } from '../../report/partition/part.ts';
import { textIdsOf } from '../../report/partition/text-ids.ts';
import { PART_FILES, partFiles, wholeOutputs } from '../../report/planned-files.ts';
import { temporaryPart } from '../../report/files/partitioned-files.ts';
import type { PublishedFiles } from '../../report/files/partitioned-files.ts';
import type { WrittenTables } from '../../report/write-report.ts';
import { writeReport } from '../../report/write-report.ts';
import { SHEETS_PART, TABLES_PART, tellShare, writingParts } from '../../report/writing-share.ts';
import { EXCEL_ROWS } from '../../report/xlsx/long-places.ts';
import { loadExceljs } from '../../report/xlsx/workbook.ts';
import { openPartitionFile } from '../../run-folder/partition-file.ts';
import type { ProvenPartition } from '../parts/partition-tasks.ts';
import type { RunParts } from '../parts/run-parts.ts';
import { writePartitions } from '../parts/write-partitions.ts';
import type { PartitionWork } from './partition-work.ts';
import { turn } from './step.ts';

export interface WritingOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Tell | undefined;
  /** The one file that is to be written; absent: all that the run has. */
  readonly only?: string | undefined;
  /** Rows of a sheet below its header, for tests that want many sheets of few rows. */
  readonly sheetRows?: number | undefined;
  /** Called when the tables are whole, where more is to be written: they can be looked at. */
  readonly onTables?: ((tables: readonly OutputFile[]) => Promise<void>) | undefined;
}

/** Where it is kept how far a writing has come; `identity` says what is written. */
interface FinishedParts {
  readonly path: string;
  /** The same of the rows of sheets. */
  readonly sheetsPath: string;
  readonly identity: string;
}

/**
 * All files of a run in a folder, gone on with where an attempt that died has come: the tables first, which can be
 * looked at from then on; then the rows of sheets and what is made of them, which take longer.
 */
export async function writeOutputs(
  report: ReportInput,
  folder: string,
  { parts, crew, proven }: PartitionWork & { readonly proven: readonly ProvenPartition[] },
  finishedParts: FinishedParts,
  options: WritingOptions,
): Promise<OutputFile[]> {
  const { signal, onProgress = () => undefined, only, sheetRows = EXCEL_ROWS - 1 } = options;
  const { source, settings, matching } = report;
  // Not with the folders above it: the run's own was there, and is not made anew where its drive went away.
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const planned = partFiles(report, only);
  const names = planned.map(({ name }) => name);
  const before = await writtenBefore(finishedParts, parts, folder);
  if (before) {
    await removeKept(folder, names);
    return before;
  }
  const { tell, written } = tellFiles(
    toldFiles(report, only),
    tellShare(writingParts(report, only), onProgress),
  );
  const { ledger, after } = parts;
  const textIds = textIdsOf(source, matching);
  const run: WrittenRun = { ledger, after, textIds, asOf: source.asOf, sheetRows };
  if (wholeOutputs(report, only).some(({ joins }) => joins)) void loadExceljs();
  const writeParts = (part: string, words: string, path: string, named: typeof planned) =>
    writePartitions(
      parts,
      run,
      crew,
      folder,
      { ...finishedParts, path },
      {
        names: named.map(({ name }) => name),
        csvBom: settings.csvBom,
        proven,
        onFinished: (done) => tell({ part, done, of: source.control.rows, unit: 'rows', words }),
      },
    );
  const { path, sheetsPath } = finishedParts;
  const ofTables = planned.filter(({ format }) => format !== 'sheet');
  const { outputs: tables } = await writeParts(TABLES_PART, 'Writing tables', path, ofTables);
  for (const { name } of tables) written(name);
  await turn(signal);
  if (tables.length > 0) await options.onTables?.(tables);
  const ofSheets = planned.filter(({ format }) => format === 'sheet');
  const { kept } =
    ofSheets.length === 0
      ? { kept: [] }
      : await writeParts(SHEETS_PART, 'Writing rows of sheets', sheetsPath, ofSheets);
  await turn(signal);
  const outputs = await writeReport(
    report,
    folder,
    { run, outputs: tables, rows: rowsByOutput(kept) },
    { signal, tell, onWritten: written, only },
  );
  await syncFolder(folder);
  await syncFolder(dirname(folder));
  noteWritten(finishedParts, parts, outputs);
  await removeKept(folder, names);
  return outputs;
}

/** What stands behind the last partition when all files are written: they themselves. */
const recordOfAll = ({ partitions }: RunParts): number => partitions.count;

/** The files that an earlier attempt has written, all of them; null where it has not, or they are not what it wrote. */
async function writtenBefore(
  { path, identity }: FinishedParts,
  parts: RunParts,
  folder: string,
): Promise<OutputFile[] | null> {
  let all: OutputFile[] | null = null;
  openPartitionFile(path, identity, (record, body) => {
    if (record === recordOfAll(parts)) all = JSON.parse(body.toString('utf8')) as OutputFile[];
  }).close();
  return all !== null && (await changedOutputs(all, folder)).length === 0 ? all : null;
}

function noteWritten(
  { path, identity }: FinishedParts,
  parts: RunParts,
  outputs: readonly OutputFile[],
): void {
  const file = openPartitionFile(path, identity, () => undefined);
  try {
    file.append(recordOfAll(parts), Buffer.from(JSON.stringify(outputs)));
  } finally {
    file.close();
  }
}

/** Removes what files that are there now were made of. */
async function removeKept(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) await rm(temporaryPart(folder, name), { force: true });
}

/** The rows that sheets have of outputs, by the outputs' names. */
function rowsByOutput(kept: PublishedFiles['kept']): WrittenTables['rows'] {
  return new Map(
    kept.map((file) => [
      PART_FILES.find(({ name }) => name === file.name)!.output.name,
      encodedRows(file),
    ]),
  );
}
