import { existsSync } from 'node:fs';
import type { KeptKind } from '../../../core/contract/keeping/kept-kinds.ts';
import type { RunRecord } from '../../../core/contract/run.ts';
import { runFolder } from '../../data-folder/data-folder.ts';
import type { KeepingContext, KeepingFacts, KeptThing } from './kept-thing.ts';

/** A run whose files may go, from a moment on (ms since 1970); none where they are deleted or not there. */
export function runThing(
  { root }: Pick<KeepingContext, 'root'>,
  kind: KeptKind,
  run: RunRecord,
  since: number,
  { standing }: Pick<KeepingFacts, 'standing'>,
): KeptThing[] {
  const path = runFolder(root, run.id);
  if (run.deleted !== null || !existsSync(path)) return [];
  const period = run.period ?? 'the whole ledger';
  const what = `Run ${run.id} of ${run.sourceName}, ${period}, revision ${run.revision}`;
  const needed = standing.has(run.id)
    ? 'It is the latest run of its source: the next file is compared with it.'
    : null;
  const of = [{ run: run.id, sourceId: run.sourceId, period: run.period }];
  return [{ kind, name: run.id, what, path, since, of, needed }];
}
