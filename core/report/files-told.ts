import type { FileProgress, Tell } from '../contract/steps.ts';
import type { ReportInput } from './figures/report-input.ts';
import { OUTPUTS } from './outputs.ts';
import { TABLES_PART } from './writing-share.ts';

/** A file that a run will write, and the parts of the writing in which it is told. */
interface PlannedFile {
  readonly name: string;
  readonly parts: readonly string[];
}

/** The files that a run will write, in the order of writing. */
export function plannedFiles(input: ReportInput): PlannedFile[] {
  return OUTPUTS.flatMap((output) => {
    if (output.made === 'by partition')
      return output.formats.map((format) => ({
        name: `${output.name}.${format}`,
        parts: [TABLES_PART],
      }));
    const { name, when, parts } = output;
    return when(input) ? [{ name, parts: parts(input).map(({ id }) => id) }] : [];
  });
}

/** As much as a file can be written before it is whole and under its name. */
const NEARLY = 0.99;

/** Tells on what it is told, with how far each file is; `written` says which ones are whole. */
export function tellFiles(
  files: readonly PlannedFile[],
  tell: Tell,
): { readonly tell: Tell; readonly written: (name: string) => void } {
  const behind = new Map<string, number>();
  const whole = new Set<string>();
  const shareOf = ({ name, parts }: PlannedFile): number => {
    if (whole.has(name)) return 1;
    const sum = parts.reduce((shares, part) => shares + (behind.get(part) ?? 0), 0);
    return parts.length === 0 ? 0 : Math.min(NEARLY, sum / parts.length);
  };
  return {
    tell: (progress) => {
      const { part, done, of } = progress;
      if (part !== undefined && of !== null)
        behind.set(part, Math.max(behind.get(part) ?? 0, of === 0 ? 1 : Math.min(1, done / of)));
      const told: FileProgress[] = files.map((file) => ({ name: file.name, share: shareOf(file) }));
      tell({ ...progress, files: told });
    },
    written: (name) => void whole.add(name),
  };
}
