import { createHash } from 'node:crypto';
import type { ReportInput } from './report-input.ts';

/**
 * What tells a run's results from those of any other: twelve hex digits over the source, the settings, the version
 * and the checksum of the result. Unlike the id of a run it is the same whenever the same input is reconciled, so it
 * may stand in files that are the same bytes then.
 */
export function runMark({ place, settings, softwareVersion, checks }: ReportInput): string {
  const told = [place.sha256, settings, softwareVersion, checks[0]?.numbers['checksum'] ?? ''];
  const digits = createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, 12);
  return digits.replaceAll(/(.{4})(?=.)/g, '$1-');
}
