import { openPartitionedFiles } from '../../report/files/partitioned-files.ts';
import type { FileStates, PublishedFiles } from '../../report/files/partitioned-files.ts';
import type { WrittenRun } from '../../report/partition/part.ts';
import { partitionedFiles } from '../../report/write-partition.ts';
import { Problem } from '../../contract/problem.ts';
import type { Crew } from './crew.ts';
import { openPartitionFile } from '../../run-folder/partition-file.ts';
import type { PartitionResults, ProvenPartition } from './partition-tasks.ts';
import type { RunParts } from './run-parts.ts';

export interface TableWritingOptions {
  /** The names of the files to be written. */
  readonly names: readonly string[];
  readonly csvBom: boolean;
  /** Of each partition, what verification has proven: nothing else is written. */
  readonly proven: readonly Pick<ProvenPartition, 'draft'>[];
  /** Rows of the finished partitions. */
  readonly onFinished: (rows: number) => void;
}

/**
 * Writes the tables that have a row for each movement, allocation or account into a folder, partition by
 * partition, from where the file at `path` says that an earlier attempt has come. Returns the files.
 * Throws the Problem `report.draft-changed` where a partition is not what was proven.
 */
export async function writePartitions(
  parts: RunParts,
  { ledger, after, ...options }: WrittenRun,
  crew: Crew,
  folder: string,
  { path, identity }: { readonly path: string; readonly identity: string },
  { names, csvBom, proven, onFinished }: TableWritingOptions,
): Promise<PublishedFiles> {
  const { partitions, afterPartitions } = parts;
  const rowsBefore = (p: number): number => partitions.firstRow[p]! + afterPartitions.firstRow[p]!;
  const earlier: FileStates[] = [];
  openPartitionFile(path, identity, (p, body) => {
    if (p === earlier.length && p < partitions.count)
      earlier.push(JSON.parse(body.toString('utf8')) as FileStates);
  }).close();
  const named = partitionedFiles({ ...options, ledger, after }, new Set(names));
  const { files, kept } = openPartitionedFiles(folder, named, csvBom, earlier);
  const journal = openPartitionFile(path, identity, () => undefined, kept);
  try {
    onFinished(rowsBefore(kept));
    let next = kept;
    const waiting = new Map<number, { result: Written; written: () => void }>();
    await crew.carryOut(
      { task: 'write', options, files: names },
      (p) => p >= kept,
      (p, result) =>
        new Promise((written, failed) => {
          if (result.draft !== proven[p]?.draft) failed(draftChanged(p));
          waiting.set(p, { result, written });
          try {
            // The parts of a file stand in the order of the partitions, whichever is ready first.
            for (let turn = waiting.get(next); turn; turn = waiting.get(next)) {
              waiting.delete(next);
              const states = files.append(turn.result);
              journal.append(next, Buffer.from(JSON.stringify(states)));
              next++;
              onFinished(rowsBefore(next));
              turn.written();
            }
          } catch (error) {
            failed(error as Error);
          }
        }),
    );
    return files.publish();
  } finally {
    journal.close();
    files.close();
  }
}

type Written = PartitionResults['write'];

function draftChanged(partition: number): Problem {
  return new Problem({
    kind: 'internal',
    code: 'report.draft-changed',
    message: `Part ${partition + 1} of the result differs from what was verified. Nothing was published.`,
    hint: 'Run again. If it happens again, the memory of this computer may be faulty.',
  });
}
