import { asOfDay } from '../../core/contract/periods.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import { fileName } from '../data-folder/file-name.ts';

/**
 * What all files of a run are called as one: its source, its period (its as-of day where it has none) and its policy,
 * such as `Store credit 2026-06 (one-to-one).zip`. A name for any file system.
 */
export function zipName(
  run: Pick<RunRecord, 'sourceName' | 'period' | 'policy' | 'cutOff' | 'highWater' | 'startedAt'>,
): string {
  return fileName(`${run.sourceName} ${run.period ?? asOfDay(run)} (${run.policy}).zip`);
}
