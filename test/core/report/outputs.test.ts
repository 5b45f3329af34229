import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { settingsSchema } from '../../../core/contract/settings.ts';
import type { Settings } from '../../../core/contract/settings.ts';
import type * as Pipeline from '../../../core/pipeline/reconcile.ts';
import type { Table } from '../../../core/report/columns/column.ts';
import type { ListOutput } from '../../../core/report/outputs/listed.ts';
import { OUTPUTS, PARTITIONED, WHOLE } from '../../../core/report/outputs.ts';
import type { ReportInput } from '../../../core/report/figures/report-input.ts';
import { SHEETS } from '../../../core/report/workbook/sheets.ts';
import type { WrittenRun } from '../../../core/report/partition/part.ts';
import type * as WriteReport from '../../../core/report/write-report.ts';
import { toldFiles } from '../../../core/report/files-told.ts';
import { writingParts } from '../../../core/report/writing-share.ts';
import { OUTPUT_FOLDER } from '../../../core/run-folder/names.ts';
import { fingerprint } from '../../../core/source/fingerprint.ts';
import { standingOn } from './standing-on.ts';

/** What the outputs of the last run were written from. */
let seen: { readonly input: ReportInput; readonly run: WrittenRun };
let reconcile: typeof Pipeline.reconcile;
const WRITE_REPORT = import.meta.resolve('../../../core/report/write-report.ts');

beforeAll(async () => {
  vi.resetModules();
  vi.doMock(WRITE_REPORT, async (original) => {
    const real = await original<typeof WriteReport>();
    const writeReport: typeof real.writeReport = (input, folder, tables, options) => {
      seen = { input, run: tables.run };
      return real.writeReport(input, folder, tables, options);
    };
    return { ...real, writeReport };
  });
  ({ reconcile } = await import('../../../core/pipeline/reconcile.ts'));
});
afterAll(() => {
  // The tests of other files get the module as it is.
  vi.doUnmock(WRITE_REPORT);
  vi.resetModules();
});

const SAMPLE = join(import.meta.dirname, '..', '..', '..', 'assets', 'sample', 'messy.xlsx');
const endOfToday = Date.UTC(2030, 0, 1);

interface Written {
  readonly folder: string;
  readonly checksums: Readonly<Record<string, string>>;
  /** Its files, in the order in which they were written. */
  readonly names: readonly string[];
  readonly input: ReportInput;
  readonly run: WrittenRun;
  readonly told: ReadonlySet<string>;
}

async function written(
  path: string,
  settings: Partial<Settings>,
  before?: Written,
): Promise<Written> {
  const folder = mkdtempSync(join(tmpdir(), 'thrive-outputs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const checksums: Record<string, string> = {};
  const told = new Set<string>();
  const result = await reconcile(
    {
      path,
      name: 'source',
      ...(await fingerprint(path)),
      settings: settingsSchema.parse(settings),
      softwareVersion: 'test',
      workers: 1,
    },
    {
      folder,
      journal: {
        begin: () => undefined,
        end: (_, step) => void Object.assign(checksums, step.checksums),
        completed: () => undefined,
      },
      ...(before && { standing: standingOn(before) }),
      endOfToday,
      onFindings: () => undefined,
      onChecks: () => undefined,
      onProgress: ({ part }) => part !== undefined && told.add(part),
    },
  );
  const names = result.outputs.map(({ name }) => name);
  return { folder, checksums, names, input: seen.input, run: seen.run, told };
}

/** A ledger, and a later file of it with a row in a month that was reported. */
async function restating(): Promise<Written> {
  const folder = mkdtempSync(join(tmpdir(), 'thrive-outputs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'ledger.csv');
  const first = [
    'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,CURRENCY,AMOUNT',
    '1,earned,2025-01-05 00:00:00,7,USD,10.00',
    '2,spent,2025-02-05 00:00:00,7,USD,-4.00',
  ];
  writeFileSync(path, `${first.join('\n')}\n`);
  const before = await written(path, { xlsx: false });
  writeFileSync(path, `${[...first, '3,earned,2025-01-06 00:00:00,7,USD,1.00'].join('\n')}\n`);
  return written(path, {}, before);
}

const CASES: readonly [string, () => Promise<Written>][] = [
  ['a sample with workbooks', () => written(SAMPLE, { onError: 'quarantine' })],
  ['a sample without them', () => written(SAMPLE, { onError: 'quarantine', xlsx: false })],
  ['a later file that restates', restating],
];

describe.each(CASES)('the outputs of %s', (_, make) => {
  it('are those that the list declares, in its order, with the columns that they declare', async () => {
    const { folder, names, input, run, told } = await make();
    const expected = OUTPUTS.flatMap((output) =>
      output.made === 'by partition'
        ? output.formats.map((format) => `${output.name}.${format}`)
        : output.when(input)
          ? [output.name]
          : [],
    );
    expect(names).toEqual(expected);
    expect(toldFiles(input).map(({ name }) => name)).toEqual(expected);
    const files = join(folder, OUTPUT_FOLDER);
    expect(readdirSync(files).sort()).toEqual([...expected].sort());
    for (const { name, formats, of } of PARTITIONED) {
      const columns = of(run).heads.map((head) => head.name);
      for (const format of formats)
        expect(await columnsOf(join(files, `${name}.${format}`))).toEqual(columns);
    }
    for (const output of WHOLE.filter(({ when }) => when(input)))
      if ('tables' in output) {
        const [{ columns }] = [...(output as ListOutput).tables(input)] as [Table];
        expect(await columnsOf(join(files, output.name))).toEqual(columns.map(({ name }) => name));
      }
    // All that is told is told by the id of a part, and all parts are told.
    expect(told).toEqual(new Set(writingParts(input).map(({ id }) => id)));
  });
});

it('the workbook has the sheets of its list, where they have something to show', async () => {
  for (const make of [CASES[0]![1], restating]) {
    const { folder, input } = await make();
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.readFile(join(folder, OUTPUT_FOLDER, 'reconciliation.xlsx'));
    const shown = SHEETS.filter(({ when }) => when?.(input) ?? true);
    expect(workbook.worksheets.map(({ name }) => name)).toEqual([
      'Cover',
      ...shown.map(({ title }) => title),
    ]);
  }
});

/** The names of a file's columns, as its format has them. */
async function columnsOf(path: string): Promise<string[]> {
  if (path.endsWith('.csv')) return readFileSync(path, 'utf8').split('\n', 1)[0]!.split(',');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const rows = await connection.runAndReadAll(`DESCRIBE FROM read_parquet('${path}')`);
  connection.closeSync();
  instance.closeSync();
  return rows.getRows().map(([name]) => String(name));
}
