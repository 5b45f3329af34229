import { SCOPE_NAMES } from '../../../core/contract/tokens/scopes.ts';
import type { Scope } from '../../../core/contract/tokens/scopes.ts';
import { LONGEST_TOKEN_NAME, MOST_TOKEN_DAYS } from '../../../core/contract/tokens/api-token.ts';
import type { ServeCommand, TokenCommand } from './command.ts';
import type { OptionValues } from './options.ts';
import { usage } from './usage.ts';

/** As long as a quarter and its close. */
const DEFAULT_DAYS = 120;
const DEFAULT_PORT = 8730;

/** How the API is to be served. Throws a Problem of kind `usage` in words that name the option. */
export function serveCommand(values: OptionValues, words: readonly string[]): ServeCommand {
  if (words.length > 0)
    throw usage('serve takes no further arguments.', 'Name the port with --port N.');
  const { bind, port = String(DEFAULT_PORT) } = values;
  const cert = values['tls-cert'];
  const key = values['tls-key'];
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw usage('The value of --port is not a port.', 'Write a number from 0 to 65535.');
  if ((cert === undefined) !== (key === undefined))
    throw usage(
      '--tls-cert and --tls-key go together.',
      'Name the PEM files of the certificate and of its key.',
    );
  if (bind !== undefined && !LOOPBACK.has(bind) && cert === undefined)
    throw usage(
      `The API cannot be served at ${bind} without a certificate.`,
      'Name one with --tls-cert and --tls-key, or leave out --bind to serve this computer only.',
    );
  return {
    name: 'serve',
    port: Number(port),
    bind: bind ?? '127.0.0.1',
    tls: cert === undefined ? null : { cert, key: key! },
    allow: values.allow ?? [],
    dataDir: values['data-dir'],
  };
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

/** What is asked of the tokens of the API. Throws a Problem of kind `usage` in words that name the option. */
export function tokenCommand(values: OptionValues, words: readonly string[]): TokenCommand {
  const [what, step, ...rest] = words;
  const of = {
    name: 'api token' as const,
    dataDir: values['data-dir'],
    json: values.json ?? false,
  };
  if (what === 'token' && step === 'list' && rest.length === 0) return { ...of, step };
  if (what === 'token' && step === 'revoke') {
    if (rest.length !== 1)
      throw usage('api token revoke needs one token.', 'Enter its id as api token list tells it.');
    return { ...of, step, id: rest[0]! };
  }
  if (what === 'token' && step === 'add') {
    if (rest.length !== 1)
      throw usage(
        'api token add needs one name.',
        'Name what the token is for, in one word or in quotation marks.',
      );
    return {
      ...of,
      step,
      tokenName: nameOf(rest[0]!),
      scopes: scopesOf(values),
      days: daysOf(values),
    };
  }
  throw usage(
    'api needs a step.',
    'Choose api token add NAME, api token list, or api token revoke ID.',
  );
}

function nameOf(text: string): string {
  const name = text.trim();
  if (name === '' || name.length > LONGEST_TOKEN_NAME)
    throw usage(
      'The name of the token is empty or too long.',
      `Name what the token is for in ${LONGEST_TOKEN_NAME} letters at most.`,
    );
  return name;
}

function scopesOf({ scope = [] }: OptionValues): readonly Scope[] {
  const scopes = scope.flatMap((text) => text.split(',')).map((text) => text.trim());
  const unknown = scopes.find((text) => !SCOPE_NAMES.includes(text as Scope));
  if (unknown !== undefined || scopes.length === 0)
    throw usage(
      unknown === undefined ? 'No scope was named.' : `There is no scope ${unknown}.`,
      `Name what the token may be used for with --scope: ${SCOPE_NAMES.join(', ')}.`,
    );
  return scopes as Scope[];
}

function daysOf({ days = String(DEFAULT_DAYS) }: OptionValues): number {
  const number = Number(days);
  if (!/^\d{1,3}$/.test(days) || number < 1 || number > MOST_TOKEN_DAYS)
    throw usage(
      'The value of --days is not a number of days.',
      `Write a whole number from 1 to ${MOST_TOKEN_DAYS}.`,
    );
  return number;
}
