import type { RunRecord } from '../../core/contract/run.ts';
import type { Settings } from '../../core/contract/settings.ts';

/**
 * The settings of a run for another one of its file. The rows that a completed run took from the file stand now: to
 * decide on them again would be on nothing. Those that it kept as they were reported still differ.
 */
export function settingsAgain({
  status,
  settings,
}: Pick<RunRecord, 'status' | 'settings'>): Settings {
  const { decidedRows, ...others } = settings;
  const kept =
    status === 'completed'
      ? decidedRows?.filter(({ decision }) => decision === 'keep')
      : decidedRows;
  return kept && kept.length > 0 ? { ...others, decidedRows: kept } : others;
}
