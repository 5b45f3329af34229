import type { PlaceSecret, RemoteAccess, S3Access } from '../../core/contract/api/places.ts';
import { PLAIN_CALENDAR } from '../../core/periods/periods.ts';
import { unreadable } from '../../core/contract/problem.ts';
import type { Problem } from '../../core/contract/problem.ts';
import { rememberSecret, rememberSecretsWithin } from '../secrets/known-secrets.ts';
import type { RunDetail } from '../../core/contract/run.ts';
import type { SourceSetup } from '../history/tables/saved-sources.ts';
import { placeWithoutSecrets } from '../secrets/without-secrets.ts';
import type { AppContext } from '../app/app-context.ts';
import { networkFor } from '../app/network-settings.ts';
import { isRemote } from '../places/remote/place-kind.ts';
import { monthOfPattern } from '../places/remote/place-pattern.ts';
import { s3AccessOf } from '../places/s3/s3-notes.ts';

type AccessContext = Pick<AppContext, 'history' | 'host' | 'secrets'>;

/** What a local file takes. */
export const NO_ACCESS: RemoteAccess = {
  s3: {},
  secret: null,
  network: { proxy: null, caFile: null },
};

/** The name under which the secret of a source is kept. */
export function secretNameOf(sourceId: number): string {
  return `source:${sourceId}`;
}

/**
 * The month that fills a place's pattern: that of the period that is given, else of the source's own settings,
 * by the calendar of these.
 */
export function patternMonthOf(
  { history }: Pick<AccessContext, 'history'>,
  place: string,
  given: string | null,
): string | null {
  const { period = null, calendar } = history.savedSourceAt(place)?.settings ?? {};
  return monthOfPattern(given ?? period, { ...PLAIN_CALENDAR, ...calendar });
}

/**
 * All that it takes to reach a place: what is given, else what is kept for the source that is set up for
 * it. What opens an address that is given with its signature goes before what is kept. Throws Problem
 * `source.credentials-gone` where what was kept is gone.
 */
export async function accessTo(
  context: AccessContext,
  place: string,
  given: { readonly s3?: S3Access | undefined; readonly secret?: PlaceSecret | undefined },
): Promise<RemoteAccess> {
  if (!isRemote(place)) return NO_ACCESS;
  rememberSecretsWithin(place);
  if (given.secret) rememberSecret(given.secret);
  const saved = context.history.savedSourceAt(place);
  const s3 = given.s3 ?? saved?.s3 ?? {};
  if (s3.endpoint) rememberSecretsWithin(s3.endpoint);
  const kept =
    given.secret ?? (saved && !opensItself(place) ? await keptSecret(context, saved) : null);
  const secret = opensItself(place) ? { ...kept, url: place } : kept;
  return { s3, secret, network: await networkFor(context, addressOf(place, s3)) };
}

/**
 * The same for a run that goes on: as it was reached then, with what is kept for its source now.
 *
 * @param mustFetch whether its bytes are no longer here; if they are, what is gone is not needed.
 */
export async function accessAgain(
  context: AccessContext,
  { run, source }: RunDetail,
  mustFetch: boolean,
): Promise<RemoteAccess> {
  if (!isRemote(run.place)) return NO_ACCESS;
  const saved = context.history.savedSource(source.id);
  const s3 = s3AccessOf(run.notes) ?? saved?.s3 ?? {};
  const secret = saved && mustFetch ? await keptSecret(context, saved) : null;
  return { s3, secret, network: await networkFor(context, addressOf(run.place, s3)) };
}

/** The secret of a source; null where it has none. Throws Problem `source.credentials-gone`. */
async function keptSecret(
  { secrets }: Pick<AppContext, 'secrets'>,
  { id, name }: Pick<SourceSetup, 'id' | 'name'>,
): Promise<PlaceSecret | null> {
  const secret = await secrets.get(secretNameOf(id));
  if (secret === null && (await secrets.kept(secretNameOf(id))) !== null)
    throw credentialsGone(name);
  return secret;
}

/** Whether the address itself holds what opens it. */
export function opensItself(place: string): boolean {
  return /^https?:/i.test(place) && placeWithoutSecrets(place) !== place;
}

/** The address whose proxy is asked for: where the requests go, and no more of it. */
export function addressOf(place: string, { endpoint, region = 'us-east-1' }: S3Access): string {
  if (!/^s3:/i.test(place)) return placeWithoutSecrets(place);
  if (endpoint !== undefined) return placeWithoutSecrets(endpoint);
  const bucket = /^s3:\/\/([a-z0-9.-]+)/i.exec(placeWithoutSecrets(place))?.[1] ?? '';
  return `https://${bucket === '' ? '' : `${bucket}.`}s3.${region}.amazonaws.com/`;
}

function credentialsGone(name: string): Problem {
  return unreadable(
    'source.credentials-gone',
    `The saved credentials of ${name} are no longer available: they were kept only until the program ended, or in another user’s keychain.`,
    'Enter them again in the list of sources.',
  );
}
