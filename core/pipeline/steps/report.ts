import { join } from 'node:path';
import type { OutputFile } from '../../disk/publish.ts';
import { OUTPUT_FOLDER, SHEETS_WRITING_FILE, WRITING_FILE } from '../../run-folder/names.ts';
import { noteTables } from '../../run-folder/tables-file.ts';
import { madeFrom } from './partition-work.ts';
import { progressOf } from './step.ts';
import type { RunAtWork, Step } from './step.ts';
import type { Verified } from './verify.ts';
import { writeOutputs } from './write-outputs.ts';

export interface Reported extends Verified {
  /** In the order in which they were written. */
  readonly outputs: readonly OutputFile[];
}

/** Writes the files of the run; they are complete, or an attempt that died left them to be gone on with. */
export const report: Step<Verified, Reported> = {
  name: 'report',
  async run(run, before) {
    const left = await reported(run, before);
    const { rows } = before.validation.source.control;
    const checksums = Object.fromEntries(left.outputs.map(({ name, sha256 }) => [name, sha256]));
    return { left, rowsIn: rows, rowsOut: rows, checksums };
  },
  resume: reported,
};

async function reported(run: RunAtWork, before: Verified): Promise<Reported> {
  const { folder, signal, onTables } = run.environment;
  const { report: input, parts, proofSha256 } = before;
  const outputs = await writeOutputs(
    input,
    join(folder, OUTPUT_FOLDER),
    before,
    {
      path: join(folder, WRITING_FILE),
      sheetsPath: join(folder, SHEETS_WRITING_FILE),
      identity: madeFrom(run, before, parts, 'report', proofSha256, input.source.asOf),
    },
    {
      signal,
      onProgress: progressOf(run, 'report'),
      sheetRows: run.request.sheetRows,
      async onTables(tables) {
        await noteTables(folder, tables);
        onTables?.();
      },
    },
  );
  return { ...before, outputs };
}
