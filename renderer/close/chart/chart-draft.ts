import type { Chart, ChartLineText } from '../../../core/contract/close/chart.ts';
import {
  EMPTY_LINE,
  lineText,
  readLine,
  valuesText,
} from '../../../core/contract/close/charts/line-text.ts';
import type { LineField } from '../../../core/contract/close/charts/line-text.ts';
import type { ActivityLine } from '../../../core/contract/close/journal.ts';

/** A line of a draft. Its key is its own as long as the draft lives. */
export interface DraftLine {
  readonly key: number;
  readonly text: ChartLineText;
}

/** A version of the chart of accounts before it is saved. */
export interface ChartDraft {
  /** The day from which it is to be in force, as it is typed. */
  readonly from: string;
  /** Why there is this version. */
  readonly note: string;
  /** Of the lines that are for a movement, the first one counts. */
  readonly lines: readonly DraftLine[];
}

/** A draft of some lines. */
export function draftOf(lines: readonly ChartLineText[], from: string, note = ''): ChartDraft {
  return { from, note, lines: lines.map((text, key) => ({ key, text })) };
}

/** The lines of a chart as a draft has them. */
export function textsOf({ lines }: Pick<Chart, 'lines'>): readonly ChartLineText[] {
  return lines.map(lineText);
}

/** A line for an amount that has no account; the liability account is put where such a movement has it. */
export function lineOfActivity(
  { type, reason }: Pick<ActivityLine, 'type' | 'reason'>,
  liability: string,
): ChartLineText {
  const name = `${reason === '' ? 'No reason' : reason}, ${type}`;
  const side = type === 'earned' ? { credit: liability } : { debit: liability };
  return {
    ...EMPTY_LINE,
    ...{ name, types: type, memo: `${name} {PERIOD}` },
    reasons: reason === '' ? valuesText(['']) : literalReason(reason),
    ...side,
  };
}

/** A reason as a line names it and no pattern. */
function literalReason(reason: string): string {
  return lineText({
    ...{ name: 'x', types: ['earned'], groups: {}, debit: 'x', credit: 'x', memo: 'x' },
    reasons: { is: 'one', reason },
    dimensions: {},
  }).reasons;
}

/** With another line at the end. */
export function withLine(draft: ChartDraft, text: ChartLineText): ChartDraft {
  const key = Math.max(-1, ...draft.lines.map((line) => line.key)) + 1;
  return { ...draft, lines: [...draft.lines, { key, text }] };
}

/** With another text of the line of that key. */
export function changedLine(draft: ChartDraft, key: number, text: ChartLineText): ChartDraft {
  return { ...draft, lines: draft.lines.map((line) => (line.key === key ? { key, text } : line)) };
}

export function withoutLine(draft: ChartDraft, key: number): ChartDraft {
  return { ...draft, lines: draft.lines.filter((line) => line.key !== key) };
}

/** With a line so many places further down; up where that is negative. */
export function movedLine(draft: ChartDraft, key: number, by: number): ChartDraft {
  const lines = [...draft.lines];
  const at = lines.findIndex((line) => line.key === key);
  const to = at + by;
  if (at < 0 || to < 0 || to >= lines.length) return draft;
  lines.splice(to, 0, ...lines.splice(at, 1));
  return { ...draft, lines };
}

/** What is wrong with the texts of a line, by field. */
export type WrongLine = Readonly<Partial<Record<LineField, string>>>;

/** The chart that a draft makes; or what is wrong with its lines, by their keys. */
export type DraftedChart =
  | { readonly ok: true; readonly chart: Chart }
  | { readonly ok: false; readonly wrong: ReadonlyMap<number, WrongLine> };

/** Reads a draft; `from` is its day. Its note may still be blank: a chart that is only tried needs none. */
export function chartOf({ note, lines }: ChartDraft, version: number, from: string): DraftedChart {
  const read = lines.map(({ key, text }) => ({ key, read: readLine(text) }));
  const wrong = new Map(
    read.flatMap(({ key, read: one }) => (one.ok ? [] : [[key, one.wrong] as const])),
  );
  if (wrong.size > 0 || lines.length === 0) return { ok: false, wrong };
  return {
    ok: true,
    chart: {
      ...{ version, from, note: note.trim() || 'A draft.' },
      lines: read.flatMap(({ read: one }) => (one.ok ? [one.line] : [])),
    },
  };
}
