import type { LastRun, SavedSource } from '../../core/contract/api/sources.ts';
import { secretStore } from '../app/secret-store.ts';
import { historyFile } from '../data-folder/data-folder.ts';
import { openHistory } from '../history/history.ts';
import { lastRunOf, savedSourceView } from '../sources/saved-source.ts';

/** A source as a list shows it. */
export interface ListedSource {
  readonly id: number;
  readonly name: string;
  readonly place: string;
  readonly lastRun: LastRun | null;
  /** As it was set up in the window; null where it was not. */
  readonly setup: SavedSource | null;
}

/** All sources, in the order of their names; that they were listed is written down. */
export async function sourceList(root: string): Promise<ListedSource[]> {
  const history = openHistory(historyFile(root));
  try {
    const secrets = secretStore(root, async () => ({ available: false, why: '' }));
    const listed = history.listSources().map(async ({ id, name, place }) => {
      const [run] = history.listRuns({ sourceId: id, limit: 1 });
      const setup = history.savedSource(id);
      return {
        id,
        name,
        place,
        lastRun: run ? lastRunOf(run) : null,
        setup: setup && (await savedSourceView({ history, secrets }, setup)),
      };
    });
    const found = await Promise.all(listed);
    history.appendAudit({ action: 'sources.listed' });
    return found;
  } finally {
    history.close();
  }
}

/** A few lines each. */
export function sourceListText(sources: readonly ListedSource[]): string {
  if (sources.length === 0) return 'No sources yet. Reconcile a workbook to create one.\n';
  return sources
    .map(({ name, place, lastRun, setup }) =>
      [
        name,
        `  ${place}`,
        `  ${[
          ...(setup ? [setup.secret ? 'keys saved in the window' : 'set up in the window'] : []),
          ...(setup && setup.waitMinutes > 0 ? [`waits up to ${setup.waitMinutes} minutes`] : []),
          lastRun ? `last run ${lastRun.id}, ${lastRun.status}` : 'not run yet',
        ].join(', ')}`,
        '',
      ].join('\n'),
    )
    .join('');
}
