import { mkdirSync } from 'node:fs';
import process from 'node:process';
import { DuckDBInstance } from '@duckdb/node-api';
import { createFindingLog } from '../../core/contract/findings.ts';
import { POLICIES, settingsSchema } from '../../core/contract/settings.ts';
import { crewFor } from '../../core/pipeline/crew.ts';
import { runParts } from '../../core/pipeline/run-parts.ts';
import { reconcile } from '../../core/pipeline/reconcile.ts';
import type { StepName } from '../../core/contract/steps.ts';
import { fingerprint } from '../../core/source/fingerprint.ts';
import { openSource } from '../../core/source/open-source.ts';
import { validateSource } from '../../core/validate/validate-source.ts';
import { MATCHING_SQL } from '../match/sql-matching.ts';

/**
 * One measurement in a process of its own, so that the peak memory is its own: prints JSON.
 * `pipeline FILE FOLDER`, `matching FILE`, `sql FILE`.
 */
const [kind, file, folder] = process.argv.slice(2) as [string, string, string];
const peakMiB = (): number => process.resourceUsage().maxRSS >> 10;
const seconds = (from: number): number => (performance.now() - from) / 1000;
const endOfToday = Date.now() + 86_400_000;

process.stdout.write(JSON.stringify(await measured()));

async function measured(): Promise<object> {
  if (kind === 'pipeline') return pipeline();
  return kind === 'matching' ? matching() : sql();
}

async function pipeline(): Promise<object> {
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
      settings: settingsSchema.parse({ xlsx: false }),
      softwareVersion: 'bench',
      workers: 0,
    },
    {
      folder,
      journal: {
        begin: () => (from = performance.now()),
        end: (name, { rowsIn }) => end(name, rowsIn),
        completed: () => undefined,
      },
      endOfToday,
      onFindings: () => undefined,
      onChecks: () => undefined,
    },
  );
  return { rows: result.sourceRows, seconds: seconds(begun), peakMiB: peakMiB(), steps };
}

async function matching(): Promise<object> {
  const source = await openSource(file);
  const { ledger } = await validateSource(source, settingsSchema.parse({ onError: 'quarantine' }), {
    findings: createFindingLog(),
    standing: null,
    endOfToday,
  });
  await source.close();
  const times: { policy: string; threads: number; seconds: number }[] = [];
  for (const policy of POLICIES)
    for (const threads of [1, 2]) {
      let best = Infinity;
      const parts = runParts(ledger, policy);
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
    await connection.run(`CREATE OR REPLACE TABLE pairs AS ${MATCHING_SQL[policy]}`);
    times.push({ policy, seconds: seconds(from) });
  }
  connection.closeSync();
  instance.closeSync();
  return { peakMiB: peakMiB(), times };
}
