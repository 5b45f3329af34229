import { z } from 'zod';
import type { GridColumn } from '../../../core/contract/api/grid.ts';

/** Which columns are shown, in which order, how wide. Every column of the file is in it once. */
export type ColumnChoice = readonly ChosenColumn[];
export interface ChosenColumn {
  readonly name: string;
  readonly hidden: boolean;
  /** Pixels. */
  readonly width: number;
}

const rememberedSchema = z.array(
  z.object({ name: z.string(), hidden: z.boolean(), width: z.number().min(30).max(2000) }),
);

/** What a row is about and how it was matched: in sight on a small screen, before all else. */
const FIRST: readonly string[] = [
  'CUSTOMERID',
  'TRANS_ID',
  'REDEEMID',
  'MATCH_STATUS',
  'MATCHED_AMOUNT',
  'OPEN_AMOUNT',
  'AMOUNT',
  'CREATEDAT',
  'TCTYPE',
];
const PINNED: readonly string[] = ['CUSTOMERID', 'TRANS_ID'];

/** Whose row it is and which: the columns that stay where they are while the others scroll. */
export function isPinned({ field }: GridColumn): boolean {
  return field !== null && PINNED.includes(field);
}

/** The columns of the matching first, then those of the file as they come; all of them are shown. */
export function defaultChoice(columns: readonly GridColumn[]): ColumnChoice {
  const place = ({ added, field, name }: GridColumn): number => {
    const at = FIRST.indexOf(added ? name : (field ?? ''));
    return at === -1 ? FIRST.length : at;
  };
  return columns
    .toSorted((a, b) => place(a) - place(b))
    .map((column) => ({
      name: column.name,
      hidden: false,
      width: defaultWidth(column),
    }));
}

/**
 * What was remembered, made to fit the columns there are: what is gone is dropped, what is new comes
 * last. Anything unreadable counts as nothing remembered.
 */
export function rememberedChoice(
  text: string | null,
  columns: readonly GridColumn[],
): ColumnChoice {
  const parsed = rememberedSchema.safeParse(json(text));
  if (!parsed.success) return defaultChoice(columns);
  const names = new Set(columns.map(({ name }) => name));
  const known = parsed.data.filter(({ name }) => names.delete(name));
  const fresh = defaultChoice(columns.filter(({ name }) => names.has(name)));
  const all = [...known, ...fresh];
  return all.some(({ hidden }) => !hidden) ? all : defaultChoice(columns);
}

/** The key under which the choice for a set of columns is remembered, whatever their order. */
export function choiceKey(columns: readonly GridColumn[]): string {
  const names = columns.map(({ name }) => name).sort();
  // FNV-1a: no secret, only short and the same every time.
  let hash = 0x811c9dc5;
  for (const unit of names.join('\n')) hash = Math.imul(hash ^ unit.codePointAt(0)!, 0x01000193);
  return `grid.columns.${(hash >>> 0).toString(16)}`;
}

export function shownNames(choice: ColumnChoice): string[] {
  return choice.filter(({ hidden }) => !hidden).map(({ name }) => name);
}

/** The parts of a column's name, between which a header may begin a new line. */
export function brokenName(name: string): readonly string[] {
  return name.split(/(?<=[_ ])(?=[^_ ])/u);
}

/** One place up (−1) or down (1); at the end nothing moves. */
export function moved(choice: ColumnChoice, name: string, by: -1 | 1): ColumnChoice {
  const from = choice.findIndex((column) => column.name === name);
  const to = from + by;
  if (from < 0 || to < 0 || to >= choice.length) return choice;
  const next = [...choice];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

/** Shows or hides a column; the last one that is shown stays. */
export function toggled(choice: ColumnChoice, name: string): ColumnChoice {
  const next = choice.map((column) =>
    column.name === name ? { ...column, hidden: !column.hidden } : column,
  );
  return next.some(({ hidden }) => !hidden) ? next : choice;
}

/** Pixels: the contents, and the header with its filter button on two lines, as far as that goes. */
function defaultWidth({ kind, field, name }: GridColumn): number {
  if (field === 'REASON') return 200;
  if (name === 'MATCH_STATUS') return 132;
  const byKind = { id: 108, text: 124, money: 112, time: 158, count: 96 }[kind];
  return Math.min(220, Math.max(byKind, longerLine(name) * 8 + 44));
}

/** Letters in the longer of the two lines that a header is broken into. */
function longerLine(name: string): number {
  let longer = name.length;
  let first = 0;
  for (const part of brokenName(name)) {
    first += part.length;
    longer = Math.min(longer, Math.max(first, name.length - first));
  }
  return longer;
}

function json(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
