import { settingsSchema } from '../../../core/contract/settings.ts';
import { DIALECT_NAMES } from '../../../core/warehouse/dialects/dialects.ts';
import type { DialectName } from '../../../core/warehouse/dialects/dialects.ts';
import type { Command, ReconcileCommand, SourceWish, WarehouseCommand } from './command.ts';
import { durationOf, wholeNumber } from './amounts.ts';
import { outOf, remoteOf } from './given-places.ts';
import { settingsOf } from './given-settings.ts';
import { backupCommand } from './backup-command.ts';
import { serveCommand, tokenCommand } from './api-command.ts';
import { scheduleCommand } from './schedule-command.ts';
import { closeCommand } from './close-command.ts';
import { retentionCommand } from './retention-command.ts';
import {
  commandLine,
  givenForBackups,
  givenForApi,
  givenForClose,
  givenForFiles,
  givenForPeople,
  givenForRetention,
  givenForSchedule,
  givenForWarehouse,
} from './options.ts';
import type { OptionValues } from './options.ts';
import { peopleCommand } from './people-command.ts';
import { usage } from './usage.ts';

/** Who gives the command, where the data folder has people. Throws as {@link parseCommand} does. */
export function parsePerson(args: readonly string[]): {
  readonly person: string | undefined;
  readonly passphraseFile: string | undefined;
} {
  const { values } = commandLine(args);
  return { person: values.person ?? values.by, passphraseFile: values['passphrase-file'] };
}

/** What the user asked for. Throws a Problem of kind `usage` in words that name the option. */
export function parseCommand(args: readonly string[]): Command {
  const { values, words } = commandLine(args);
  if (values.help) return { name: 'help' };
  if (values.version) return { name: 'version' };
  const dataDir = values['data-dir'];
  const json = values.json ?? false;
  const [first, ...rest] = words;
  if (first === 'help') return { name: 'help' };
  if (first === 'history' && rest.length === 0) return { name: 'history', dataDir, json };
  if (first === 'history' && rest.length === 1 && rest[0] === 'rebuild')
    return { name: 'history rebuild', dataDir, json };
  if (first === 'show') {
    if (rest.length !== 1)
      throw usage('show needs one run.', 'Enter its id as listed by `history`.');
    return { name: 'show', run: rest[0]!, dataDir, json };
  }
  if (first === 'sources' && rest.length === 0) return { name: 'sources', dataDir, json };
  if (first === 'test') {
    if (rest.length !== 1) throw usage('test needs one location.', 'Enter it as s3://bucket/key.');
    const [settings, remote] = [settingsOf(values), remoteOf(values)];
    return { name: 'test', place: rest[0]!, settings, remote, dataDir, json };
  }
  if (first === 'baselines') {
    if (rest.length !== 1)
      throw usage('baselines needs one source.', 'Enter its name as listed by `sources`.');
    return { name: 'baselines', source: rest[0]!, dataDir, json };
  }
  if (first === 'serve') return serveCommand(values, rest);
  if (first === 'api') return tokenCommand(values, rest);
  const ofApi = givenForApi(values);
  if (ofApi !== undefined)
    throw usage(
      `--${ofApi} works only with serve or api.`,
      'Run: npm run reconcile -- serve, or: npm run reconcile -- api token …',
    );
  if (first === 'anomalies') {
    if (rest.length !== 1)
      throw usage('anomalies needs one run.', 'Enter its id as listed by `history`.');
    return { name: 'anomalies', run: rest[0]!, dataDir, json };
  }
  if (first === 'audit') return auditCommand(rest, dataDir, json);
  if (first === 'retention') return retentionCommand(values, rest);
  const ofRetention = givenForRetention(values);
  if (ofRetention !== undefined)
    throw usage(
      `--${ofRetention} works only with retention.`,
      'Run: npm run reconcile -- retention …',
    );
  if (first === 'backup') return backupCommand(values, rest);
  const ofBackups = givenForBackups(values);
  if (ofBackups !== undefined)
    throw usage(`--${ofBackups} works only with backup.`, 'Run: npm run reconcile -- backup …');
  if (first === 'people') return peopleCommand(values, rest);
  const ofPeople = givenForPeople(values);
  if (ofPeople !== undefined)
    throw usage(`--${ofPeople} works only with people.`, 'Run: npm run reconcile -- people …');
  if (first === 'close') return closeCommand(values, rest);
  if (first === 'schedule') return scheduleCommand(values, rest);
  const ofSchedule = givenForSchedule(values);
  if (ofSchedule !== undefined)
    throw usage(
      `--${ofSchedule} works only with schedule.`,
      'Run: npm run reconcile -- schedule …',
    );
  const ofClose = givenForClose(values);
  if (ofClose !== undefined)
    throw usage(`--${ofClose} works only with close.`, 'Run: npm run reconcile -- close …');
  if (first === 'verify-pack') {
    if (rest.length !== 1)
      throw usage('verify-pack needs one file.', 'Name the zip file of the pack.');
    return { name: 'verify-pack', file: rest[0]!, json };
  }
  if (first === 'warehouse') return warehouseCommand(values, rest);
  return reconcileCommand(values, words);
}

function auditCommand(
  [step, file, ...more]: readonly string[],
  dataDir: string | undefined,
  json: boolean,
): Command {
  const isExport = step === 'export';
  if ((!isExport && step !== 'verify') || more.length > 0 || (file !== undefined && !isExport))
    throw usage('audit needs a step.', 'Choose audit verify, or audit export FILE.');
  if (isExport && file === undefined && !json)
    throw usage(
      'audit export needs one file.',
      'Name the CSV file to write, or add --json to have the entries printed.',
    );
  return { name: 'audit', step: isExport ? 'export' : 'verify', file: file ?? null, dataDir, json };
}

function reconcileCommand(values: OptionValues, words: readonly string[]): ReconcileCommand {
  const [first, ...rest] = words;
  const foreign = givenForWarehouse(values);
  if (foreign !== undefined)
    throw usage(`--${foreign} works only with warehouse.`, 'Run: npm run reconcile -- warehouse …');
  const source = sourceWishOf(values);
  if (first === undefined && source.kind === 'recognise')
    throw usage(
      'No workbook was named.',
      'Name a .xlsx, .csv or .parquet file, s3://bucket/key, or a source with --source.',
    );
  if (first === undefined && source.kind === 'new')
    throw usage('A new source needs its first file.', 'Name the file as well as --new-source.');
  if (rest.length > 0)
    throw usage(
      `More than one source was named: ${words.join(', ')}.`,
      'Put a path with spaces between quotation marks.',
    );
  return {
    name: 'reconcile',
    place: first ?? null,
    source,
    settings: settingsOf(values),
    decisions: values.decisions,
    remote: remoteOf(values),
    waitMs: values.wait === undefined ? undefined : durationOf(values.wait),
    ...outOf(values),
    workers: wholeNumber('--workers', values.workers ?? '0', 0, 64),
    dataDir: values['data-dir'],
    force: values.force ?? false,
    json: values.json ?? false,
    quiet: values.quiet ?? false,
  };
}

function sourceWishOf(values: OptionValues): SourceWish {
  const name = values.source;
  if (values['new-source']) return { kind: 'new', name: name ?? null };
  return name === undefined ? { kind: 'recognise' } : { kind: 'named', name };
}

function warehouseCommand(values: OptionValues, rest: readonly string[]): WarehouseCommand {
  const { url, table, results } = values;
  const printSql = values['print-sql'];
  if (rest.length > 0)
    throw usage(
      'warehouse takes no further arguments.',
      'Name the table with --table schema.table.',
    );
  const foreign = givenForFiles(values);
  if (foreign !== undefined)
    throw usage(`--${foreign} cannot be used with warehouse.`, 'Leave it out.');
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
