import type { ReportInput } from './figures/report-input.ts';
import type { PartFormatName } from './files/part-formats.ts';
import type { PartitionedOutput, WholeOutput } from './outputs/output.ts';
import { PARTITIONED, WHOLE } from './outputs.ts';

/** A file that is written partition by partition: of an output, in one of its formats. */
export interface PlannedPart {
  readonly output: PartitionedOutput;
  readonly format: PartFormatName;
  readonly name: string;
}

/**
 * Every file that can be written partition by partition, in the order in which they are listed: those that are
 * delivered, and the rows that sheets have of them.
 */
export const PART_FILES: readonly PlannedPart[] = PARTITIONED.flatMap((output) => {
  const formats: readonly PartFormatName[] = output.sheet
    ? [...output.formats, 'sheet']
    : output.formats;
  return formats.map((format) => ({ output, format, name: `${output.name}.${format}` }));
});

/** The outputs that a run writes at once, in their order; with `only` the one of that name. */
export function wholeOutputs(input: ReportInput, only?: string): WholeOutput[] {
  return WHOLE.filter((output) => output.when(input) && (only ?? output.name) === output.name);
}

/**
 * The files that a run writes partition by partition, in their order: all that are delivered, or the one of
 * the name `only`, and the rows of those sheets that are written.
 */
export function partFiles(input: ReportInput, only?: string): PlannedPart[] {
  const joined = new Set(wholeOutputs(input, only).flatMap(({ joins = [] }) => joins));
  return PART_FILES.filter(({ output, format, name }) =>
    format === 'sheet' ? joined.has(output) : (only ?? name) === name,
  );
}
