import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POLICIES } from '../../../core/contract/settings.ts';
import { sha256Schema } from '../../../core/contract/run.ts';
import { openDuckDb } from '../../../core/duckdb/open-duckdb.ts';
import { decimalText } from '../../../core/ledger/money.ts';
import { timeText } from '../../../core/ledger/time.ts';
import { readArchive } from '../../../core/pack/verify/archive.ts';
import { sampleFolder } from '../../../main/program-folder.ts';
import { amount, SEED, someOf } from '../../amount.ts';
import { closeLedgers } from '../../core/close/close-fixture.ts';
import { run, scratch } from '../cli/command.ts';

/** By which policy the sample is done; deep, by each. */
const SAMPLE_POLICIES = someOf(POLICIES, 1);

/** A source with the name `ledger` whose rows are many small ledgers, each with customers of its own. */
function randomLedgers(folder: string): string {
  const ledgers = fc.sample(closeLedgers, { numRuns: amount(200), seed: SEED });
  const rows = ledgers.flatMap((movements, n) =>
    movements.map(({ id, type, at, expires, customer, currency, cents, reason }) =>
      [
        `${n + 1}${id.padStart(4, '0')}`,
        type,
        timeText(at),
        expires === null ? '' : timeText(expires),
        `${n}-${customer}`,
        decimalText(type === 'earned' ? cents : -cents),
        reason,
        currency,
      ].join(','),
    ),
  );
  const header = 'TRANS_ID,TCTYPE,CREATEDAT,EXPIREDAT,CUSTOMERID,AMOUNT,REASON,CURRENCY';
  const path = join(folder, 'ledger.csv');
  writeFileSync(path, [header, ...rows, ''].join('\n'));
  return path;
}

interface Told {
  readonly path: string;
  readonly sha256: string;
}

/** Reconciles a file and makes the pack of the period; the file's name is that of the source. */
async function packed(
  folder: string,
  file: string,
  source: string,
  period: string,
  policy: string,
) {
  const dataDir = ['--data-dir', join(folder, 'data'), '--json'];
  const done = await run([file, '--policy', policy, '--period', period, '--no-xlsx', ...dataDir]);
  expect(done.code, done.err).toBe(0);
  const pack = ['close', 'pack', '--source', source, '--period', period, ...dataDir];
  const first = await run(pack);
  expect(first.code, first.err).toBe(0);
  const again = await run(pack);
  const told = JSON.parse(again.out) as Told;
  expect(told).toEqual(JSON.parse(first.out));
  expect(await run(['verify-pack', told.path])).toMatchObject({ code: 0 });
  return told;
}

async function unpacked(path: string, folder: string): Promise<void> {
  const bytes = readFileSync(path);
  const { entries } = await readArchive({
    bytes: bytes.length,
    read: (at, length) => Promise.resolve(bytes.subarray(at, at + length)),
  });
  for (const { name, dataAt, bytes: length } of entries) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), inflateRawSync(bytes.subarray(dataAt, dataAt + length)));
  }
}

/** Runs the pack's own SQL as its README says; answers the lines of its comparison. */
async function reperformed(folder: string): Promise<readonly (readonly string[])[]> {
  const sql = readFileSync(join(folder, 'reperformance', 'reperform.sql'), 'utf8');
  // It fetches nothing from a network: an auditor may have none.
  const instance = await openDuckDb({ memory: '1GB', threads: 1 });
  const connection = await instance.connect();
  try {
    const path = join(folder, 'data').replaceAll("'", "''");
    const statements = await connection.extractStatements(sql.replaceAll("'../data/", `'${path}/`));
    for (let i = 0; i < statements.count; i++) await (await statements.prepare(i)).run();
    const compared = await connection.runAndReadAll('SELECT * FROM comparison');
    return compared.getRows().map((row) => row.map(String));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

describe('the pack of a period', () => {
  for (const policy of POLICIES)
    it(`by ${policy}: two builds are the same bytes, and its SQL finds in DuckDB what the run has found`, async () => {
      const folder = scratch();
      const random = [randomLedgers(folder), 'ledger', '2025-09'] as const;
      const sample = [join(sampleFolder(), 'tc_raw_data.xlsx'), 'tc_raw_data', '2026-06'] as const;
      for (const [file, source, period] of SAMPLE_POLICIES.includes(policy)
        ? [sample, random]
        : [random]) {
        const { path } = await packed(folder, file, source, period, policy);
        const target = join(folder, source);
        await unpacked(path, target);
        const lines = await reperformed(target);
        expect(lines.map(([, , , differences]) => differences)).toEqual(['0', '0', '0', '0']);
        for (const [, own, ofRun] of lines) {
          expect(own).toBe(ofRun);
          expect(Number(own)).toBeGreaterThan(0);
        }
        // What the run says is read, and not what was made of it.
        if (source === 'ledger') {
          const sql = join(target, 'reperformance', 'reperform.sql');
          const text = readFileSync(sql, 'utf8');
          writeFileSync(sql, text.replace(/CAST\((\d+\.\d\d) AS/, 'CAST(1$1 AS'));
          await expect(reperformed(target)).rejects.toThrow('is not what the run says');
        }
      }
    });

  it('has every part, and the source only while its bytes are at hand', async () => {
    const folder = scratch();
    const file = randomLedgers(folder);
    const { path } = await packed(folder, file, 'ledger', '2025-09', 'exact');
    await unpacked(path, join(folder, 'a'));
    const manifest = JSON.parse(readFileSync(join(folder, 'a', 'manifest.json'), 'utf8')) as {
      source_file: { kept: boolean; sha256: string };
      files: readonly { path: string }[];
    };
    const places = new Set(manifest.files.map((one) => one.path.split('/')[0]));
    for (const place of ['data', 'source', 'close', 'sample', 'reperformance', 'audit', 'rules'])
      expect(places).toContain(place);
    expect(sha256Schema.safeParse(manifest.source_file.sha256).success).toBe(true);
    expect(manifest.source_file.kept).toBe(true);
    const drawn = readFileSync(join(folder, 'a', 'sample', 'drawn.csv'), 'utf8').split('\r\n');
    for (const line of drawn.slice(1, -1)) expect(line.split(',')[9]).toBe('0.00');

    rmSync(file);
    const options = ['--period', '2025-09', '--data-dir', join(folder, 'data'), '--json'];
    const { out } = await run(['close', 'pack', '--source', 'ledger', ...options]);
    expect(
      (JSON.parse(out) as { files: { path: string }[] }).files.map((one) => one.path),
    ).not.toContain('source/ledger.csv');
  });

  it('is not made of files that were changed, and not by a size or a name that there is not', async () => {
    const folder = scratch();
    const { path } = await packed(folder, randomLedgers(folder), 'ledger', '2025-09', 'exact');
    const about = ['close', 'pack', '--source', 'ledger', '--period', '2025-09'];
    const dataDir = ['--data-dir', join(folder, 'data')];
    for (const option of [
      ['--sample-size', '0'],
      ['--sample-by', 'hand'],
      ['--sample-from', 'toString'],
    ])
      expect(await run([...about, ...option, ...dataDir])).toMatchObject({ code: 2 });
    const before = readFileSync(path);
    const { runId } = JSON.parse(
      (await run(['close', 'status', ...about.slice(2), ...dataDir, '--json'])).out,
    ) as { runId: string };
    writeFileSync(join(folder, 'data', 'runs', runId, 'outputs', 'allocations.csv'), 'changed');
    const refused = await run([...about, ...dataDir]);
    expect(refused.err).toContain('allocations.csv');
    expect(refused.code).toBe(1);
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});
