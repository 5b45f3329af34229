import { join } from 'node:path';
import type { Tell } from '../contract/steps.ts';
import { writeAtomically } from '../disk/publish.ts';
import type { OutputFile } from '../disk/publish.ts';
import type { ReportInput } from './figures/report-input.ts';
import type { Report } from './outputs/output.ts';
import { WHOLE } from './outputs.ts';
import type { Part, WrittenRun } from './partition/part.ts';

export interface ReportOptions {
  readonly signal?: { readonly aborted: boolean } | undefined;
  readonly tell?: Tell | undefined;
  /** Called when a file is whole. */
  readonly onWritten?: ((name: string) => void) | undefined;
}

/** All of a run as if it were one partition. */
export interface WholeRun {
  readonly run: WrittenRun;
  readonly part: Part;
}

/**
 * Writes the outputs that are not written by partition, each atomically, after those that are (`written`);
 * `whole` is asked for when a workbook needs all rows. Returns all files in the order written. Throws the
 * Problem `run.cancelled`, or whatever the disk refuses.
 */
export async function writeReport(
  input: ReportInput,
  folder: string,
  written: readonly OutputFile[],
  whole: () => WholeRun,
  { signal, tell = () => undefined, onWritten }: ReportOptions = {},
): Promise<OutputFile[]> {
  const outputs: OutputFile[] = [...written];
  let wholeRun: WholeRun | null = null;
  const report: Report = {
    ...input,
    written: outputs,
    tableOf: ({ of }) => {
      const { run, part } = (wholeRun ??= whole());
      return of(run).table(part);
    },
  };
  for (const { name, when, write } of WHOLE) {
    if (!when(input)) continue;
    let rows: number | null = null;
    const facts = await writeAtomically(join(folder, name), async (path) => {
      rows = await write(path, report, { signal, tell });
    });
    outputs.push({ name, rows, ...facts });
    onWritten?.(name);
  }
  return outputs;
}
