import type { JobProgress } from '../../core/contract/api/runs.ts';
import { bytesText } from './format.ts';
import type { Format } from './format.ts';

/** 350,000 rows a second, 27.1 MiB a second; null where it cannot be told or has no unit. */
export function paceText(
  { rate, unit }: Pick<JobProgress, 'rate' | 'unit'>,
  format: Pick<Format, 'count'>,
): string | null {
  if (rate === null || unit === null) return null;
  if (unit === 'bytes') return `${bytesText(Math.round(rate))} a second`;
  // Slower than this, a rate says less than the time that is left.
  return rate < 1 ? null : `${format.count(Math.round(rate))} ${unit} a second`;
}
