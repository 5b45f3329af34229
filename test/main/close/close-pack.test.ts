import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
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

/** By which policies packs are made, and by which the sample's is; deep, by each. */
const PACKED_POLICIES = someOf(POLICIES, 1);
const SAMPLE_POLICIES = someOf(POLICIES, 1);

/** A source with the name `ledger` whose rows are many small ledgers, each with customers of its own. */
function randomLedgers(folder: string): string {
  const ledgers = fc.sample(closeLedgers, { numRuns: amount(100), seed: SEED });
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
  const told = JSON.parse(first.out) as Told;
  // The one that is drawn anew is made twice.
  if (source === 'ledger') expect(JSON.parse((await run(pack)).out)).toEqual(told);
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
  for (const policy of [...new Set([...PACKED_POLICIES, ...SAMPLE_POLICIES])])
    it(`by ${policy}: two builds are the same bytes, and its SQL finds in DuckDB what the run has found`, async () => {
      const folder = scratch();
      const random = [randomLedgers(folder), 'ledger', '2025-09'] as const;
      const sample = [join(sampleFolder(), 'tc_raw_data.xlsx'), 'tc_raw_data', '2026-06'] as const;
      for (const [file, source, period] of [
        ...(PACKED_POLICIES.includes(policy) ? [random] : []),
        ...(SAMPLE_POLICIES.includes(policy) ? [sample] : []),
      ]) {
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

  it('has every part, evidence and attachments, the source only while its bytes are at hand, and nothing that was changed', async () => {
    const folder = scratch();
    const file = randomLedgers(folder);
    const data = ['--data-dir', join(folder, 'data'), '--json'];
    const close = ['--source', 'ledger', '--period', '2025-09', ...data];
    const done = await run([file, '--period', '2025-09', '--no-xlsx', ...data]);
    expect(done.code, done.err).toBe(0);
    const slip = join(folder, 'slip.txt');
    writeFileSync(slip, 'A slip.');
    const item = [
      '--kind',
      'timing',
      '--amount',
      '1.00 USD',
      '--reason',
      'Later.',
      '--attach',
      slip,
    ];
    const entered = join(folder, 'terms.json');
    const terms = { accounts: [{ account: '2150', thresholdCents: 0 }], breakage: {} };
    writeFileSync(entered, JSON.stringify([{ is: 'terms', terms }]));
    await run(['close', 'record', '--record', entered, ...close]);
    expect(await run(['close', 'item', ...item, ...close])).toMatchObject({ code: 0 });
    const drawn = await run(['close', 'sample', '--sample-size', '2', ...close]);
    const { samples } = JSON.parse(drawn.out) as {
      samples: readonly { items: readonly { movement: { id: string } }[] }[];
    };
    const { id } = samples.flatMap(({ items }) => items)[0]!.movement;
    const paper = [
      '--item',
      id,
      '--tick-mark',
      'A',
      '--conclusion',
      'As booked.',
      '--attach',
      slip,
    ];
    expect(await run(['close', 'sample', ...paper, ...close])).toMatchObject({ code: 0 });

    const pack = ['close', 'pack', ...close];
    const told = await run(pack);
    expect(told.code, told.err).toBe(0);
    const { path, files } = JSON.parse(told.out) as Told & { files: readonly { path: string }[] };
    await unpacked(path, join(folder, 'a'));
    const manifest = JSON.parse(readFileSync(join(folder, 'a', 'manifest.json'), 'utf8')) as {
      source_file: { kept: boolean; sha256: string };
    };
    const paths = files.map((one) => one.path);
    for (const place of [
      ...[
        'memo.pdf',
        'workbook/reconciliation.xlsx',
        'source/ledger.csv',
        'data/',
        'reperformance/',
      ],
      ...['close/attachments/', 'sample/evidence/', 'audit/', 'rules/RULES.md'],
    ])
      expect(
        paths.some((one) => one.startsWith(place)),
        place,
      ).toBe(true);
    const evidence = paths.find((one) => one.startsWith('sample/evidence/'))!;
    expect(readFileSync(join(folder, 'a', evidence), 'utf8')).toBe('A slip.');
    expect(readFileSync(join(folder, 'a', 'sample', 'items.csv'), 'utf8')).toContain(
      `,A,,${evidence},`,
    );
    expect(sha256Schema.safeParse(manifest.source_file.sha256).success).toBe(true);
    expect(manifest.source_file.kept).toBe(true);
    const populations = readFileSync(join(folder, 'a', 'sample', 'drawn.csv'), 'utf8').split(
      '\r\n',
    );
    for (const line of populations.slice(1, -1)) expect(line.split(',')[9]).toBe('0.00');
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(join(folder, 'a', 'workbook', 'reconciliation.xlsx'));
    expect(book.getWorksheet('Tie-out')).toBeDefined();

    for (const option of [
      ['--sample-size', '0'],
      ['--sample-by', 'hand'],
      ['--sample-from', 'toString'],
    ])
      expect(await run([...pack, ...option])).toMatchObject({ code: 2 });
    rmSync(file);
    const without = JSON.parse((await run(pack)).out) as { files: readonly { path: string }[] };
    expect(without.files.map((one) => one.path)).not.toContain('source/ledger.csv');
    const before = readFileSync(path);
    const { runId } = JSON.parse(done.out) as { runId: string };
    writeFileSync(join(folder, 'data', 'runs', runId, 'outputs', 'allocations.csv'), 'changed');
    const refused = await run(pack);
    expect(refused.err).toContain('allocations.csv');
    expect(refused.code).toBe(1);
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});
