import { GROUP_COLUMNS } from '../../../core/contract/close/chart.ts';
import type { Chart, ChartLineText } from '../../../core/contract/close/chart.ts';
import type { ChartChanges } from '../../../core/contract/close/charts/compare-charts.ts';
import { lineText } from '../../../core/contract/close/charts/line-text.ts';
import type { Format } from '../../format/format.ts';

/** The reasons that a line is for: `any`, or as they are typed. */
export function reasonsWords({ reasons }: Pick<ChartLineText, 'reasons'>): string {
  return reasons.trim() === '*' ? 'any' : reasons;
}

/** The values of grouping columns that a line is for: `COMPANY North; REGION Coast`, `any`. */
export function groupsWords({ groups }: Pick<ChartLineText, 'groups'>): string {
  const named = GROUP_COLUMNS.filter((column) => groups[column] !== '');
  return named.length === 0
    ? 'any'
    : named.map((column) => `${column} ${groups[column]}`).join(', ');
}

/** A version as it is chosen: `Version 2, from 2026-09-01`. */
export function versionWords(
  { version, from }: Pick<Chart, 'version' | 'from'>,
  { dayNamed }: Pick<Format, 'dayNamed'>,
): string {
  return `Version ${version}, from ${dayNamed(from)}`;
}

/** What is otherwise in a version than in the one before it, a sentence a line; none where nothing is. */
export function changesWords({
  added,
  removed,
  changed,
  isReordered,
}: ChartChanges): readonly string[] {
  return [
    ...added.map(({ name, debit, credit }) => `Added: ${name}, ${debit} to ${credit}.`),
    ...removed.map(({ name }) => `Taken out: ${name}.`),
    ...changed.map(({ before, now }) => {
      const [was, is] = [Object.entries(told(before)), told(now)];
      const fields = was.filter(([field, value]) => is[field] !== value);
      return `Changed: ${now.name}: ${fields.map(([field, value]) => `${field} ${value || 'none'} → ${is[field] || 'none'}`).join('; ')}.`;
    }),
    ...(isReordered ? ['The order of lines has changed: the first one that fits counts.'] : []),
  ];
}

/** A line by what its fields are called. */
function told(line: ChartChanges['added'][number]): Readonly<Record<string, string>> {
  const { types, reasons, debit, credit, memo, dimensions, groups } = lineText(line);
  return { types, reasons, groups: groupsWords({ groups }), debit, credit, memo, dimensions };
}
