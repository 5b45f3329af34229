import { parseArgs } from 'node:util';
import { usage } from './usage.ts';

/** How a file is fetched, read or written: a warehouse has none of that. */
const FILE_OPTIONS = {
  source: { type: 'string' },
  'new-source': { type: 'boolean' },
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
  out: { type: 'string' },
  increment: { type: 'string' },
  'on-changed': { type: 'string' },
  'on-changed-reason': { type: 'string' },
  decisions: { type: 'string' },
  'roll-forward': { type: 'string' },
  dates: { type: 'string' },
  decimals: { type: 'string' },
  sheet: { type: 'string' },
  'sales-sheet': { type: 'string' },
  'no-sales-sheet': { type: 'boolean' },
  'customers-sheet': { type: 'string' },
  'no-customers-sheet': { type: 'boolean' },
  workers: { type: 'string' },
  entity: { type: 'string' },
  'csv-bom': { type: 'boolean' },
  'no-xlsx': { type: 'boolean' },
} as const;

/** Which table of which warehouse, and what becomes of it. */
const WAREHOUSE_OPTIONS = {
  url: { type: 'string' },
  table: { type: 'string' },
  results: { type: 'string' },
  'print-sql': { type: 'string' },
} as const;

/** How the API is served, and who may use it. */
const API_OPTIONS = {
  port: { type: 'string' },
  bind: { type: 'string' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  allow: { type: 'string', multiple: true },
  scope: { type: 'string', multiple: true },
  days: { type: 'string' },
} as const;

/** What a close is told. */
const CLOSE_OPTIONS = {
  by: { type: 'string' },
  reason: { type: 'string' },
  balance: { type: 'string', multiple: true },
  'trial-balance': { type: 'string' },
  'credit-positive': { type: 'boolean' },
  'customer-list': { type: 'string' },
  record: { type: 'string' },
  layout: { type: 'string' },
  book: { type: 'boolean' },
  'sample-from': { type: 'string' },
  'sample-by': { type: 'string' },
  'sample-size': { type: 'string' },
  'sample-seed': { type: 'string' },
  entry: { type: 'string' },
  'not-reversed': { type: 'boolean' },
  exception: { type: 'string' },
  item: { type: 'string' },
  account: { type: 'string' },
  company: { type: 'string' },
  kind: { type: 'string' },
  amount: { type: 'string' },
  reference: { type: 'string' },
  'expected-by': { type: 'string' },
  'cleared-on': { type: 'string' },
  attach: { type: 'string' },
  'tick-mark': { type: 'string' },
  evidence: { type: 'string' },
  conclusion: { type: 'string' },
} as const;

/** What retention is told beside what a close is. */
const RETENTION_OPTIONS = {
  run: { type: 'string' },
  alone: { type: 'boolean' },
} as const;

/** What is asked of backups. */
const BACKUP_OPTIONS = {
  place: { type: 'string' },
  sealed: { type: 'boolean' },
  to: { type: 'string' },
  'dry-run': { type: 'boolean' },
} as const;

/** What is said of people. */
const PEOPLE_OPTIONS = {
  'new-passphrase-file': { type: 'string' },
  roles: { type: 'string' },
  fingerprint: { type: 'string' },
} as const;

/** When something is run by itself, and how. */
const SCHEDULE_OPTIONS = {
  name: { type: 'string' },
  when: { type: 'string' },
  zone: { type: 'string' },
  holidays: { type: 'string' },
  missed: { type: 'string' },
  retries: { type: 'string' },
  'no-delivery': { type: 'boolean' },
} as const;

/** All options: those of a file, of a warehouse, of a close, and those that several have. */
const OPTIONS = {
  ...FILE_OPTIONS,
  ...WAREHOUSE_OPTIONS,
  ...CLOSE_OPTIONS,
  ...RETENTION_OPTIONS,
  ...BACKUP_OPTIONS,
  ...PEOPLE_OPTIONS,
  ...API_OPTIONS,
  ...SCHEDULE_OPTIONS,
  person: { type: 'string' },
  'passphrase-file': { type: 'string' },
  policy: { type: 'string' },
  'on-error': { type: 'string' },
  'as-of': { type: 'string' },
  period: { type: 'string' },
  'fiscal-start': { type: 'string' },
  calendar: { type: 'string' },
  'two-weeks-from': { type: 'string' },
  tolerance: { type: 'string' },
  map: { type: 'string', multiple: true },
  'data-dir': { type: 'string' },
  force: { type: 'boolean' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** The options that were given, and the words beside them. */
export interface CommandLine {
  readonly values: OptionValues;
  readonly words: readonly string[];
}
export type OptionValues = ReturnType<typeof parsed>['values'];

/** A command line in its parts. Throws a Problem of kind `usage` where an option is not known. */
export function commandLine(args: readonly string[]): CommandLine {
  try {
    const { values, positionals } = parsed(args);
    return { values, words: positionals };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw usage(message.split(/\n|\. To specify/)[0]!, 'Run with --help to see the options.');
  }
}

function parsed(args: readonly string[]) {
  return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
}

/** The first option given that only a file has; undefined where there is none. */
export function givenForFiles(values: OptionValues): keyof typeof FILE_OPTIONS | undefined {
  return namesOf(FILE_OPTIONS).find((option) => values[option] !== undefined);
}

/** The first option given that only a warehouse has; undefined where there is none. */
export function givenForWarehouse(
  values: OptionValues,
): keyof typeof WAREHOUSE_OPTIONS | undefined {
  return namesOf(WAREHOUSE_OPTIONS).find((option) => values[option] !== undefined);
}

/** The first option given that only the API has; undefined where there is none. */
export function givenForApi(values: OptionValues): keyof typeof API_OPTIONS | undefined {
  return namesOf(API_OPTIONS).find((option) => values[option] !== undefined);
}

/** The first option given that only retention has; undefined where there is none. */
export function givenForRetention(
  values: OptionValues,
): keyof typeof RETENTION_OPTIONS | undefined {
  return namesOf(RETENTION_OPTIONS).find((option) => values[option] !== undefined);
}

/** The first option given that only people have; undefined where there is none. */
export function givenForPeople(values: OptionValues): keyof typeof PEOPLE_OPTIONS | undefined {
  return namesOf(PEOPLE_OPTIONS).find((option) => values[option] !== undefined);
}

/** The first option given that only a close has; undefined where there is none. */
export function givenForClose(values: OptionValues): keyof typeof CLOSE_OPTIONS | undefined {
  return namesOf(CLOSE_OPTIONS).find((option) => values[option] !== undefined);
}

/** The first option given that only backups have; undefined where there is none. */
export function givenForBackups(values: OptionValues): keyof typeof BACKUP_OPTIONS | undefined {
  return namesOf(BACKUP_OPTIONS).find((option) => values[option] !== undefined);
}

/** The first option given that only a schedule has; undefined where there is none. */
export function givenForSchedule(values: OptionValues): keyof typeof SCHEDULE_OPTIONS | undefined {
  return namesOf(SCHEDULE_OPTIONS).find((option) => values[option] !== undefined);
}

function namesOf<Options extends object>(options: Options): (keyof Options)[] {
  return Object.keys(options) as (keyof Options)[];
}
