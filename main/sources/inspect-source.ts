import type { CallOutput, ParsedInput } from '../../core/contract/api/api.ts';
import type { Recognition, SourceChoice } from '../../core/contract/recognition.ts';
import { placeWithoutSecrets } from '../secrets/without-secrets.ts';
import { sourcePath } from '../app/allowed-path.ts';
import type { AppContext } from '../app/app-context.ts';
import { isRemote } from '../places/remote/place-kind.ts';
import { cacheBytes } from '../places/fetch/fetch-cache.ts';
import { fetchPlace } from '../places/fetch/fetch-place.ts';
import { keptCalendar, keptReading, readingBefore } from '../history/kept-reading.ts';
import { recognise } from '../recognition/recognise.ts';
import { accessTo, patternMonthOf } from './remote-access.ts';
import { sourcePreview } from './source-preview.ts';

/** Fetches a source, if it is not here, and previews it; the place is remembered. */
export async function inspectSource(
  context: AppContext,
  input: ParsedInput<'sources.inspect'>,
): Promise<CallOutput<'sources.inspect'>> {
  const { root, history, host, jobs } = context;
  const { jobId, mapping, sheets, place: given, waitMinutes } = input;
  const remote = isRemote(given);
  const place = remote ? given : await sourcePath(context, given);
  const access = await accessTo(context, place, input);
  const period = patternMonthOf(context, place, input.period);
  const shown = placeWithoutSecrets(place);
  return jobs.during({ jobId, kind: 'inspect', place: shown }, async (job) => {
    const fetched = await fetchPlace(place, {
      root,
      access,
      period,
      waitMs: waitMinutes * 60_000,
      cacheBytes: cacheBytes(history.appSettings()),
      signal: job.signal,
      onProgress: (progress) => job.progress({ step: 'download', ...progress }),
    });
    const recognition = await recognise(history, root, fetched, false, {
      signal: job.signal,
      onProgress: (progress) => job.progress({ step: 'download', ...progress }),
    });
    const sourceId = sourceIdOf(input.source, recognition);
    const source = sourceId === null ? null : history.getSource(sourceId);
    const kept =
      source === null
        ? {}
        : readingBefore(
            history.savedSource(source.id)?.settings ?? {},
            keptReading(history, source.id),
          );
    const preview = await sourcePreview(
      fetched,
      {
        mapping,
        keptMapping: source?.mapping ?? {},
        reading: sheets ? { ...kept, sheets } : kept,
        recognition,
        calendar: source && keptCalendar(history, source.id),
        lastRun: source && history.completedRunOf(source.id, fetched.sha256),
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

/** The source whose answers a file is read with; null where it is new, or nobody can tell. */
function sourceIdOf(choice: SourceChoice, { best }: Recognition): number | null {
  switch (choice.kind) {
    case 'known':
      return choice.id;
    case 'new':
      return null;
    case 'recognise':
      return best;
  }
}
