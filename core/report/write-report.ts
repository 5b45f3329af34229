import { join } from 'node:path';
import { runCancelled } from '../contract/problem.ts';
import type { Tell } from '../contract/steps.ts';
import { writeAtomically } from '../disk/publish.ts';
import type { OutputFile } from '../disk/publish.ts';
import type { ReportInput } from './figures/report-input.ts';
import type { Report } from './outputs/output.ts';
import { addedMended } from './encode/held-text.ts';
import type { EncodedRows } from './files/encoded-rows.ts';
import type { WrittenRun } from './partition/part.ts';
import { wholeOutputs } from './planned-files.ts';

export interface ReportOptions {
  readonly signal?: { readonly aborted: boolean } | undefined;
  readonly tell?: Tell | undefined;
  /** Called when a file is whole. */
  readonly onWritten?: ((name: string) => void) | undefined;
  /** The one file that is to be written; absent: all that the run has. */
  readonly only?: string | undefined;
}

/** What was written by partition: the files, and the rows that sheets are to have, by their output's name. */
export interface WrittenTables {
  readonly run: WrittenRun;
  readonly outputs: readonly OutputFile[];
  readonly rows: ReadonlyMap<string, EncodedRows>;
}

/**
 * Writes the outputs that are not written by partition, each atomically, after those that are. Returns all
 * files in the order written. Throws the Problem `run.cancelled`, or whatever the disk refuses.
 */
export async function writeReport(
  input: ReportInput,
  folder: string,
  { run, outputs: tables, rows: encoded }: WrittenTables,
  { signal, tell = () => undefined, onWritten, only }: ReportOptions = {},
): Promise<OutputFile[]> {
  const outputs: OutputFile[] = [...tables];
  const report: Report = {
    ...input,
    written: outputs,
    run,
    mended: addedMended([...encoded.values()].map(({ mended }) => mended)),
    rowsOf: ({ name }) => {
      const rows = encoded.get(name);
      if (!rows) throw new Error(`The rows of ${name} were not encoded for sheets.`);
      return rows;
    },
  };
  for (const { name, write } of wholeOutputs(input, only)) {
    // Lets a cancellation arrive.
    await new Promise(setImmediate);
    if (signal?.aborted) throw runCancelled();
    let rows: number | null = null;
    const facts = await writeAtomically(join(folder, name), async (path) => {
      rows = await write(path, report, { signal, tell });
    });
    outputs.push({ name, rows, ...facts });
    onWritten?.(name);
  }
  return outputs;
}
