import { basename } from 'node:path';
import type { ApiHandlers, CallOutput, ParsedInput } from '../../core/contract/api/api.ts';
import type { ConnectionReport, RemoteAccess } from '../../core/contract/api/places.ts';
import type { KeychainStatus, RecentPlace } from '../../core/contract/api/sources.ts';
import { asProblem } from '../../core/contract/problem.ts';
import { placeWithoutSecrets, withoutSecrets } from '../secrets/without-secrets.ts';
import { sourcePath } from '../app/allowed-path.ts';
import type { AppContext } from '../app/app-context.ts';
import { isRemote } from '../places/remote/place-kind.ts';
import { cacheStatus, clearCache } from '../places/fetch/fetch-cache.ts';
import { fetchPlace, placeExists } from '../places/fetch/fetch-place.ts';
import { sourcePreview } from './source-preview.ts';
import { sourceRows } from './source-rows.ts';
import { accessTo, secretNameOf } from './remote-access.ts';
import { lastRunOf, saveSource, savedSourceView } from './saved-source.ts';

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
  | 'sources.saveMapping'
  | 'sources.rows';

/** Choosing a source and looking at it before it is reconciled. */
export function sourceHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  const { root, history, host, jobs, secrets } = context;

  async function recent(): Promise<RecentPlace[]> {
    return Promise.all(
      history.recentPlaces().map(async ({ place, openedAt }) => {
        const source = history.findSource(place);
        const [run] = source ? history.listRuns({ sourceId: source.id, limit: 1 }) : [];
        return {
          place,
          openedAt,
          name: source?.name ?? basename(place),
          exists: await placeExists(place),
          lastRun: run ? lastRunOf(run) : null,
        };
      }),
    );
  }

  async function inspect(
    input: ParsedInput<'sources.inspect'>,
  ): Promise<CallOutput<'sources.inspect'>> {
    const { jobId, mapping, place: given, waitMinutes } = input;
    const remote = isRemote(given);
    const place = remote ? given : await sourcePath(context, given);
    const access = await accessTo(context, place, input);
    const period = periodOf(place, input.period);
    const shown = placeWithoutSecrets(place);
    return jobs.during({ jobId, kind: 'inspect', place: shown }, async (job) => {
      const fetched = await fetchPlace(place, {
        root,
        access,
        period,
        waitMs: waitMinutes * 60_000,
        cacheBytes: cacheBytes(),
        signal: job.signal,
        onProgress: (progress) => job.progress({ step: 'download', ...progress }),
      });
      const preview = await sourcePreview(
        fetched,
        {
          mapping: mapping ?? history.findSource(fetched.source)?.mapping ?? {},
          lastRun: history.completedRunOf(fetched.sha256),
        },
        {
          signal: job.signal,
          onProgress: (counted) =>
            job.progress({ step: 'download', ...counted, words: 'Reading the first rows' }),
        },
      );
      history.rememberPlace(fetched.source);
      if (!remote) host.rememberDocument(place);
      return preview;
    });
  }

  async function test(input: ParsedInput<'sources.test'>): Promise<ConnectionReport> {
    const { jobId, place: given } = input;
    const place = isRemote(given) ? given : await sourcePath(context, given);
    const period = periodOf(place, input.period);
    return jobs.during({ jobId, kind: 'test', place: placeWithoutSecrets(place) }, ({ signal }) =>
      connectionReport(place, input, period, signal),
    );
  }

  async function connectionReport(
    place: string,
    given: ParsedInput<'sources.test'>,
    period: string | null,
    signal: AbortSignal,
  ): Promise<ConnectionReport> {
    let access: RemoteAccess;
    try {
      access = await accessTo(context, place, given);
    } catch (thrown) {
      const { code, message: words, hint } = asProblem(thrown);
      const step = { step: 'credentials', outcome: 'failed', words, hint, code } as const;
      return { ok: false, steps: [step], object: null, choice: null };
    }
    // Loaded when wanted, with the client of S3.
    const { testConnection } = await import('./test-connection.ts');
    return withoutSecrets(await testConnection(place, { access, period, signal }));
  }

  /** The one that is given, else that of the source's own settings. */
  function periodOf(place: string, given: string | null): string | null {
    return given ?? history.savedSourceAt(place)?.settings.period ?? null;
  }

  function cacheBytes(): number {
    return history.appSettings().cacheMiB * 2 ** 20;
  }

  function remove(id: number): null {
    // First, so that no secret outlives its source.
    secrets.forget(secretNameOf(id));
    history.removeSource(id);
    return null;
  }

  function keychain(): KeychainStatus {
    const found = host.keychain();
    return { available: found.available, why: found.available ? null : found.why };
  }

  return {
    'sources.recent': recent,
    'sources.forget': ({ place }) => {
      history.forgetPlace(place);
      return null;
    },
    'sources.list': () => history.savedSources().map((setup) => savedSourceView(context, setup)),
    'sources.save': (input) => saveSource(context, input),
    'sources.remove': ({ id }) => remove(id),
    'sources.test': test,
    'sources.keychain': keychain,
    'sources.cache': () => cacheStatus(root, cacheBytes()),
    'sources.clearCache': () => clearCache(root, cacheBytes()),
    'sources.inspect': inspect,
    'sources.saveMapping': ({ place, mapping }) =>
      history.changeSource(history.sourceAt(place).id, { mapping }),
    'sources.rows': (input) => sourceRows(context, input),
  };
}
