import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Tell } from '../../contract/steps.ts';
import { syncFolder } from '../../disk/publish.ts';
import type { OutputFile } from '../../disk/publish.ts';
import type { ReportInput } from '../../report/figures/report-input.ts';
import { plannedFiles, tellFiles } from '../../report/files-told.ts';
import { textIdsOf } from '../../report/partition/text-ids.ts';
import { writeReport } from '../../report/write-report.ts';
import { TABLES_PART, tellShare, writingParts } from '../../report/writing-share.ts';
import type { ProvenPartition } from '../parts/partition-tasks.ts';
import { wholeRun, writePartitions } from '../parts/write-partitions.ts';
import type { PartitionWork } from './partition-work.ts';
import { turn } from './step.ts';

/** All files of a run in a folder, the tables first, gone on with where an attempt that died has come. */
export async function writeOutputs(
  report: ReportInput,
  folder: string,
  { parts, crew, proven }: PartitionWork & { readonly proven: readonly ProvenPartition[] },
  finishedParts: { readonly path: string; readonly identity: string },
  signal: AbortSignal | undefined,
  onProgress: Tell = () => undefined,
): Promise<OutputFile[]> {
  const { source, settings, matching } = report;
  // Not with the folders above it: the run's own was there, and is not made anew where its drive went away.
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const { tell, written } = tellFiles(
    plannedFiles(report),
    tellShare(writingParts(report), onProgress),
  );
  const tables = await writePartitions(parts, matching, source, crew, folder, finishedParts, {
    asOf: source.asOf,
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
  for (const { name } of tables) written(name);
  await turn(signal);
  const options = { textIds: textIdsOf(source, matching), asOf: source.asOf };
  const outputs = await writeReport(report, folder, tables, () => wholeRun(parts, options), {
    ...(signal && { signal }),
    tell,
    onWritten: written,
  });
  await syncFolder(folder);
  await syncFolder(dirname(folder));
  return outputs;
}
