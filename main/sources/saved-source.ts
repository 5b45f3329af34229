import type { ParsedInput } from '../../core/contract/api/api.ts';
import type { PlaceSecret } from '../../core/contract/api/places.ts';
import type { LastRun, SavedSource } from '../../core/contract/api/sources.ts';
import { Problem } from '../../core/contract/problem.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import { rememberSecret, rememberSecretsWithin } from '../secrets/known-secrets.ts';
import type { SourceSetup } from '../history/tables/saved-sources.ts';
import { placeWithoutSecrets } from '../secrets/without-secrets.ts';
import { sourcePath } from '../app/allowed-path.ts';
import type { AppContext } from '../app/app-context.ts';
import { isRemote } from '../places/remote/place-kind.ts';
import { s3Address } from '../places/s3/s3-address.ts';
import { opensItself, secretNameOf } from './remote-access.ts';

/** A source that is set up, with what may be known of its secret and what became of its last run. */
export async function savedSourceView(
  { history, secrets }: Pick<AppContext, 'history' | 'secrets'>,
  { id, name, place, s3, mapping, settings, waitMinutes }: SourceSetup,
): Promise<SavedSource> {
  const [run] = history.listRuns({ sourceId: id, limit: 1 });
  return {
    id,
    name,
    place,
    s3,
    mapping,
    settings,
    waitMinutes,
    secret: await secrets.kept(secretNameOf(id)),
    lastRun: run ? lastRunOf(run) : null,
  };
}

export function lastRunOf({ id, status, pausedAfter, startedAt }: RunRecord): LastRun {
  return { id, status, pausedAfter, startedAt };
}

/**
 * Sets up a source or changes one; its secret goes to the secret store, all else into the history.
 * Throws Problems `source.address`, `source.url-elsewhere`, and those of both.
 */
export async function saveSource(
  context: Pick<AppContext, 'root' | 'history' | 'host' | 'handedOver' | 'secrets'>,
  input: ParsedInput<'sources.save'>,
): Promise<SavedSource> {
  const { history, secrets } = context;
  rememberSecretsWithin(input.place);
  if (input.secret) rememberSecret(input.secret);
  const place = isRemote(input.place)
    ? remoteAddress(input.place)
    : await sourcePath(context, input.place);
  const kept = input.id === null ? null : await secrets.get(secretNameOf(input.id));
  const secret = secretToKeep(input, place, kept);
  const { id, name, s3, mapping, settings, waitMinutes } = input;
  const saved = history.saveSource(
    id,
    { name, place, s3, mapping, settings, waitMinutes },
    secret === undefined ? 'as it was' : secret === null ? 'forgotten' : 'set',
  );
  try {
    if (secret === null) secrets.forget(secretNameOf(saved.id));
    else if (secret) await secrets.put(secretNameOf(saved.id), secret);
  } catch (thrown) {
    // It can be set up anew when the secret can be kept; one that was there can be saved again.
    if (id === null) history.removeSource(saved.id);
    throw thrown;
  }
  return savedSourceView(context, saved);
}

/** What is to be kept from now on; undefined: what is kept stays. */
function secretToKeep(
  { place: given, secret }: Pick<ParsedInput<'sources.save'>, 'place' | 'secret'>,
  place: string,
  kept: PlaceSecret | null,
): PlaceSecret | null | undefined {
  if (secret?.url !== undefined && placeWithoutSecrets(secret.url) !== place)
    throw urlElsewhere(place);
  if (opensItself(given)) return { ...(secret ?? (secret === null ? {} : kept)), url: given };
  if (secret !== undefined) return secret && Object.keys(secret).length > 0 ? secret : null;
  // The address has changed, and what opened the one before is not to be sent to this one.
  if (kept?.url !== undefined && placeWithoutSecrets(kept.url) !== place) {
    const { keys, customerKey } = kept;
    return keys || customerKey
      ? { ...(keys && { keys }), ...(customerKey && { customerKey }) }
      : null;
  }
  return undefined;
}

/** A remote place as it is stored. Keys have no place in an address of S3. */
function remoteAddress(given: string): string {
  const place = placeWithoutSecrets(given);
  if (/^s3:/i.test(given)) {
    if (place !== given) throw keysInAddress(place);
    s3Address(given);
  } else if (!URL.canParse(given)) throw noAddress(place);
  return place;
}

function keysInAddress(place: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'source.address',
    message: `The address of ${place} contains keys or a signature, which do not belong in an S3 address.`,
    hint: 'Enter keys in their own fields; a presigned address begins with https://.',
  });
}

function noAddress(place: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'source.address',
    message: `${place} is not a valid address.`,
    hint: 'Write it as https://host/folder/file.xlsx.',
  });
}

function urlElsewhere(place: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'source.url-elsewhere',
    message: `The signed address does not belong to ${place}.`,
    hint: 'Paste the whole signed address as the location of the source.',
  });
}
