import { basename } from 'node:path';
import type { ApiHandlers, CallOutput, ParsedInput } from '../../../core/contract/api/api.ts';
import type { RecentPlace } from '../../../core/contract/api/sources.ts';
import { asProblem } from '../../../core/contract/problem.ts';
import type { RunRecord } from '../../../core/contract/run.ts';
import type { ProgressUnit } from '../../../core/contract/steps.ts';
import { placeWithoutSecrets } from '../../history/without-secrets.ts';
import { sourcePath } from '../allowed-path.ts';
import type { AppContext } from '../app-context.ts';
import { isRemote } from '../place-kind.ts';
import { fetchPlace, placeExists } from '../places/fetch-place.ts';
import { sourcePreview } from '../places/source-preview.ts';
import { sourceRows } from '../places/source-rows.ts';

type Calls =
  'sources.recent' | 'sources.forget' | 'sources.inspect' | 'sources.saveMapping' | 'sources.rows';

/** Choosing a source and looking at it before it is reconciled. */
export function sourceHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  const { root, history, host, jobs } = context;

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
    const { jobId, mapping, place: given, s3 } = input;
    const remote = isRemote(given);
    const place = remote ? given : await sourcePath(context, given);
    const job = jobs.track({ jobId, kind: 'inspect', place: placeWithoutSecrets(place) });
    const tell =
      (words: string) =>
      (done: number, of: number | null, unit: ProgressUnit = 'bytes') =>
        job.progress({ step: 'download', done, of, unit, words });
    try {
      const fetched = await fetchPlace(
        { place, ...(s3 && { s3 }) },
        {
          root,
          signal: job.signal,
          onProgress: tell(remote ? 'Fetching the source' : 'Reading the source'),
        },
      );
      const preview = await sourcePreview(
        fetched,
        {
          mapping: mapping ?? history.findSource(fetched.place)?.mapping ?? {},
          lastRun: history.completedRunOf(fetched.sha256),
        },
        { signal: job.signal, onProgress: tell('Reading the first rows') },
      );
      history.rememberPlace(fetched.place);
      if (!remote) host.rememberDocument(place);
      job.end();
      return preview;
    } catch (thrown) {
      job.end(asProblem(thrown));
      throw thrown;
    }
  }

  return {
    'sources.recent': recent,
    'sources.forget': ({ place }) => {
      history.forgetPlace(place);
      return null;
    },
    'sources.inspect': inspect,
    'sources.saveMapping': ({ place, mapping }) =>
      history.changeSource(history.sourceAt(place).id, { mapping }),
    'sources.rows': (input) => sourceRows(context, input),
  };
}

function lastRunOf({ id, status, pausedAfter, startedAt }: RunRecord): RecentPlace['lastRun'] {
  return { id, status, pausedAfter, startedAt };
}
