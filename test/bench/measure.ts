import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { DuckDBInstance } from '@duckdb/node-api';
import { createFindingLog } from '../../core/contract/findings.ts';
import { POLICIES, settingsSchema } from '../../core/contract/settings.ts';
import { crewFor } from '../../core/pipeline/parts/crew.ts';
import {
  ledgersOfPartition,
  matchingOfPartition,
  matchingOfRun,
  runParts,
} from '../../core/pipeline/parts/run-parts.ts';
import type { Ledger } from '../../core/ledger/ledger.ts';
import { partitionMatcher } from '../../core/match/match-partition.ts';
import { uncut } from '../../core/ledger/cut-ledger.ts';
import { makeDraft } from '../../core/ledger/make-draft.ts';
import { csvHeader, csvRows } from '../../core/report/encode/csv.ts';
import { parquetRowGroup } from '../../core/report/encode/parquet.ts';
import { PARQUET_MAGIC, parquetFooter } from '../../core/report/encode/parquet-footer.ts';
import type { RowGroup } from '../../core/report/encode/parquet-page.ts';
import { matchedRows } from '../../core/report/outputs/matched-rows.ts';
import { textIdsOf } from '../../core/report/partition/text-ids.ts';
import { reconcile } from '../../core/pipeline/reconcile.ts';
import type { StepName } from '../../core/contract/steps.ts';
import { fingerprint } from '../../core/source/fingerprint.ts';
import { openSource } from '../../core/source/open-source.ts';
import { validateSource } from '../../core/validate/validate-source.ts';
import { matchingSql } from '../core/match/sql-matching.ts';

/**
 * One measurement in a process of its own, so that the peak memory is its own: prints JSON.
 * `pipeline FILE FOLDER`, `pipeline-with-workbooks FILE FOLDER`, `matching FILE`, `sql FILE`, `rewrite FILE FOLDER`, `writers FILE FOLDER`.
 */
const [kind, file, folder] = process.argv.slice(2) as [string, string, string];
const peakMiB = (): number => process.resourceUsage().maxRSS >> 10;
const seconds = (from: number): number => (performance.now() - from) / 1000;
const endOfToday = Date.now() + 86_400_000;

process.stdout.write(JSON.stringify(await measured()));

async function measured(): Promise<object> {
  if (kind === 'pipeline') return pipeline(false);
  if (kind === 'pipeline-with-workbooks') return pipeline(true);
  if (kind === 'rewrite') return rewrite();
  if (kind === 'writers') return writers();
  return kind === 'matching' ? matching() : sql();
}

/** What DuckDB takes to read a file and to write it again as CSV and as Parquet: what a run is held against. */
async function rewrite(): Promise<object> {
  mkdirSync(folder, { recursive: true });
  const times = await copied(`read_parquet('${file.replaceAll("'", "''")}')`, null);
  return { peakMiB: peakMiB(), times, seconds: times.reduce((sum, one) => sum + one.seconds, 0) };
}

/** DuckDB's own writers over a table; `threads` null: as many as it likes. */
async function copied(
  table: string,
  threads: number | null,
): Promise<{ format: string; seconds: number }[]> {
  const instance = await DuckDBInstance.create(':memory:', {
    ...(threads !== null && { threads: String(threads) }),
  });
  const connection = await instance.connect();
  const times: { format: string; seconds: number }[] = [];
  for (const [format, options] of [
    ['csv', 'FORMAT csv, HEADER'],
    ['parquet', 'FORMAT parquet, COMPRESSION snappy'],
  ] as const) {
    const target = join(folder, `duckdb.${format}`);
    const from = performance.now();
    await connection.run(`COPY (FROM ${table}) TO '${target.replaceAll("'", "''")}' (${options})`);
    times.push({ format, seconds: seconds(from) });
  }
  connection.closeSync();
  instance.closeSync();
  return times;
}

/** The deliverable by our encoders on one thread, and the same table by DuckDB on one and on all. */
async function writers(): Promise<object> {
  mkdirSync(folder, { recursive: true });
  const ledger = await validatedLedger();
  const parts = runParts(uncut(ledger), 'one-to-one');
  const { partitions } = parts;
  const match = partitionMatcher(parts.ledger, partitions, parts.policy, parts.target);
  for (let p = 0; p < partitions.count; p++) match(p);
  const matched = matchingOfRun(parts);
  const textIds = textIdsOf(uncut(ledger), matched);
  const run = { ledger: parts.ledger, after: parts.after, textIds, asOf: 0, sheetRows: 0 };
  const { heads, table: tableOf } = matchedRows.of(run);
  const times: { format: string; writer: string; seconds: number }[] = [];
  for (const format of ['csv', 'parquet'] as const) {
    const path = join(folder, `ours.${format}`);
    const out = openSync(path, 'w');
    const groups: RowGroup[] = [];
    let taken = 0;
    for (let p = 0; p < partitions.count; p++) {
      const cut = ledgersOfPartition(parts, p);
      const matching = matchingOfPartition(parts, p);
      const place = {
        firstRow: partitions.firstRow[p]!,
        firstAccount: 0,
        firstAfter: 0,
        firstAllocation: parts.firstAllocation[p]!,
      };
      const draft = makeDraft(cut, matching);
      const { columns } = tableOf({ place, own: cut.ledger, after: cut.after, matching, draft });
      const from = performance.now();
      if (p === 0)
        writeSync(
          out,
          format === 'csv'
            ? csvHeader(
                heads.map(({ name }) => name),
                false,
              )
            : PARQUET_MAGIC,
        );
      if (format === 'csv') writeSync(out, csvRows(columns, draft.rows));
      else {
        const { bytes, group } = parquetRowGroup(columns, draft.rows);
        groups.push(group);
        writeSync(out, bytes);
      }
      taken += seconds(from);
    }
    if (format === 'parquet') writeSync(out, parquetFooter(heads, groups));
    closeSync(out);
    times.push({ format, writer: 'ours, 1 thread', seconds: taken });
  }
  const written = `read_parquet('${join(folder, 'ours.parquet').replaceAll("'", "''")}')`;
  for (const threads of [1, null])
    for (const { format, seconds: taken } of await copied(written, threads))
      times.push({
        format,
        writer: threads === 1 ? 'DuckDB, 1 thread' : 'DuckDB, all threads',
        seconds: taken,
      });
  return { rows: parts.ledger.rows, peakMiB: peakMiB(), times };
}

async function validatedLedger(): Promise<Ledger> {
  const source = await openSource(file);
  const { ledger } = await validateSource(source, settingsSchema.parse({ onError: 'quarantine' }), {
    findings: createFindingLog(),
    endOfToday,
  });
  await source.close();
  return ledger;
}

async function pipeline(xlsx: boolean): Promise<object> {
  mkdirSync(folder, { recursive: true });
  const steps: { name: string; rows: number; seconds: number; peakMiB: number }[] = [];
  const begun = performance.now();
  let from = begun;
  const end = (name: StepName, rows: number): void => {
    steps.push({ name, rows, seconds: seconds(from), peakMiB: peakMiB() });
  };
  const facts = await fingerprint(file);
  end('download', 0);
  const result = await reconcile(
    {
      path: file,
      name: 'bench',
      ...facts,
      settings: settingsSchema.parse({ xlsx, policy: 'exact' }),
      softwareVersion: 'bench',
      workers: 0,
    },
    {
      folder,
      journal: {
        begin: () => (from = performance.now()),
        end: (name, { rowsIn }) => end(name, rowsIn),
        // It is measured above.
        completed: (name) =>
          name === 'download' ? { rowsIn: 0, rowsOut: 0, checksums: {} } : undefined,
      },
      endOfToday,
      onFindings: () => undefined,
      onChecks: () => undefined,
    },
  );
  return { rows: result.sourceRows, seconds: seconds(begun), peakMiB: peakMiB(), steps };
}

async function matching(): Promise<object> {
  const ledger = await validatedLedger();
  const times: { policy: string; threads: number; seconds: number }[] = [];
  for (const policy of POLICIES)
    for (const threads of [1, 2]) {
      let best = Infinity;
      const parts = runParts(uncut(ledger), policy);
      const crew = crewFor(parts, threads, undefined);
      // Threads are started once for a run, and matching is the first that they do.
      await crew.carryOut(
        { task: 'match' },
        (p) => p === 0,
        () => undefined,
      );
      for (let attempt = 0; attempt < 3; attempt++) {
        parts.target.redeemedBy.fill(-1);
        parts.target.matched.fill(0);
        const from = performance.now();
        await crew.carryOut(
          { task: 'match' },
          () => true,
          () => undefined,
        );
        best = Math.min(best, seconds(from));
      }
      await crew.end();
      times.push({ policy, threads, seconds: best });
    }
  return { rows: ledger.rows, peakMiB: peakMiB(), times };
}

async function sql(): Promise<object> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `CREATE TABLE t AS SELECT CUSTOMERID AS cu, TRANS_ID AS id, CASE TCTYPE WHEN 'earned' THEN 0 ELSE 1 END AS ty,
       epoch_ms(CREATEDAT) AS ts, (AMOUNT * 100)::BIGINT AS ce FROM read_parquet('${file.replaceAll("'", "''")}')`,
  );
  const times: { policy: string; seconds: number }[] = [];
  for (const policy of ['one-to-one', 'exact'] as const) {
    const from = performance.now();
    await connection.run(`CREATE OR REPLACE TABLE pairs AS ${matchingSql(policy)!}`);
    times.push({ policy, seconds: seconds(from) });
  }
  connection.closeSync();
  instance.closeSync();
  return { peakMiB: peakMiB(), times };
}
