import { historyFile } from '../data-folder/data-folder.ts';
import { openHistory } from '../history/history.ts';
import { secretStore } from '../app/secret-store.ts';
import { savedSourceView } from '../sources/saved-source.ts';
import type { SavedSource } from '../../core/contract/api/sources.ts';

/** The sources that were set up in the window, in the order of their names. */
export function savedSourceList(root: string): SavedSource[] {
  const history = openHistory(historyFile(root));
  try {
    const secrets = secretStore(root, () => ({ available: false, why: '' }));
    return history.savedSources().map((one) => savedSourceView({ history, secrets }, one));
  } finally {
    history.close();
  }
}

/** A line each. */
export function sourceListText(sources: readonly SavedSource[]): string {
  if (sources.length === 0)
    return 'No sources are set up. Set one up in the window, under Sources.\n';
  return sources
    .map(({ name, place, waitMinutes, secret, lastRun }) =>
      [
        name,
        `  ${place}`,
        `  ${[
          secret ? 'keys kept by the window' : 'keys of the AWS default chain',
          ...(waitMinutes > 0 ? [`waits up to ${waitMinutes} minutes`] : []),
          lastRun ? `last run ${lastRun.id}, ${lastRun.status}` : 'not run yet',
        ].join(', ')}`,
        '',
      ].join('\n'),
    )
    .join('');
}
