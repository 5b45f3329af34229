import type { RunView } from '../../core/contract/api/runs.ts';
import { STEP_NAMES } from '../../core/contract/steps.ts';
import type { StepName } from '../../core/contract/steps.ts';

/** Something that was read or written on the way from the source to the outputs. */
export interface LineageFile {
  readonly name: string;
  readonly checksum: string;
  readonly bytes: number | null;
  readonly rows: number | null;
}

/** A step of the way: what went in, what came out. */
export interface LineageStep {
  readonly step: StepName;
  readonly reads: readonly string[];
  readonly writes: readonly LineageFile[];
}

/**
 * From the source to the published files. A step wrote what it is the first to name; what it names
 * and an earlier step wrote, it read. Match, Verify and Report work on what lies before them, of
 * which they note no checksum of their own.
 */
export function lineageOf({
  run,
  steps,
  outputs,
}: Pick<RunView, 'run' | 'steps' | 'outputs'>): readonly LineageStep[] {
  const facts = new Map(outputs.map((output) => [output.name, output]));
  const written = new Set<string>();
  let before: readonly string[] = [];
  return STEP_NAMES.flatMap((step): LineageStep[] => {
    const record = steps.find(({ name }) => name === step);
    if (!record || Object.keys(record.checksums).length === 0) return [];
    const named = Object.entries(record.checksums);
    const reads = named.filter(([name]) => written.has(name)).map(([name]) => name);
    const writes = named
      .filter(([name]) => !written.has(name))
      .map(([name, checksum]): LineageFile => {
        written.add(name);
        return {
          name,
          checksum,
          bytes: name === 'source' ? run.bytes : (facts.get(name)?.bytes ?? null),
          rows: name === 'source' ? run.rowCount : (facts.get(name)?.rows ?? null),
        };
      });
    const from = reads.length > 0 ? reads : before;
    before = writes.map(({ name }) => name);
    return [{ step, reads: from, writes }];
  });
}

/** Checksums in the form that `sha256sum --check` reads; those of files alone. */
export function checksumText(outputs: RunView['outputs']): string {
  return outputs.map(({ sha256, path }) => `${sha256}  ${path}\n`).join('');
}
