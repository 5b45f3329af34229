import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunData } from '../../core/contract/api/runs.ts';
import type { RunDetail } from '../../core/contract/run.ts';
import { DRAFT_FOLDER, OUTPUT_FOLDER } from '../../core/run-folder/names.ts';
import { ANALYTICS_FILE } from '../../core/run-folder/output-names.ts';
import { notedTables } from '../../core/run-folder/tables-file.ts';

/** The tables of a run that can be looked at. */
export interface LookedAt {
  readonly data: RunData;
  /** Within the run's folder. */
  readonly folder: string;
  /** Another text where they are other tables. */
  readonly key: string;
}

/** Which tables of a run can be looked at, in its folder; null for none. */
export async function runData(
  { run, steps }: Pick<RunDetail, 'run' | 'steps'>,
  folder: string,
): Promise<LookedAt | null> {
  if (run.deleted !== null) return null;
  if (run.status === 'completed') return { data: 'published', folder: OUTPUT_FOLDER, key: '' };
  // What an earlier attempt has left was noted of it alone: it is forgotten before the report begins.
  const isWriting =
    run.status === 'running' &&
    steps.some(({ name, status }) => name === 'report' && status === 'running');
  const noted = isWriting ? await notedTables(folder) : null;
  if (noted !== null) return { data: 'early', folder: OUTPUT_FOLDER, key: noted };
  // The file that is written last: without it, the draft is not whole.
  return access(join(folder, DRAFT_FOLDER, ANALYTICS_FILE)).then(
    () => ({ data: 'draft' as const, folder: DRAFT_FOLDER, key: run.status }),
    () => null,
  );
}
