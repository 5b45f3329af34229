import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFindingLog } from '../../../core/contract/findings.ts';
import { settingsSchema } from '../../../core/contract/settings.ts';
import { LEDGER_FIELDS } from '../../../core/ledger/ledger.ts';
import { ACCOUNT_RULES } from '../../../core/rules/account-rules.ts';
import { CATALOGUE } from '../../../core/rules/catalogue.ts';
import { MOVEMENT_RULES } from '../../../core/rules/movement-rules.ts';
import { ROW_RULES, TABLE_RULES } from '../../../core/rules/row-rules.ts';
import type { Format } from '../../../core/rules/rule/planted.ts';
import { openSource } from '../../../core/source/open-source.ts';
import { validateSource } from '../../../core/validate/validate-source.ts';
import { DIALECTS } from '../../../core/warehouse/dialects/dialects.ts';
import { faultColumn, ledgerFactsQuery } from '../../../core/warehouse/facts-sql.ts';
import { ledgerStatements } from '../../../core/warehouse/ledger-sql.ts';
import type { WarehousePlan } from '../../../core/warehouse/plan.ts';
import { resultNames } from '../../../core/warehouse/plan.ts';
import { messyPlan } from '../../../main/generate/messy/messy-plan.ts';
import type { PlannedFinding } from '../../../main/generate/messy/messy-plan.ts';
import { writeFile } from '../../../main/generate/write/write-file.ts';
import { SEED } from '../../amount.ts';

/** What every rule plants into a messy file is found there, by rows, by columns and in SQL; nothing else is. */
const folder = mkdtempSync(join(tmpdir(), 'rules-'));
afterAll(() => rmSync(folder, { recursive: true }));
const wish = { rows: 600, seed: SEED };
const RULES = [...ROW_RULES, ...MOVEMENT_RULES, ...ACCOUNT_RULES];
const CODES = new Set<string>(RULES.map(({ code }) => code));

/** Text and Parquet are read row by row and column by column; the workbook by rows as well. */
const FORMATS: readonly Format[] = ['xlsx', 'csv', 'parquet'];
const pathOf = (format: Format): string => join(folder, `messy.${format}`);
beforeAll(async () => {
  for (const format of FORMATS) await writeFile({ ...wish, messy: true, out: pathOf(format) });
});

const planned = (format: Format): PlannedFinding[] =>
  messyPlan(wish, format).findings.filter(({ code }) => CODES.has(code));

it('every finding has a code of its own, a title and a remedy', () => {
  expect(new Set(CATALOGUE.map(({ code }) => code)).size).toBe(CATALOGUE.length);
  for (const { code, title, remedy } of CATALOGUE) {
    expect(code).toMatch(/^[a-z]+\.[a-z-]+$/);
    expect(title).toMatch(/[^.]$/);
    expect(remedy).toMatch(/\.$/);
  }
});

it('every rule plants a case', () => {
  const workbook = new Set(planned('xlsx').map(({ code }) => code));
  expect([...workbook].sort()).toEqual([...CODES].sort());
});

describe.each(FORMATS)('in %s', (format) => {
  it('the rules find the rows that they planted, and no other', async () => {
    const findings = createFindingLog();
    const source = await openSource(pathOf(format));
    try {
      await validateSource(source, settingsSchema.parse({ onError: 'quarantine' }), {
        findings,
        endOfToday: Date.UTC(2030, 0, 1),
      });
    } finally {
      await source.close();
    }
    const text = ({ code, row, column }: PlannedFinding | (typeof findings.kept)[number]): string =>
      `${row} ${column} ${code}`;
    expect(
      findings.kept
        .filter(({ code }) => CODES.has(code))
        .map(text)
        .sort(),
    ).toEqual(planned(format).map(text).sort());
  });
});

describe('in a table', () => {
  const results = resultNames((name) => `out_${name}`);
  const plan: WarehousePlan = {
    policy: 'exact',
    source: 'tc',
    columns: LEDGER_FIELDS.map((field) => ({ name: field, sql: field, field, kind: 'text' })),
    asOf: null,
    today: '2030-01-01',
    toleranceCents: 0,
    results,
    drafts: results,
  };
  const inTable = new Set<string>(TABLE_RULES.map(({ code }) => code));

  it('the rules find the same rows by SQL', async () => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(
      `CREATE TABLE tc AS SELECT * FROM read_csv('${pathOf('csv')}', all_varchar = true, header = true)`,
    );
    for (const { sql } of ledgerStatements(DIALECTS.duckdb, plan)) await connection.run(sql);
    const rejected = await connection.runAndReadAll(
      `SELECT COALESCE(TRANS_ID, '') AS id, findings FROM ${results.quarantine}`,
    );
    expect(
      rejected
        .getRowsJson()
        .flatMap(([id, codes]) =>
          String(codes)
            .split(' ')
            .map((code) => `${String(id)} ${code}`),
        )
        .sort(),
    ).toEqual(
      planned('csv')
        .filter(({ code }) => inTable.has(code))
        .map(({ code, transId }) => `${transId ?? ''} ${code}`)
        .sort(),
    );

    const facts = await connection.runAndReadAll(ledgerFactsQuery(DIALECTS.duckdb, plan.columns));
    const [counts] = facts.getRowObjectsJson();
    for (const { code } of MOVEMENT_RULES)
      expect([code, Number(counts![faultColumn(code)])]).toEqual([
        code,
        planned('csv').filter((finding) => finding.code === code).length,
      ]);
    connection.closeSync();
  });
});
