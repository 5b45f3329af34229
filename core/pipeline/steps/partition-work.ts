import type { StepName } from '../../contract/steps.ts';
import type { Crew } from '../parts/crew.ts';
import type { RunParts } from '../parts/run-parts.ts';
import { progressOf } from './step.ts';
import type { RunAtWork } from './step.ts';
import type { Validated } from './validate.ts';

/** What the steps after validation work on, and who does it. */
export interface PartitionWork {
  readonly parts: RunParts;
  readonly crew: Crew;
}

/** What a step's finished partitions were made from: those of anything else are not used. */
export function madeFrom(
  { request }: RunAtWork,
  { ledgerSha256 }: Pick<Validated, 'ledgerSha256'>,
  { partitions }: RunParts,
  step: StepName,
  ...what: readonly unknown[]
): string {
  const { softwareVersion, settings } = request;
  return JSON.stringify([step, softwareVersion, ledgerSha256, settings, partitions.count, ...what]);
}

/** Tells how many partitions of a step are finished. */
export function ofPartitions(
  run: RunAtWork,
  { partitions }: RunParts,
  step: StepName,
  words: string,
): (done: number) => void {
  const tell = progressOf(run, step);
  return (done) => tell({ done, of: partitions.count, unit: null, words });
}
