import { parseArgs } from 'node:util';
import { Problem } from '../../core/contract/problem.ts';
import { settingsSchema } from '../../core/contract/settings.ts';
import type { Settings } from '../../core/contract/settings.ts';

export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'version' }
  | ReconcileCommand
  | { readonly name: 'history'; readonly dataDir: string | undefined; readonly json: boolean }
  | {
      readonly name: 'show';
      readonly run: string;
      readonly dataDir: string | undefined;
      readonly json: boolean;
    };

export interface ReconcileCommand {
  readonly name: 'reconcile';
  readonly source: string;
  readonly settings: Settings;
  readonly out: string | undefined;
  /** 0 = as many as the ledger's size and this machine make worthwhile. */
  readonly workers: number;
  readonly dataDir: string | undefined;
  readonly force: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
}

const OPTIONS = {
  policy: { type: 'string' },
  out: { type: 'string' },
  'on-error': { type: 'string' },
  'as-of': { type: 'string' },
  period: { type: 'string' },
  tolerance: { type: 'string' },
  map: { type: 'string', multiple: true },
  workers: { type: 'string' },
  'data-dir': { type: 'string' },
  'csv-bom': { type: 'boolean' },
  'no-xlsx': { type: 'boolean' },
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
  if (first === undefined)
    throw usage('No workbook was named.', 'Name a .xlsx, .csv or .parquet file.');
  if (rest.length > 0)
    throw usage(
      `More than one source was named: ${positionals.join(', ')}.`,
      'Put a path with spaces between quotation marks.',
    );
  return {
    name: 'reconcile',
    source: first,
    settings: settingsOf(values),
    out: values.out,
    workers: wholeNumber('--workers', values.workers ?? '0', 0, 64),
    dataDir,
    force: values.force ?? false,
    json,
    quiet: values.quiet ?? false,
  };
}

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

function settingsOf(values: ReturnType<typeof parsed>['values']): Settings {
  const result = settingsSchema.safeParse({
    policy: values.policy,
    onError: values['on-error'],
    asOf: values['as-of'],
    period: values.period,
    toleranceCents: values.tolerance === undefined ? undefined : toleranceOf(values.tolerance),
    csvBom: values['csv-bom'],
    xlsx: !(values['no-xlsx'] ?? false),
    mapping: mappingOf(values.map ?? []),
  });
  if (result.success) return result.data;
  const option = String(result.error.issues[0]?.path[0]);
  throw usage(
    `The value of ${OPTION_OF[option] ?? option} is not valid.`,
    HINT_OF[option] ?? 'Run with --help to see the options.',
  );
}

const OPTION_OF: Readonly<Record<string, string>> = {
  policy: '--policy',
  onError: '--on-error',
  asOf: '--as-of',
  period: '--period',
};
const HINT_OF: Readonly<Record<string, string>> = {
  policy: 'Choose one-to-one, whole-lot or exact.',
  onError: 'Choose halt or quarantine.',
  asOf: 'Write a day as YYYY-MM-DD, for example 2026-10-31.',
  period: 'Write a month as YYYY-MM, for example 2026-10.',
};

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
