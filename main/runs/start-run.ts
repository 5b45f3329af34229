import { access } from 'node:fs/promises';
import type { ParsedInput } from '../../core/contract/api/api.ts';
import type { Job } from '../../core/contract/api/runs.ts';
import { placeWithoutSecrets } from '../secrets/without-secrets.ts';
import { sourcePath } from '../app/allowed-path.ts';
import type { AppContext } from '../app/app-context.ts';
import { automaticDelivery } from '../delivery/delivery-access.ts';
import { keptCalendar } from '../history/kept-reading.ts';
import { cacheBytes } from '../places/fetch/fetch-cache.ts';
import { isRemote } from '../places/remote/place-kind.ts';
import { monthOfPattern } from '../places/remote/place-pattern.ts';
import { accessTo } from '../sources/remote-access.ts';
import { runSettings } from './run-settings.ts';

/**
 * Starts a run of a place with the settings given for it; the place is remembered. Throws Problems of
 * the way to it; what goes wrong later is told by the job.
 */
export async function startRun(
  context: AppContext,
  input: ParsedInput<'runs.start'>,
  { deliver = true }: { readonly deliver?: boolean } = {},
): Promise<Job> {
  const { root, history, host, jobs } = context;
  const path = isRemote(input.place) ? null : await sourcePath(context, input.place);
  // The real path names a local source, as it does where the source is inspected and mapped.
  const place = path ?? input.place;
  const app = history.appSettings();
  const { source } = input;
  const chosen = source.kind === 'known' ? history.getSource(source.id) : history.findSource(place);
  const mapping = chosen?.mapping ?? {};
  const kept = chosen && keptCalendar(history, chosen.id);
  const asked = { ...(kept && { calendar: kept }), ...input.settings };
  const settings = runSettings(asked, app, mapping);
  const job = jobs.run(
    { jobId: input.jobId, place: placeWithoutSecrets(place) },
    {
      task: 'run',
      root,
      place,
      path,
      access: await accessTo(context, place, input),
      period: monthOfPattern(settings.period, settings.calendar),
      waitMs: input.waitMinutes * 60_000,
      cacheBytes: cacheBytes(app),
      settings,
      sourceChoice: source,
      readingIsWhole: input.readingIsWhole,
      workers: app.workers,
      force: input.force,
      until: input.until,
      outputFolder: app.outputFolder,
      delivery: deliver ? await automaticDelivery(context) : null,
      actor: history.actor(),
      session: history.session(),
    },
  );
  // A path that was mistyped is not worth remembering.
  if (path === null || (await isThere(path))) {
    history.rememberPlace(place);
    if (path !== null) host.rememberDocument(path);
  }
  return job;
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
