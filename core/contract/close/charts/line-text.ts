import { GROUP_COLUMNS, TYPE_NAMES } from '../../../ledger/ledger.ts';
import type { GroupColumn } from '../../../ledger/ledger.ts';
import { MOST_LETTERS } from '../chart.ts';
import type { ChartLine, ChartLineText, ChartReasons } from '../chart.ts';

/** A line; or by field what is wrong with its text. */
export type ReadLine =
  | { readonly ok: true; readonly line: ChartLine }
  | { readonly ok: false; readonly wrong: Readonly<Partial<Record<LineField, string>>> };
export type LineField = Exclude<keyof ChartLineText, 'groups'> | GroupColumn;

const NONE = '(none)';
const WILD = /[*?]/;

/** A line that says nothing yet. */
export const EMPTY_LINE: ChartLineText = {
  ...{ name: '', types: '', reasons: '*', debit: '', credit: '', memo: '', dimensions: '' },
  groups: { COMPANY: '', COST_CENTER: '', REGION: '', CUSTOMER_GROUP: '' },
};

/** A line as texts, which are read as the same line. A semicolon or quotation mark in a pattern becomes any letter. */
export function lineText({
  name,
  types,
  reasons,
  groups,
  debit,
  credit,
  memo,
  dimensions,
}: ChartLine): ChartLineText {
  return {
    ...{ name, debit, credit, memo },
    types: types.join('; '),
    reasons: reasonsText(reasons),
    groups: Object.fromEntries(
      GROUP_COLUMNS.map((column) => [column, valuesText(groups[column] ?? [])]),
    ) as ChartLineText['groups'],
    dimensions: Object.entries(dimensions)
      .map(([key, value]) => quoted(`${key}=${value}`, /[;"]/))
      .join('; '),
  };
}

/** Reads the texts of a line. */
export function readLine(text: ChartLineText): ReadLine {
  const wrong: Partial<Record<LineField, string>> = {};
  for (const field of ['name', 'debit', 'credit', 'memo'] as const) {
    const { length } = text[field].trim();
    if (length === 0) wrong[field] = 'Enter something here.';
    if (length > MOST_LETTERS) wrong[field] = `At most ${MOST_LETTERS} letters.`;
  }
  const types = TYPE_NAMES.filter((type) => valuesOf(text.types).includes(type));
  const unknown = valuesOf(text.types).find((type) => !types.some((known) => known === type));
  if (unknown !== undefined) wrong.types = `${unknown} is none of ${TYPE_NAMES.join(', ')}.`;
  else if (types.length === 0) wrong.types = 'Choose at least one.';
  const reasons = reasonsOf(text.reasons);
  if (reasons === null) wrong.reasons = 'A pattern stands alone; for any reason, enter *.';
  const dimensions = dimensionsOf(text.dimensions);
  if (dimensions === null) wrong.dimensions = 'Enter each as NAME=value.';
  if (reasons === null || dimensions === null || Object.keys(wrong).length > 0)
    return { ok: false, wrong };
  const groups = GROUP_COLUMNS.map((column) => [column, valuesOf(text.groups[column])] as const);
  return {
    ok: true,
    line: {
      ...{ name: text.name.trim(), debit: text.debit.trim() },
      ...{ credit: text.credit.trim(), memo: text.memo.trim() },
      ...{ types, reasons, dimensions },
      groups: Object.fromEntries(groups.filter(([, values]) => values.length > 0)),
    },
  };
}

/** Values as one text, blank for none. */
export function valuesText(values: readonly string[]): string {
  return values.map((value) => quoted(value, /[;"]/)).join('; ');
}

function reasonsText(reasons: ChartReasons): string {
  switch (reasons.is) {
    case 'any':
      return '*';
    case 'one':
      return literal(reasons.reason);
    case 'list':
      return reasons.reasons.map(literal).join('; ');
    case 'pattern':
      return WILD.test(reasons.pattern)
        ? reasons.pattern.replaceAll(/[;"]/g, '?')
        : literal(reasons.pattern);
  }
}

/** Null where it says nothing that a chart can say. */
function reasonsOf(text: string): ChartReasons | null {
  const parts = partsOf(text);
  const [first, ...others] = parts;
  if (first === undefined) return null;
  const isWild = ({ value, isQuoted }: Part): boolean => !isQuoted && WILD.test(value);
  if (others.length > 0)
    return parts.some(isWild) ? null : { is: 'list', reasons: parts.map(plainValue) };
  if (!isWild(first)) return { is: 'one', reason: plainValue(first) };
  if (first.value.length > MOST_LETTERS) return null;
  return first.value === '*' ? { is: 'any' } : { is: 'pattern', pattern: first.value };
}

function dimensionsOf(text: string): Record<string, string> | null {
  const found: Record<string, string> = {};
  for (const { value } of partsOf(text)) {
    const at = value.indexOf('=');
    const name = value.slice(0, Math.max(0, at)).trim();
    const of = value.slice(at + 1).trim();
    if (name === '' || name.length > MOST_LETTERS || of.length > MOST_LETTERS) return null;
    found[name] = of;
  }
  return found;
}

function valuesOf(text: string): readonly string[] {
  return partsOf(text).map(plainValue);
}

function literal(value: string): string {
  return quoted(value, /[;"*?]/);
}

/** A value as it stands among others; in quotation marks where it could be read as something else. */
function quoted(value: string, special: RegExp): string {
  if (value === '') return NONE;
  const plain = value === value.trim() && value !== NONE && !special.test(value);
  return plain ? value : `"${value.replaceAll('"', '""')}"`;
}

interface Part {
  readonly value: string;
  readonly isQuoted: boolean;
}

function plainValue({ value, isQuoted }: Part): string {
  return !isQuoted && value === NONE ? '' : value;
}

/** The values between semicolons, those that are blank left out. */
function partsOf(text: string): readonly Part[] {
  const found = text.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^;]*))\s*(?:;|$)/g);
  return [...found].flatMap(([, inMarks, plain = '']): Part[] => {
    if (inMarks !== undefined) return [{ value: inMarks.replaceAll('""', '"'), isQuoted: true }];
    return plain.trim() === '' ? [] : [{ value: plain.trim(), isQuoted: false }];
  });
}
