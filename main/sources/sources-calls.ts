import type { ApiHandlers } from '../../core/contract/api/api.ts';
import type { KeychainStatus, RecentPlace } from '../../core/contract/api/sources.ts';
import type { SourceChoice } from '../../core/contract/recognition.ts';
import type { AppContext } from '../app/app-context.ts';
import { cacheBytes, cacheStatus, clearCache } from '../places/fetch/fetch-cache.ts';
import { placeExists } from '../places/fetch/fetch-place.ts';
import { nameOfNewSource } from '../recognition/name-but-for-dates.ts';
import { fileName } from '../recognition/recognise.ts';
import { inspectSource } from './inspect-source.ts';
import { secretNameOf } from './remote-access.ts';
import { isUnchanged, sourceRows } from './source-rows.ts';
import { lastRunOf, saveSource, savedSourceView } from './saved-source.ts';
import { testSource } from './test-source.ts';

type Calls =
  | 'sources.recent'
  | 'sources.forget'
  | 'sources.list'
  | 'sources.save'
  | 'sources.remove'
  | 'sources.test'
  | 'sources.keychain'
  | 'sources.cache'
  | 'sources.clearCache'
  | 'sources.inspect'
  | 'sources.all'
  | 'sources.saveMapping'
  | 'sources.unchanged'
  | 'sources.rows';

/** More than a list to choose from shows. */
const MOST_LISTED = 500;

/** Choosing a source and looking at it before it is reconciled. */
export function sourceHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  const { root, history, host, secrets } = context;

  async function recent(): Promise<RecentPlace[]> {
    return Promise.all(
      history.recentPlaces().map(async ({ place, openedAt }) => {
        const source = history.findSource(place);
        const [run] = source ? history.listRuns({ sourceId: source.id, limit: 1 }) : [];
        return {
          place,
          openedAt,
          name: history.savedSourceAt(place)?.name ?? fileName(place),
          exists: await placeExists(place),
          lastRun: run ? lastRunOf(run) : null,
        };
      }),
    );
  }

  /** The source of a choice; a new one is begun. */
  function sourceToMap(place: string, source: SourceChoice): number {
    if (source.kind === 'known') return source.id;
    const known = source.kind === 'recognise' ? history.findSource(place) : null;
    if (known) return known.id;
    const name = source.kind === 'new' ? source.name : null;
    return history.newSource(place, name ?? nameOfNewSource(fileName(place))).id;
  }

  function cacheLimit(): number {
    return cacheBytes(history.appSettings());
  }

  function remove(id: number): null {
    // First, so that no secret outlives its source.
    secrets.forget(secretNameOf(id));
    history.removeSource(id);
    return null;
  }

  async function keychain(): Promise<KeychainStatus> {
    const found = await host.keychain();
    return { available: found.available, why: found.available ? null : found.why };
  }

  return {
    'sources.recent': recent,
    'sources.forget': ({ place }) => {
      history.forgetPlace(place);
      return null;
    },
    'sources.list': () =>
      Promise.all(history.savedSources().map((setup) => savedSourceView(context, setup))),
    'sources.save': (input) => saveSource(context, input),
    'sources.remove': ({ id }) => remove(id),
    'sources.test': (input) => testSource(context, input),
    'sources.keychain': keychain,
    'sources.cache': () => cacheStatus(root, cacheLimit()),
    'sources.clearCache': () => clearCache(root, cacheLimit()),
    'sources.inspect': (input) => inspectSource(context, input),
    'sources.all': () => history.listSourcesByUse(MOST_LISTED),
    'sources.saveMapping': ({ place, source, mapping }) =>
      history.changeSource(sourceToMap(place, source), { mapping }),
    'sources.unchanged': ({ runId }) => isUnchanged(context, runId),
    'sources.rows': (input) => sourceRows(context, input),
  };
}
