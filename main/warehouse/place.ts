import { readFileSync, statSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { Problem } from '../../core/contract/problem.ts';
import { rememberSecret } from '../secrets/known-secrets.ts';

export const SSL_MODES = [
  'disable',
  'allow',
  'prefer',
  'require',
  'verify-ca',
  'verify-full',
] as const;
export type SslMode = (typeof SSL_MODES)[number];

/** Where a warehouse is and how it is entered. */
export interface WarehousePlace {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** Null where none was found: the server may want none. In memory only. */
  readonly password: string | null;
  readonly sslMode: SslMode;
  /** A PEM file with the certificates to be trusted; null: those of Node. */
  readonly sslRootCert: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The place that a `postgres://` address names. What it leaves out comes from where libpq takes it:
 * PGHOST and its like, the password from PGPASSWORD, then from the password file. The password is from
 * then on taken out of whatever is stored. Throws Problem `warehouse.url-invalid`, without the address.
 */
export function warehousePlace(address: string, env: Environment = process.env): WarehousePlace {
  const url = parsed(address);
  const value = (name: string, fallback: string | undefined): string | undefined =>
    url.searchParams.get(name) ?? fallback;
  const user = decoded(url.username) || env['PGUSER'] || userInfo().username;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1') || env['PGHOST'] || 'localhost';
  const port = Number(url.port || env['PGPORT'] || 5432);
  const database = decoded(url.pathname.replace(/^\//, '')) || env['PGDATABASE'] || user;
  const sslMode = value('sslmode', env['PGSSLMODE']) ?? 'prefer';
  if (!SSL_MODES.includes(sslMode as SslMode))
    throw invalid(
      'The sslmode of --url is not recognized.',
      `Choose one of ${SSL_MODES.join(', ')}.`,
    );
  const unknown = [...url.searchParams.keys()].find((name) => !KNOWN_PARAMETERS.has(name));
  if (unknown !== undefined)
    throw invalid(
      `--url has an unknown parameter: ${unknown}.`,
      'Leave it out; only sslmode and sslrootcert are supported.',
    );
  const password =
    decoded(url.password) ||
    env['PGPASSWORD'] ||
    passwordOfFile({ host, port, database, user }, env);
  if (password) rememberSecret({ url: `postgres://u:${encodeURIComponent(password)}@h/` });
  return {
    host,
    port,
    database,
    user,
    password: password || null,
    sslMode: sslMode as SslMode,
    sslRootCert: value('sslrootcert', env['PGSSLROOTCERT']) ?? null,
  };
}

const KNOWN_PARAMETERS = new Set(['sslmode', 'sslrootcert']);

/** The place as the history names it: no user, no password. One source a table. */
export function placeText({ host, port, database }: WarehousePlace, table: string): string {
  const at = host.includes(':') ? `[${host}]` : host;
  return `postgres://${at}${port === 5432 ? '' : `:${port}`}/${encodeURIComponent(database)}?table=${encodeURIComponent(table)}`;
}

function parsed(address: string): URL {
  try {
    const url = new URL(address);
    if (url.protocol === 'postgres:' || url.protocol === 'postgresql:') return url;
  } catch {
    // Told below: the message of the fault would show the address with its password.
  }
  throw invalid(
    '--url is not an address of a PostgreSQL server.',
    'Write it as postgres://user@host:5432/database; in a password write @ as %40, / as %2F and # as %23.',
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid(
      'A part of --url is not encoded correctly.',
      'Write % as %25 in a user name or password, or give the password by PGPASSWORD.',
    );
  }
}

/**
 * The password that libpq's password file has for a place; empty for none. Like libpq, ignores a file
 * that others may read.
 */
function passwordOfFile(
  place: Pick<WarehousePlace, 'host' | 'port' | 'database' | 'user'>,
  env: Environment,
): string {
  const path =
    env['PGPASSFILE'] ??
    (process.platform === 'win32'
      ? join(env['APPDATA'] ?? homedir(), 'postgresql', 'pgpass.conf')
      : join(env['HOME'] ?? homedir(), '.pgpass'));
  let text: string;
  try {
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) return '';
    text = readFileSync(path, 'utf8');
  } catch {
    return '';
  }
  const wanted = [place.host, String(place.port), place.database, place.user];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('#')) continue;
    const fields = [...line.matchAll(/((?:\\.|[^:\\])*)(?::|$)/g)].map(([, field]) => field!);
    const matches = wanted.every(
      (value, i) => fields[i] === '*' || unescaped(fields[i] ?? '') === value,
    );
    if (matches && fields.length > 4) return unescaped(fields[4]!);
  }
  return '';
}

function unescaped(field: string): string {
  return field.replace(/\\(.)/g, '$1');
}

function invalid(message: string, hint: string): Problem {
  return new Problem({ kind: 'usage', code: 'warehouse.url-invalid', message, hint });
}
