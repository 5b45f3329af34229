import { join } from 'node:path';
import type { Afterwards } from '../report/figures/decisions.ts';
import { reconciliation } from '../report/workbook/reconciliation.ts';
import { SHEETS_WRITING_FILE, WRITING_FILE } from '../run-folder/names.ts';
import type { ReconcileEnvironment, ReconcileRequest } from './steps/asked-run.ts';
import { UP_TO_VERIFIED } from './steps/course.ts';
import { progressOf } from './steps/step.ts';
import { writeOutputs } from './steps/write-outputs.ts';

/** What the workbook of a finished run is called. */
export const WORKBOOK = reconciliation.name;

/**
 * Writes the workbook of a finished run again, into another folder, with what has become known since. All else in
 * it is what the run's steps have left; what the run has published stays as it is. Throws a Problem where what they
 * left is gone or changed, and `run.cancelled`.
 *
 * @param environment that of the run, whose journal knows all its steps to be completed.
 */
export async function rewriteWorkbook(
  request: ReconcileRequest,
  environment: ReconcileEnvironment,
  folder: string,
  afterwards: Afterwards,
): Promise<void> {
  const ends: (() => Promise<void>)[] = [];
  try {
    const run = {
      request,
      environment,
      atEnd: (end: () => Promise<void>): void => void ends.push(end),
    };
    const ended = await UP_TO_VERIFIED.take(run);
    if ('pausedAfter' in ended) throw new Error('A finished run has nothing to wait for.');
    const { left } = ended;
    await writeOutputs(
      { ...left.report, settings: { ...left.report.settings, xlsx: true }, afterwards },
      folder,
      left,
      {
        path: join(folder, WRITING_FILE),
        sheetsPath: join(folder, SHEETS_WRITING_FILE),
        identity: 'written again',
      },
      {
        signal: environment.signal,
        onProgress: progressOf(run, 'report'),
        only: WORKBOOK,
      },
    );
  } finally {
    for (const end of ends) await end();
  }
}
