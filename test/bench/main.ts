import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { benchXlsxReaders } from './xlsx-readers.ts';

/**
 * `npm run bench -- [--sizes 100000,1000000,10000000] [--out bench-results.json]`: generates ledgers
 * and times each step, matching beside DuckDB's SQL, and the candidates for reading workbooks.
 */
const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '100000,1000000,10000000' },
    out: { type: 'string', default: 'bench-results.json' },
  },
});
const root = join(import.meta.dirname, '..', '..');
const scratch = mkdtempSync(join(tmpdir(), 'thrive-bench-'));
const XLSX_LIMIT = 1_000_000;

interface Pipeline {
  rows: number;
  seconds: number;
  peakMiB: number;
  steps: { name: string; seconds: number; rows: number; peakMiB: number }[];
}
interface Times {
  peakMiB: number;
  times: { policy: string; threads?: number; seconds: number }[];
}

const results: object[] = [];
try {
  for (const rows of values.sizes.split(',').map(Number)) {
    const parquet = generated(rows, 'parquet');
    const formats: [string, string][] = [['parquet', parquet]];
    if (rows <= XLSX_LIMIT) formats.push(['xlsx', generated(rows, 'xlsx')]);
    for (const [format, file] of formats) {
      const run = measure<Pipeline>('pipeline', file);
      results.push({ what: 'run', format, ...run });
      say(`\nRun of ${count(rows)} rows of ${format}, all outputs but .xlsx`);
      for (const step of run.steps)
        say(
          `  ${step.name.padEnd(10)} ${fixed(step.seconds)} s  ${count(step.rows / step.seconds).padStart(12)} rows/s  peak so far ${count(step.peakMiB)} MiB`,
        );
      say(`  ${'whole'.padEnd(10)} ${fixed(run.seconds)} s  peak ${count(run.peakMiB)} MiB`);
    }
    const matching = measure<Times>('matching', parquet);
    const sql = measure<Times>('sql', parquet);
    results.push({ what: 'matching', rows, ...matching }, { what: 'sql', rows, ...sql });
    say(`\nMatching ${count(rows)} rows (best of three; DuckDB once, with both cores)`);
    for (const { policy, threads, seconds } of matching.times) {
      const other = sql.times.find((time) => time.policy === policy);
      const ratio = other
        ? `  DuckDB SQL ${fixed(other.seconds)} s, ${(other.seconds / seconds).toFixed(1)} ×`
        : '';
      say(`  ${policy.padEnd(10)} ${threads} thread(s) ${fixed(seconds)} s${ratio}`);
    }
    say(`  peak ${count(matching.peakMiB)} MiB with the ledger, SQL ${count(sql.peakMiB)} MiB`);
    if (formats[1]) {
      const readers = await benchXlsxReaders(formats[1][1]);
      results.push({ what: 'xlsx readers', rows, readers });
      say(`\nReading the first sheet of the same workbook`);
      for (const { reader, seconds, peakRssMiB } of readers)
        say(`  ${reader.padEnd(20)} ${fixed(seconds)} s  peak ${count(peakRssMiB)} MiB`);
    }
    for (const [, file] of formats) rmSync(file);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
};
writeFileSync(values.out, `${JSON.stringify({ machine, results }, null, 2)}\n`);
say(`\nSaved as ${values.out}`);

function generated(rows: number, format: string): string {
  const file = join(scratch, `${rows}.${format}`);
  execFileSync(
    process.execPath,
    [join(root, 'main/generate/main.ts'), '--rows', String(rows), '--seed', '7', '--out', file],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  return file;
}

function measure<T>(kind: string, file: string): T {
  const folder = join(scratch, 'run');
  const text = execFileSync(
    process.execPath,
    [join(import.meta.dirname, 'measure.ts'), kind, file, folder],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 2 ** 26,
    },
  ).toString();
  rmSync(folder, { recursive: true, force: true });
  return JSON.parse(text) as T;
}

function fixed(value: number): string {
  return value.toFixed(2).padStart(7);
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
