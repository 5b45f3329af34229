import type { Tell } from '../contract/steps.ts';
import type { ReportInput } from './figures/report-input.ts';
import type { WritingPart } from './outputs/output.ts';
import { partFiles, wholeOutputs } from './planned-files.ts';
import { SHEET_WEIGHT } from './xlsx/table-sheet.ts';

/** The id under which the outputs that are written by partition are told, all of them together. */
export const TABLES_PART = 'tables';
/** And that of the rows that sheets have of them, which are made when the tables are whole. */
export const SHEETS_PART = 'sheets';

/** What a run will write, in parts that are told. */
export function writingParts(input: ReportInput, only?: string): WritingPart[] {
  return [
    ...partFiles(input, only).map(({ output: { cost }, format }) => ({
      id: format === 'sheet' ? SHEETS_PART : TABLES_PART,
      rows: cost.rows(input),
      weight: format === 'sheet' ? SHEET_WEIGHT : cost.weight / 2,
    })),
    ...wholeOutputs(input, only).flatMap((output) => output.parts(input)),
  ];
}

/**
 * Tells on what it is told, with how far the writing of all parts is, 0 to 1. Parts may go on side by
 * side; what is not among them changes nothing. It never goes back.
 */
export function tellShare(parts: readonly WritingPart[], tell: Tell): Tell {
  const costs = new Map<string, number>();
  for (const { id, rows, weight } of parts) costs.set(id, (costs.get(id) ?? 0) + rows * weight);
  const whole = [...costs.values()].reduce((sum, cost) => sum + cost, 0);
  const behind = new Map<string, number>();
  return (progress) => {
    const { part, done, of } = progress;
    if (part !== undefined && costs.has(part)) {
      const share = of === null || of === 0 ? 1 : Math.min(1, done / of);
      behind.set(part, Math.max(behind.get(part) ?? 0, share));
    }
    let paid = 0;
    for (const [id, portion] of behind) paid += costs.get(id)! * portion;
    tell({ ...progress, share: whole === 0 ? 1 : Math.min(1, paid / whole) });
  };
}
