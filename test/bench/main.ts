import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { benchFetch } from './fetch.ts';
import { benchGrid, pageLimitMs } from './grid.ts';
import { benchWindow } from './window.ts';
import { benchXlsxReaders } from './xlsx-readers.ts';
import { benchXlsxWriters } from './xlsx-writers.ts';

const PARTS = [
  'run',
  'excel',
  'matching',
  'writers',
  'readers',
  'grid',
  'window',
  'fetch',
] as const;
/** Those that need a ledger. */
const OF_LEDGERS = PARTS.slice(0, 6);

/**
 * `npm run bench -- [PART …] [--sizes 100000,1000000,10000000] [--mib 1024] [--out bench-results.json]`: generates
 * ledgers and times each step of a run beside DuckDB reading and rewriting the same file, a run with all its
 * workbooks beside one without and our writer of sheets beside others, matching beside
 * DuckDB's SQL, our writers beside DuckDB's, the candidates for reading workbooks, what a person does in the grid, the way to a window, and the fetching of an object of
 * `--mib 1024` beside curl; all of it, or the named parts.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sizes: { type: 'string', default: '100000,1000000,10000000' },
    mib: { type: 'string', default: '1024' },
    out: { type: 'string', default: 'bench-results.json' },
  },
});
const unknown = positionals.find((word) => !PARTS.some((part) => part === word));
if (unknown !== undefined) {
  process.stderr.write(`No part is called ${unknown}. Parts: ${PARTS.join(', ')}.\n`);
  process.exit(2);
}
const wanted = (part: (typeof PARTS)[number]): boolean =>
  positionals.length === 0 || positionals.includes(part);
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
/** Of each size, to see that a row costs no more in a large run than in a small one. */
const microsecondsPerRow: number[] = [];
/** The same of what workbooks cost. */
const microsecondsPerSheetRow: number[] = [];
try {
  const sizes = OF_LEDGERS.some(wanted) ? values.sizes.split(',').map(Number) : [];
  for (const rows of sizes) {
    const parquet = generated(rows, 'parquet');
    const xlsx =
      rows <= XLSX_LIMIT && (['run', 'excel', 'readers'] as const).some(wanted)
        ? generated(rows, 'xlsx')
        : null;
    if (wanted('run')) {
      benchRun('parquet', parquet);
      if (xlsx) benchRun('xlsx', xlsx);
    }
    if (wanted('excel') && xlsx) await benchExcel(rows, xlsx);
    if (wanted('matching')) benchMatching(rows, parquet);
    if (wanted('writers')) benchWriters(rows, parquet);
    if (wanted('readers') && xlsx) await benchReaders(rows, xlsx);
    if (wanted('grid')) gridOf(rows, parquet);
    for (const file of xlsx ? [parquet, xlsx] : [parquet]) rmSync(file);
  }
  if (wanted('window')) await windowOf();
  if (wanted('fetch')) await fetchOf(Number(values.mib));
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

async function fetchOf(mib: number): Promise<void> {
  const folder = join(scratch, 'fetch');
  const times = await benchFetch(folder, mib);
  rmSync(folder, { recursive: true, force: true });
  results.push({ what: 'fetch', ...times });
  say(
    `\nAn object of ${count(mib)} MiB from an S3 server on this machine (median of five, in turns)`,
  );
  for (const { who, seconds } of times.candidates) {
    const median = seconds.toSorted((a, b) => a - b)[seconds.length >> 1];
    say(
      median === undefined
        ? `  ${who.padEnd(18)} is not on this machine`
        : `  ${who.padEnd(18)} ${fixed(median)} s  ${count(mib / median).padStart(6)} MiB/s`,
    );
  }
  say(
    `  ours checked by SHA-256 and ${times.checkedBy ?? 'size'}, which alone take ${fixed(times.hashingSeconds)} s; peak ${count(times.peakMiB)} MiB`,
  );
}

interface Rewrite {
  seconds: number;
  times: { format: string; seconds: number }[];
}
interface Writers {
  times: { format: string; writer: string; seconds: number }[];
}

function benchRun(format: string, file: string): void {
  const rewrite = format === 'parquet' ? measure<Rewrite>('rewrite', file) : null;
  const run = measure<Pipeline>('pipeline', file);
  results.push({ what: 'run', format, ...run, ...(rewrite && { rewrite }) });
  say(`\nRun of ${count(run.rows)} rows of ${format}, all outputs but .xlsx`);
  for (const step of run.steps)
    say(
      `  ${step.name.padEnd(10)} ${fixed(step.seconds)} s  ${count(step.rows / step.seconds).padStart(12)} rows/s  peak so far ${count(step.peakMiB)} MiB`,
    );
  say(`  ${'whole'.padEnd(10)} ${fixed(run.seconds)} s  peak ${count(run.peakMiB)} MiB`);
  if (rewrite) {
    const parts = rewrite.times
      .map((one) => `${one.format} ${one.seconds.toFixed(2)} s`)
      .join(', ');
    say(
      `  DuckDB reads and rewrites the file: ${rewrite.seconds.toFixed(2)} s (${parts}); the run takes ${(run.seconds / rewrite.seconds).toFixed(1)} ×`,
    );
    microsecondsPerRow.push((run.seconds / run.rows) * 1e6);
    const least = Math.min(...microsecondsPerRow);
    say(
      `  ${microsecondsPerRow.at(-1)!.toFixed(2)} µs a row, ${(microsecondsPerRow.at(-1)! / least).toFixed(2)} × the least so far`,
    );
  }
}

async function benchExcel(rows: number, xlsx: string): Promise<void> {
  const without = measure<Pipeline>('pipeline', xlsx);
  const run = measure<Pipeline>('pipeline-with-workbooks', xlsx);
  const writers = await benchXlsxWriters(rows, join(scratch, 'writers.xlsx'));
  results.push({ what: 'excel', ...run, secondsWithout: without.seconds, writers });
  say(`\nRun of ${count(run.rows)} rows of xlsx with all its workbooks`);
  for (const step of run.steps) say(`  ${step.name.padEnd(10)} ${fixed(step.seconds)} s`);
  say(
    `  ${'whole'.padEnd(10)} ${fixed(run.seconds)} s  peak ${count(run.peakMiB)} MiB; without them ${fixed(without.seconds)} s`,
  );
  const ours = writers.find(({ writer }) => writer.startsWith('ours'))!;
  microsecondsPerSheetRow.push(((run.seconds - without.seconds) / rows) * 1e6);
  const least = Math.min(...microsecondsPerSheetRow);
  const last = microsecondsPerSheetRow.at(-1)!;
  say(`  workbooks ${last.toFixed(2)} µs a row, ${(last / least).toFixed(2)} × the least so far`);
  say(`Writing one sheet of ${count(rows)} rows and 12 columns`);
  for (const { writer, seconds, cpuSeconds, peakRssMiB, bytes } of writers)
    say(
      `  ${writer.padEnd(20)} ${fixed(seconds)} s  ${fixed(cpuSeconds)} s of processor  peak ${count(peakRssMiB)} MiB  ${count(bytes / 1e6)} MB  ${(seconds / ours.seconds).toFixed(1)} ×`,
    );
}

function benchWriters(rows: number, parquet: string): void {
  const { times } = measure<Writers>('writers', parquet);
  results.push({ what: 'writers', rows, times });
  say(`\nWriting tc_data_with_redemptions of ${count(rows)} rows`);
  for (const { format, writer, seconds } of times)
    say(`  ${format.padEnd(8)} ${writer.padEnd(20)} ${fixed(seconds)} s`);
}

function benchMatching(rows: number, parquet: string): void {
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
}

async function benchReaders(rows: number, xlsx: string): Promise<void> {
  const readers = await benchXlsxReaders(xlsx);
  results.push({ what: 'xlsx readers', rows, readers });
  say(`\nReading the first sheet of a workbook of ${count(rows)} rows`);
  for (const { reader, seconds, peakRssMiB } of readers)
    say(`  ${reader.padEnd(20)} ${fixed(seconds)} s  peak ${count(peakRssMiB)} MiB`);
}

function gridOf(rows: number, parquet: string): void {
  const folder = join(scratch, 'grid');
  const times = benchGrid(parquet, folder);
  rmSync(folder, { recursive: true, force: true });
  const limit = pageLimitMs(rows);
  results.push({ what: 'grid', pageLimitMs: limit, ...times });
  say(`\nGrid of ${count(times.rows)} rows, pages of 100 within ${limit} ms (median, worst)`);
  for (const { what, page, medianMs, worstMs } of times.actions)
    say(
      `  ${what.padEnd(46)} ${count(medianMs).padStart(6)} ms ${count(worstMs).padStart(6)} ms${page && medianMs > limit ? '  too slow' : ''}`,
    );
  say(`  peak ${count(times.peakMiB)} MiB`);
}

async function windowOf(): Promise<void> {
  const times = await benchWindow(join(scratch, 'window'));
  results.push({ what: 'window', ...times });
  say(
    `\nFrom the start to the ${times.until}: ${count(times.medianMs)} ms, at worst ${count(times.worstMs)} ms`,
  );
  if (times.memoryMiB !== null)
    say(`  ${count(times.memoryMiB)} MiB in the program's process then`);
}

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
