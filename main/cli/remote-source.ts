import { resolve } from 'node:path';
import type { z } from 'zod';
import { placeSecretSchema } from '../../core/contract/api/places.ts';
import type { NetworkSettings, PlaceSecret, RemoteAccess } from '../../core/contract/api/places.ts';
import { Problem } from '../../core/contract/problem.ts';
import { settingsSchema } from '../../core/contract/settings.ts';
import type { Settings } from '../../core/contract/settings.ts';
import { historyFile } from '../data-folder/data-folder.ts';
import { openHistory } from '../history/history.ts';
import { rememberSecret, rememberSecretsWithin } from '../secrets/known-secrets.ts';
import { secretStore } from '../app/secret-store.ts';
import { checkProxy } from '../app/network-settings.ts';
import { cacheBytes } from '../places/fetch/fetch-cache.ts';
import { isRemote } from '../places/remote/place-kind.ts';
import { secretNameOf } from '../sources/remote-access.ts';
import type { ReconcileCommand, RemoteOptions } from './arguments/command.ts';

/** What is to be reconciled, and all that it takes to get it. */
export interface WantedSource {
  readonly place: string;
  /** Where a local source lies; null for a remote one. */
  readonly path: string | null;
  readonly access: RemoteAccess;
  readonly settings: Settings;
  readonly waitMs: number;
  readonly cacheBytes: number;
}

/** The environment variables that hold what would be seen on a command line. */
const CUSTOMER_KEY = 'THRIVE_S3_CUSTOMER_KEY';
const OUT_CUSTOMER_KEY = 'THRIVE_S3_OUT_CUSTOMER_KEY';

/**
 * The source that a command names, with what the window has saved for it; the command line goes before
 * that. Throws Problems of kind `usage`.
 */
export function wantedSource(
  root: string,
  command: Pick<ReconcileCommand, 'source' | 'settings' | 'remote' | 'waitMs'>,
): WantedSource {
  const { source, settings, remote, waitMs } = command;
  const history = openHistory(historyFile(root));
  try {
    const app = history.appSettings();
    const saved =
      'saved' in source
        ? history
            .savedSources()
            .find(({ name }) => name.toLowerCase() === source.saved.toLowerCase())
        : history.savedSourceAt(source.place);
    if ('saved' in source && !saved) throw notSaved(source.saved);
    const place = 'saved' in source ? saved!.place : source.place;
    rememberSecretsWithin(place);
    const s3 = { ...saved?.s3, ...remote.s3 };
    if ('saved' in source) refuseKeysElsewhere(root, saved!, s3.profile !== undefined);
    return {
      place,
      path: isRemote(place) ? null : resolve(place),
      access: { s3, secret: secretOf(CUSTOMER_KEY), network: networkOf(remote, app) },
      settings: settingsSchema.parse(
        withMapping({ ...('saved' in source && saved!.settings), ...settings }, saved?.mapping),
      ),
      waitMs: waitMs ?? ('saved' in source ? saved!.waitMinutes * 60_000 : 0),
      cacheBytes: cacheBytes(app),
    };
  } finally {
    history.close();
  }
}

/** How a place that is named on the command line is reached, for a test of the way there. */
export function wantedAccess(root: string, place: string, remote: RemoteOptions): RemoteAccess {
  const command = { source: { place }, settings: {}, remote, waitMs: undefined };
  return wantedSource(root, command).access;
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
  const kept = secretStore(root, () => ({ available: false, why: '' })).kept(secretNameOf(id));
  if (kept === null) return;
  const { AWS_ACCESS_KEY_ID, AWS_PROFILE } = process.env;
  const otherKeys = profile || Boolean(AWS_ACCESS_KEY_ID) || Boolean(AWS_PROFILE);
  const missing = [
    ...(kept.accessKey !== null && !otherKeys
      ? ['name a profile with --profile, or set AWS_PROFILE or AWS_ACCESS_KEY_ID']
      : []),
    ...(kept.customerKey && !process.env[CUSTOMER_KEY] ? [`set ${CUSTOMER_KEY}`] : []),
    ...(kept.url ? ['name the whole address instead of the source'] : []),
  ];
  if (missing.length > 0) throw keysElsewhere(name, missing.join('; '));
}

function keysElsewhere(name: string, ways: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'source.credentials-elsewhere',
    message: `The credentials of ${name} are kept by the window, and cannot be opened from the command line.`,
    hint: `${ways[0]!.toUpperCase()}${ways.slice(1)}.`,
  });
}

function notSaved(name: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'source.not-saved',
    message: `No source ${name} is set up.`,
    hint: 'List them with: npm run reconcile -- sources',
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
