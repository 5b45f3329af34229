import type { IdColumn } from '../../ledger/ids.ts';
import { isLedgerAgain, laterFileKind } from './later-file-kind.ts';
import type { StandingRun, StandingRuns } from './standing-run.ts';

/**
 * The run that a file is compared with: the latest; or, where the file holds little of that one, the one among
 * the runs that nothing was built on of which it holds most. So a file that was run by mistake in between does
 * not hide what was reported before it.
 */
export async function bestStanding(
  latest: StandingRun,
  file: IdColumn,
  runs: StandingRuns,
): Promise<StandingRun> {
  const forsaken = runs.forsaken();
  if (forsaken.length === 0) return latest;
  const shareOf = (ids: IdColumn): number => {
    const { standing, shared } = laterFileKind(ids, file);
    return standing === 0 ? 0 : shared / standing;
  };
  const found = laterFileKind(latest.ledger.id, file);
  if (isLedgerAgain(found)) return latest;
  let best = shareOf(latest.ledger.id);
  let chosen: StandingRun | null = null;
  for (const run of forsaken) {
    const ids = await run.ids();
    const share = ids === null ? 0 : shareOf(ids);
    if (share <= best) continue;
    const loaded = await run.load();
    if (loaded === null) continue;
    best = share;
    chosen = loaded;
  }
  return chosen ?? latest;
}
