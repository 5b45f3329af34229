import { parseArgs } from 'node:util';
import type { z } from 'zod';
import type { Delivery, Encryption } from '../../core/contract/api/delivery.ts';
import type { Settings } from '../../core/contract/settings.ts';
import { DIALECT_NAMES } from '../../core/warehouse/dialects/dialects.ts';
import type { DialectName } from '../../core/warehouse/dialects/dialects.ts';
import { s3AccessSchema } from '../../core/contract/api/places.ts';
import type { S3Access } from '../../core/contract/api/places.ts';
import { Problem } from '../../core/contract/problem.ts';
import { POLICIES, settingsSchema } from '../../core/contract/settings.ts';

export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'version' }
  | ReconcileCommand
  | { readonly name: 'sources'; readonly dataDir: string | undefined; readonly json: boolean }
  | TestCommand
  | WarehouseCommand
  | { readonly name: 'history'; readonly dataDir: string | undefined; readonly json: boolean }
  | {
      readonly name: 'show';
      readonly run: string;
      readonly dataDir: string | undefined;
      readonly json: boolean;
    };

/** How a remote place is reached, as far as the command line says. */
export interface RemoteOptions {
  readonly s3: S3Access;
  /** Undefined: as the settings of the window have it. */
  readonly proxy: string | undefined;
  readonly caFile: string | undefined;
}

/** Where the results are uploaded to. */
export interface OutOptions {
  readonly place: string;
  readonly s3: Delivery['s3'];
  readonly encryption: Encryption;
}

export interface ReconcileCommand {
  readonly name: 'reconcile';
  /** A place, or the name of one that was set up in the window. */
  readonly source: { readonly place: string } | { readonly saved: string };
  /** As far as the command line says. */
  readonly settings: GivenSettings;
  readonly remote: RemoteOptions;
  /** Undefined: as the saved source has it, else not at all. */
  readonly waitMs: number | undefined;
  /** A folder that the results are copied to as well. */
  readonly out: string | undefined;
  readonly upload: OutOptions | undefined;
  /** 0 = as many as the ledger's size and this machine make worthwhile. */
  readonly workers: number;
  readonly dataDir: string | undefined;
  readonly force: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
}

export interface TestCommand {
  readonly name: 'test';
  readonly place: string;
  readonly period: string | null;
  readonly remote: RemoteOptions;
  readonly dataDir: string | undefined;
  readonly json: boolean;
}

/** Reconciles a table where it is, or prints the SQL for it. */
export interface WarehouseCommand {
  readonly name: 'warehouse';
  /** Null where the SQL is only printed. */
  readonly url: string | null;
  readonly printSql: DialectName | null;
  readonly table: string;
  /** Schema, or schema and prefix, of the result tables. */
  readonly results: string | undefined;
  readonly settings: Settings;
  readonly dataDir: string | undefined;
  readonly force: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
}

type GivenSettings = z.input<typeof settingsSchema>;

const OPTIONS = {
  source: { type: 'string' },
  region: { type: 'string' },
  profile: { type: 'string' },
  endpoint: { type: 'string' },
  'path-style': { type: 'boolean' },
  'requester-pays': { type: 'boolean' },
  'version-id': { type: 'string' },
  wait: { type: 'string' },
  proxy: { type: 'string' },
  ca: { type: 'string' },
  'out-region': { type: 'string' },
  'out-profile': { type: 'string' },
  'out-endpoint': { type: 'string' },
  sse: { type: 'string' },
  'sse-key-id': { type: 'string' },
  policy: { type: 'string' },
  out: { type: 'string' },
  'on-error': { type: 'string' },
  increment: { type: 'string' },
  'on-changed': { type: 'string' },
  'as-of': { type: 'string' },
  period: { type: 'string' },
  tolerance: { type: 'string' },
  map: { type: 'string', multiple: true },
  workers: { type: 'string' },
  'data-dir': { type: 'string' },
  'csv-bom': { type: 'boolean' },
  'no-xlsx': { type: 'boolean' },
  url: { type: 'string' },
  table: { type: 'string' },
  results: { type: 'string' },
  'print-sql': { type: 'string' },
  force: { type: 'boolean' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** What the user asked for. Throws a Problem of kind `usage` in words that name the option. */
export function parseCommand(args: readonly string[]): Command {
  const { values, positionals } = parsed(args);
  if (values.help) return { name: 'help' };
  if (values.version) return { name: 'version' };
  const dataDir = values['data-dir'];
  const json = values.json ?? false;
  const [first, ...rest] = positionals;
  if (first === 'help') return { name: 'help' };
  if (first === 'history' && rest.length === 0) return { name: 'history', dataDir, json };
  if (first === 'show') {
    if (rest.length !== 1) throw usage('show wants one run.', 'Name it as `history` lists it.');
    return { name: 'show', run: rest[0]!, dataDir, json };
  }
  if (first === 'sources' && rest.length === 0) return { name: 'sources', dataDir, json };
  if (first === 'test') {
    if (rest.length !== 1) throw usage('test wants one place.', 'Name it as s3://bucket/key.');
    const period = settingsOf(values).period ?? null;
    return { name: 'test', place: rest[0]!, period, remote: remoteOf(values), dataDir, json };
  }
  if (first === 'warehouse') return warehouseCommand(values, rest);
  for (const option of ['url', 'table', 'results', 'print-sql'] as const)
    if (values[option] !== undefined)
      throw usage(`--${option} goes with warehouse.`, 'Run: npm run reconcile -- warehouse …');
  const saved = values.source;
  if (first === undefined && saved === undefined)
    throw usage(
      'No workbook was named.',
      'Name a .xlsx, .csv or .parquet file, s3://bucket/key, or a saved source with --source.',
    );
  if (first !== undefined && saved !== undefined)
    throw usage('A place and a saved source were named.', 'Name one of them.');
  if (rest.length > 0)
    throw usage(
      `More than one source was named: ${positionals.join(', ')}.`,
      'Put a path with spaces between quotation marks.',
    );
  return {
    name: 'reconcile',
    source: saved !== undefined ? { saved } : { place: first! },
    settings: settingsOf(values),
    remote: remoteOf(values),
    waitMs: values.wait === undefined ? undefined : durationOf(values.wait),
    ...outOf(values),
    workers: wholeNumber('--workers', values.workers ?? '0', 0, 64),
    dataDir,
    force: values.force ?? false,
    json,
    quiet: values.quiet ?? false,
  };
}

function warehouseCommand(values: Values, rest: readonly string[]): WarehouseCommand {
  const { url, table, results } = values;
  const printSql = values['print-sql'];
  if (rest.length > 0)
    throw usage('warehouse takes no more words.', 'Name the table with --table schema.table.');
  const foreign = FILES_ONLY.find((option) => values[option] !== undefined);
  if (foreign !== undefined)
    throw usage(`--${foreign} does not go with warehouse.`, 'Leave it out.');
  if (table === undefined) throw usage('No table was named.', 'Name it with --table schema.table.');
  if (printSql !== undefined && !DIALECT_NAMES.includes(printSql as DialectName))
    throw usage(
      'The value of --print-sql is not valid.',
      `Choose one of ${DIALECT_NAMES.join(', ')}.`,
    );
  if (url === undefined && printSql === undefined)
    throw usage(
      'No warehouse was named.',
      'Name it with --url postgres://user@host/database, or print the SQL with --print-sql.',
    );
  return {
    name: 'warehouse',
    url: printSql === undefined ? url! : null,
    printSql: (printSql as DialectName | undefined) ?? null,
    table,
    results,
    settings: settingsSchema.parse(settingsOf(values)),
    dataDir: values['data-dir'],
    force: values.force ?? false,
    json: values.json ?? false,
    quiet: values.quiet ?? false,
  };
}

/** Options that say how a file is fetched, read or written: a warehouse has none of that. */
const FILES_ONLY = [
  'source',
  'region',
  'profile',
  'endpoint',
  'path-style',
  'requester-pays',
  'version-id',
  'wait',
  'proxy',
  'ca',
  'out-region',
  'out-profile',
  'out-endpoint',
  'sse',
  'sse-key-id',
  'out',
  'increment',
  'on-changed',
  'workers',
  'csv-bom',
  'no-xlsx',
] as const;

function parsed(args: readonly string[]): {
  values: ReturnType<
    typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>
  >['values'];
  positionals: string[];
} {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw usage(message.split(/\n|\. To specify/)[0]!, 'Run with --help to see the options.');
  }
}

type Values = ReturnType<typeof parsed>['values'];

function settingsOf(values: Values): GivenSettings {
  const given = {
    ...(values.policy !== undefined && { policy: values.policy }),
    ...(values['on-error'] !== undefined && { onError: values['on-error'] }),
    ...(values.increment !== undefined && { increment: values.increment }),
    ...(values['on-changed'] !== undefined && { onChanged: values['on-changed'] }),
    ...(values['as-of'] !== undefined && { asOf: values['as-of'] }),
    ...(values.period !== undefined && { period: values.period }),
    ...(values.tolerance !== undefined && { toleranceCents: toleranceOf(values.tolerance) }),
    ...(values['csv-bom'] && { csvBom: true }),
    ...(values['no-xlsx'] && { xlsx: false }),
    ...(values.map && { mapping: mappingOf(values.map) }),
  };
  const result = settingsSchema.safeParse(given);
  // As it was given: what was not may come from the saved source.
  if (result.success) return given as GivenSettings;
  const option = String(result.error.issues[0]?.path[0]);
  throw usage(
    `The value of ${OPTION_OF[option] ?? option} is not valid.`,
    HINT_OF[option] ?? 'Run with --help to see the options.',
  );
}

function remoteOf(values: Values): RemoteOptions {
  const { region, profile, endpoint, proxy, ca } = values;
  const versionId = values['version-id'];
  const s3 = s3AccessSchema.safeParse({
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    ...(endpoint !== undefined && { endpoint }),
    ...(values['path-style'] && { pathStyle: true }),
    ...(values['requester-pays'] && { requesterPays: true }),
    ...(versionId !== undefined && { versionId }),
  });
  if (s3.success) return { s3: s3.data, proxy, caFile: ca };
  throw usage(
    `The value of --${String(s3.error.issues[0]?.path[0])} is not valid.`,
    'Write an endpoint as https://host, for example.',
  );
}

function outOf(values: Values): Pick<ReconcileCommand, 'out' | 'upload'> {
  const { out, sse } = values;
  const keyId = values['sse-key-id'];
  if (out === undefined || !/^s3:\/\//i.test(out)) {
    if (sse !== undefined || keyId !== undefined)
      throw usage('--sse is for results that are uploaded.', 'Name an s3:// place with --out.');
    return { out, upload: undefined };
  }
  if (keyId !== undefined && sse !== 'kms')
    throw usage('--sse-key-id goes with --sse kms.', 'Add --sse kms, or leave the key id out.');
  // The same storage as the source's, unless the command line says otherwise.
  const { versionId, ...source } = remoteOf(values).s3;
  void versionId;
  const { s3: own } = remoteOf({
    ...(values['out-region'] !== undefined && { region: values['out-region'] }),
    ...(values['out-profile'] !== undefined && { profile: values['out-profile'] }),
    ...(values['out-endpoint'] !== undefined && { endpoint: values['out-endpoint'] }),
  });
  const s3 = { ...source, ...own };
  return { out: undefined, upload: { place: out, s3, encryption: encryptionOf(sse, keyId) } };
}

function encryptionOf(sse: string | undefined, keyId: string | undefined): Encryption {
  switch (sse) {
    case undefined:
      return { kind: 'bucket' };
    case 'aes256':
      return { kind: 'aes256' };
    case 'kms':
      return { kind: 'kms', keyId: keyId ?? null };
    case 'customer':
      return { kind: 'customer' };
    default:
      throw usage('The value of --sse is not valid.', 'Choose aes256, kms or customer.');
  }
}

const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

function durationOf(text: string): number {
  const [, number, unit] = /^(\d{1,6})\s*(s|m|min|h|d)$/.exec(text.trim()) ?? [];
  const ms = Number(number) * (UNIT_MS[unit ?? ''] ?? NaN);
  if (ms > 0 && ms <= LONGEST_WAIT_MS) return ms;
  throw usage(
    'The value of --wait is not a time of up to two weeks.',
    'Write it as 90s, 30m, 2h or 1d.',
  );
}

const LONGEST_WAIT_MS = 14 * 86_400_000;

const OPTION_OF: Readonly<Record<string, string>> = {
  policy: '--policy',
  onError: '--on-error',
  increment: '--increment',
  onChanged: '--on-changed',
  asOf: '--as-of',
  period: '--period',
};
const HINT_OF: Readonly<Record<string, string>> = {
  policy: `Choose ${oneOf(POLICIES)}.`,
  onError: 'Choose halt or quarantine.',
  increment: 'Choose auto, refresh, new-rows or off.',
  onChanged: 'Choose halt, keep or take.',
  asOf: 'Write a day as YYYY-MM-DD, for example 2026-10-31.',
  period: 'Write a month as YYYY-MM, for example 2026-10.',
};

/** Names as a choice: `a, b or c`. */
function oneOf(names: readonly string[]): string {
  return names.join(', ').replace(/, (?=[^,]*$)/, ' or ');
}

function toleranceOf(text: string): number {
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(text))
    throw usage('The value of --tolerance is not an amount.', 'Write it as 0.50, for example.');
  return Math.round(Number(text) * 100);
}

function mappingOf(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.lastIndexOf('=');
      if (at < 1)
        throw usage(
          `--map ${pair} is not a mapping.`,
          'Write it as "Header in the file=TRANS_ID".',
        );
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most)
    throw usage(
      `The value of ${option} is not a whole number from ${least} to ${most}.`,
      'Leave the option out to let the program choose.',
    );
  return value;
}

function usage(message: string, hint: string): Problem {
  return new Problem({ kind: 'usage', code: 'usage.invalid', message, hint });
}
