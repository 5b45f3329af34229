import { FLUX_MEASURES } from '../../../core/contract/close/flux.ts';
import type { FluxSlice } from '../../../core/contract/close/flux.ts';
import type { FluxView } from '../../../core/contract/close/close-view.ts';

/** The lines of one slice, in the order of measures. */
export interface FluxGroup extends FluxSlice {
  readonly key: string;
  readonly lines: readonly FluxView[];
}

/** What is asked of the table. */
export interface FluxAsked {
  readonly currency: string;
  readonly column: FluxSlice['column'];
  /** Only lines that want an explanation, of every column. */
  readonly onlyWanting: boolean;
}

/** The currencies of the lines, in their order. */
export function currenciesOf(lines: readonly FluxView[]): readonly string[] {
  return [...new Set(lines.map(({ currency }) => currency))];
}

/** By what the lines of a currency are told apart: in total first. */
export function columnsOf(
  lines: readonly FluxView[],
  currency: string,
): readonly FluxSlice['column'][] {
  return [...new Set(lines.filter((one) => one.currency === currency).map(({ column }) => column))];
}

/** The lines that are asked for, by slice. */
export function groupsOf(
  lines: readonly FluxView[],
  { currency, column, onlyWanting }: FluxAsked,
): readonly FluxGroup[] {
  const groups = new Map<string, FluxView[]>();
  for (const line of lines) {
    if (line.currency !== currency) continue;
    if (onlyWanting ? !line.wantsExplanation : line.column !== column) continue;
    const key = sliceKey(line);
    const before = groups.get(key);
    if (before) before.push(line);
    else groups.set(key, [line]);
  }
  return [...groups].map(([key, of]) => {
    const { currency: code, column: by, value } = of[0]!;
    return { key, currency: code, column: by, value, lines: of };
  });
}

/** All lines of the slice that a group is of, whatever else is asked. */
export function linesOfSlice(lines: readonly FluxView[], key: string): readonly FluxView[] {
  return lines.filter((line) => sliceKey(line) === key);
}

export function sliceKey({ currency, column, value }: FluxSlice): string {
  return JSON.stringify([currency, column, value]);
}

/** `Total`, `Region North`, `No reason`. */
export function sliceTitle({ column, value }: Pick<FluxSlice, 'column' | 'value'>): string {
  if (column === null) return 'Total';
  const name = columnTitle(column);
  return value === '' ? `No ${name.toLowerCase()}` : `${name} ${value}`;
}

/** `COST_CENTER` as it is read: `Cost center`. */
export function columnTitle(column: FluxSlice['column']): string {
  if (column === null) return 'Total';
  const words = column.toLowerCase().replaceAll('_', ' ');
  return `${words[0]!.toUpperCase()}${words.slice(1)}`;
}

/** What a line is called on its own: `Spent, Region North`. */
export function lineTitle(line: Pick<FluxView, 'measure' | 'column' | 'value'>): string {
  return `${FLUX_MEASURES[line.measure]}, ${sliceTitle(line)}`;
}

/** How many lines want an explanation, and how many of them have one. */
export function explainedCount(lines: readonly FluxView[]): {
  readonly wanting: number;
  readonly explained: number;
} {
  const wanting = lines.filter(({ wantsExplanation }) => wantsExplanation);
  return {
    wanting: wanting.length,
    explained: wanting.filter(({ explanation }) => explanation !== null).length,
  };
}
