import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Tell } from '../../contract/steps.ts';
import { syncFolder } from '../../disk/publish.ts';
import type { OutputFile } from '../../disk/publish.ts';
import type { ReportInput } from '../../report/figures/report-input.ts';
import { encodedRows } from '../../report/files/encoded-rows.ts';
import { tellFiles, toldFiles } from '../../report/files-told.ts';
import type { WrittenRun } from '../../report/partition/part.ts';
import { textIdsOf } from '../../report/partition/text-ids.ts';
import { PART_FILES, partFiles } from '../../report/planned-files.ts';
import type { PublishedFiles } from '../../report/files/partitioned-files.ts';
import type { WrittenTables } from '../../report/write-report.ts';
import { writeReport } from '../../report/write-report.ts';
import { TABLES_PART, tellShare, writingParts } from '../../report/writing-share.ts';
import { EXCEL_ROWS } from '../../report/xlsx/long-places.ts';
import type { ProvenPartition } from '../parts/partition-tasks.ts';
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
}

/** All files of a run in a folder, the tables first, gone on with where an attempt that died has come. */
export async function writeOutputs(
  report: ReportInput,
  folder: string,
  { parts, crew, proven }: PartitionWork & { readonly proven: readonly ProvenPartition[] },
  finishedParts: { readonly path: string; readonly identity: string },
  { signal, onProgress = () => undefined, only, sheetRows = EXCEL_ROWS - 1 }: WritingOptions,
): Promise<OutputFile[]> {
  const { source, settings, matching } = report;
  // Not with the folders above it: the run's own was there, and is not made anew where its drive went away.
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const { tell, written } = tellFiles(
    toldFiles(report, only),
    tellShare(writingParts(report, only), onProgress),
  );
  const { ledger, after } = parts;
  const textIds = textIdsOf(source, matching);
  const run: WrittenRun = { ledger, after, textIds, asOf: source.asOf, sheetRows };
  const tables = await writePartitions(parts, run, crew, folder, finishedParts, {
    names: partFiles(report, only).map(({ name }) => name),
    csvBom: settings.csvBom,
    proven,
    onFinished: (done) =>
      tell({
        part: TABLES_PART,
        done,
        of: source.control.rows,
        unit: 'rows',
        words: 'Writing tables',
      }),
  });
  for (const { name } of tables.outputs) written(name);
  await turn(signal);
  const outputs = await writeReport(
    report,
    folder,
    { run, outputs: tables.outputs, rows: rowsByOutput(tables.kept) },
    { signal, tell, onWritten: written, only },
  );
  for (const { path } of tables.kept) await rm(path);
  await syncFolder(folder);
  await syncFolder(dirname(folder));
  return outputs;
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
