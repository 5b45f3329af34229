import { isAbsolute, join, resolve } from 'node:path';
import type { z } from 'zod';
import { placeSecretSchema } from '../../core/contract/api/places.ts';
import type { NetworkSettings, PlaceSecret, RemoteAccess } from '../../core/contract/api/places.ts';
import type { Calendar } from '../../core/contract/periods.ts';
import type { SourceChoice } from '../../core/contract/recognition.ts';
import { Problem } from '../../core/contract/problem.ts';
import { settingsSchema } from '../../core/contract/settings.ts';
import type { Settings } from '../../core/contract/settings.ts';
import { historyFile } from '../data-folder/data-folder.ts';
import { keptCalendar } from '../history/kept-reading.ts';
import { openHistory } from '../history/history.ts';
import { rememberSecret, rememberSecretsWithin } from '../secrets/known-secrets.ts';
import { keptFacts } from '../app/secret-store.ts';
import { checkProxy } from '../app/network-settings.ts';
import { cacheBytes } from '../places/fetch/fetch-cache.ts';
import { isFilePattern } from '../places/local/choose-file.ts';
import { isRemote } from '../places/remote/place-kind.ts';
import { monthOfPattern } from '../places/remote/place-pattern.ts';
import { secretNameOf } from '../sources/remote-access.ts';
import type {
  ReconcileCommand,
  RemoteOptions,
  SourceWish,
  TestCommand,
} from './arguments/command.ts';

/** What is to be reconciled, and all that it takes to get it. */
export interface WantedSource {
  readonly place: string;
  /** Where a local source lies; null for a remote one. */
  readonly path: string | null;
  readonly access: RemoteAccess;
  /** The month `YYYY-MM` that fills a pattern; null where no period was named. */
  readonly period: string | null;
  readonly settings: Settings;
  /** What of their calendar was said; the rest is that of the source, once the file is known as one of it. */
  readonly saidCalendar: Partial<Calendar>;
  readonly sourceChoice: SourceChoice;
  readonly waitMs: number;
  readonly cacheBytes: number;
}

/** The environment variables that hold what would be seen on a command line. */
const CUSTOMER_KEY = 'THRIVE_S3_CUSTOMER_KEY';
const OUT_CUSTOMER_KEY = 'THRIVE_S3_OUT_CUSTOMER_KEY';

/**
 * The file that a command names and the source that it is one of, with what the window has saved for that; the
 * command line goes before it. Throws Problems of kind `usage`.
 */
export function wantedSource(
  root: string,
  command: Pick<ReconcileCommand, 'place' | 'source' | 'settings' | 'remote' | 'waitMs'>,
): WantedSource {
  const { source, settings, remote, waitMs } = command;
  const history = openHistory(historyFile(root));
  try {
    const app = history.appSettings();
    const named = source.kind === 'named' ? history.sourceNamed(source.name) : null;
    if (source.kind === 'named' && named === null)
      throw noSuchSource(source.name, command.place !== null);
    // A place that is named without its source is read as it is set up, and run as the command says.
    const saved = named
      ? history.savedSource(named.id)
      : history.savedSourceAt(absolutePlace(command.place ?? ''));
    const place = absolutePlace(command.place ?? named!.place);
    rememberSecretsWithin(place);
    const s3 = { ...saved?.s3, ...remote.s3 };
    if (command.place === null && saved) refuseKeysElsewhere(root, saved, s3.profile !== undefined);
    const there = source.kind === 'recognise' ? history.findSource(place) : null;
    const known = named ?? saved ?? there;
    const calendar = { ...(known && keptCalendar(history, known.id)), ...settings.calendar };
    const wanted = settingsSchema.parse(
      withMapping({ ...(named && saved?.settings), ...settings, calendar }, known?.mapping),
    );
    return {
      place,
      path: isRemote(place) ? null : place,
      access: { s3, secret: secretOf(CUSTOMER_KEY), network: networkOf(remote, app) },
      period: monthOfPattern(wanted.period, wanted.calendar),
      settings: wanted,
      // What was not given is left out of it, and never undefined.
      saidCalendar: (settings.calendar ?? {}) as Partial<Calendar>,
      sourceChoice: named ? { kind: 'known', id: named.id } : choiceOf(source),
      waitMs: waitMs ?? (named && saved ? saved.waitMinutes * 60_000 : 0),
      cacheBytes: cacheBytes(app),
    };
  } finally {
    history.close();
  }
}

/**
 * A local place from the root of its drive on, as it may have been typed from the folder one is in: one place
 * whichever way it is written. A pattern keeps the end that says that it is a folder.
 */
function absolutePlace(typed: string): string {
  if (typed === '' || isRemote(typed)) return typed;
  if (!isFilePattern(typed)) return resolve(typed);
  return isAbsolute(typed) ? typed : join(resolve(), typed);
}

/** How a place that is named on the command line is reached, for a test of the way there. */
export function wantedWay(
  root: string,
  command: Pick<TestCommand, 'place' | 'settings' | 'remote'>,
): Pick<WantedSource, 'access' | 'period'> {
  return wantedSource(root, { ...command, source: { kind: 'recognise' }, waitMs: undefined });
}

/** How the results are uploaded; keys come from the AWS default chain. */
export function uploadAccess(
  { network }: Pick<RemoteAccess, 'network'>,
  s3: RemoteAccess['s3'],
): RemoteAccess {
  return { s3, secret: secretOf(OUT_CUSTOMER_KEY), network };
}

/** What the window remembers of the headers holds here too, where the command line says nothing. */
function withMapping(
  given: z.input<typeof settingsSchema>,
  mapping: Readonly<Record<string, string>> | undefined,
): z.input<typeof settingsSchema> {
  return given.mapping === undefined && mapping ? { ...given, mapping } : given;
}

function secretOf(variable: string): PlaceSecret | null {
  const customerKey = process.env[variable];
  if (customerKey === undefined || customerKey === '') return null;
  const secret = placeSecretSchema.safeParse({ customerKey });
  if (!secret.success) throw badKey(variable);
  rememberSecret(secret.data);
  return secret.data;
}

function networkOf(remote: RemoteOptions, app: NetworkSettings): NetworkSettings {
  if (remote.proxy !== undefined) checkProxy(remote.proxy);
  return {
    proxy: remote.proxy ?? app.proxy,
    caFile: remote.caFile === undefined ? app.caFile : resolve(remote.caFile),
  };
}

/** What the window keeps cannot be opened here; other ways may still lead in. */
function refuseKeysElsewhere(
  root: string,
  { id, name }: { readonly id: number; readonly name: string },
  profile: boolean,
): void {
  const kept = keptFacts(root, secretNameOf(id));
  if (kept === null) return;
  const { AWS_ACCESS_KEY_ID, AWS_PROFILE } = process.env;
  const otherKeys = profile || Boolean(AWS_ACCESS_KEY_ID) || Boolean(AWS_PROFILE);
  const missing = [
    ...(kept.accessKey !== null && !otherKeys
      ? ['name a profile with --profile, or set AWS_PROFILE or AWS_ACCESS_KEY_ID']
      : []),
    ...(kept.customerKey && !process.env[CUSTOMER_KEY] ? [`set ${CUSTOMER_KEY}`] : []),
    ...(kept.url ? ['give the full address instead of the source'] : []),
  ];
  if (missing.length > 0) throw keysElsewhere(name, missing.join('; '));
}

function keysElsewhere(name: string, ways: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'source.credentials-elsewhere',
    message: `The credentials of ${name} are saved in the window and cannot be used from the command line.`,
    hint: `${ways[0]!.toUpperCase()}${ways.slice(1)}.`,
  });
}

function choiceOf(source: SourceWish): SourceChoice {
  return source.kind === 'new' ? { kind: 'new', name: source.name } : { kind: 'recognise' };
}

function noSuchSource(name: string, forFile: boolean): Problem {
  return new Problem({
    kind: 'usage',
    code: 'source.no-such-name',
    message: `There is no source ${name}.`,
    hint: forFile
      ? 'Add --new-source if this is its first file. List the sources with: npm run reconcile -- sources'
      : 'List the sources with: npm run reconcile -- sources',
  });
}

function badKey(variable: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'usage.customer-key',
    message: `The value of ${variable} is not 32 bytes in base64.`,
    hint: 'Write the key as 44 letters, for example by: openssl rand -base64 32',
  });
}
