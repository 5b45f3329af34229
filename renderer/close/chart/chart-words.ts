import { GROUP_COLUMNS } from '../../../core/contract/close/chart.ts';
import type { Chart, ChartLineText } from '../../../core/contract/close/chart.ts';
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
