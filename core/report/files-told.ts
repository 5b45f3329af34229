import type { FileProgress, Tell } from '../contract/steps.ts';
import type { ReportInput } from './figures/report-input.ts';
import { PART_FORMATS } from './files/part-formats.ts';
import { partFiles, wholeOutputs } from './planned-files.ts';
import { SHEETS_PART, TABLES_PART } from './writing-share.ts';

/** A file that a run will write, and the parts of the writing in which it is told. */
interface ToldFile {
  readonly name: string;
  readonly parts: readonly string[];
}

/** The files that a run will write, in the order of writing, as they are told. */
export function toldFiles(input: ReportInput, only?: string): ToldFile[] {
  return [
    ...partFiles(input, only)
      .filter(({ format }) => PART_FORMATS[format].isDelivered)
      .map(({ name }) => ({ name, parts: [TABLES_PART] })),
    ...wholeOutputs(input, only).map(({ name, joins = [], parts }) => ({
      name,
      parts: [...(joins.length > 0 ? [SHEETS_PART] : []), ...parts(input).map(({ id }) => id)],
    })),
  ];
}

/** As much as a file can be written before it is whole and under its name. */
const NEARLY = 0.99;

/** Tells on what it is told, with how far each file is; `written` says which ones are whole. */
export function tellFiles(
  files: readonly ToldFile[],
  tell: Tell,
): { readonly tell: Tell; readonly written: (name: string) => void } {
  const behind = new Map<string, number>();
  const whole = new Set<string>();
  const shareOf = ({ name, parts }: ToldFile): number => {
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
