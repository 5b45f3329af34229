import { appendFileSync, cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import type { CheckId } from '../../../core/contract/checks.ts';
import { POLICIES, settingsSchema } from '../../../core/contract/settings.ts';
import { runTotalsSchema } from '../../../core/contract/run.ts';
import type { MoneyTotals } from '../../../core/contract/run.ts';
import { runTotals } from '../../../core/contract/totals.ts';
import { soleTotals } from '../contract/run-records.ts';
import type { Policy } from '../../../core/contract/settings.ts';
import type { StepName } from '../../../core/contract/steps.ts';
import { endOfDay } from '../../../core/ledger/time.ts';
import { LEDGER_FILE, OUTPUT_FOLDER } from '../../../core/run-folder/names.ts';
import { reconcile } from '../../../core/pipeline/reconcile.ts';
import type { StepResult } from '../../../core/run-folder/step-journal.ts';
import { verifyPublished } from '../../../core/published/verify-published.ts';
import type { PublishedRun, PublishedVerdict } from '../../../core/published/verify-published.ts';
import { fingerprint } from '../../../core/source/fingerprint.ts';
import { someOf } from '../../amount.ts';

const HEADER = 'TRANS_ID,TCTYPE,CREATEDAT,EXPIREDAT,CUSTOMERID,ORDERID,AMOUNT,REASON';
/** Lots before and after their redemptions, more and less than them, of three customers. */
const NUMBERS = [
  '1,earned,2026-01-01 10:00:00,2027-01-01 00:00:00,7,,10.00,Damaged Item',
  '2,earned,2026-01-02 10:00:00,2027-01-01 00:00:00,7,,20.00,',
  '3,earned,2026-01-03 10:00:00,2027-01-01 00:00:00,7,,30.00,',
  '4,spent,2026-01-04 10:00:00,,7,91,-10.00,',
  '5,spent,2026-01-05 10:00:00,,7,92,-20.00,',
  '6,earned,2026-02-01 10:00:00,2027-01-01 00:00:00,8,,5.00,',
  '7,spent,2026-02-02 10:00:00,,8,93,-5.00,',
  '8,expired,2026-02-03 10:00:00,,8,,-1.00,',
  '9,earned,2026-02-04 10:00:00,2027-01-01 00:00:00,9,,1.25,',
];
/** The same with ids that are no numbers, or that a number would spoil. */
const TEXTS = NUMBERS.map((line) => {
  const [id, type, at, expires, customer, ...rest] = line.split(',');
  return [`T-0${id!}`, type, at, expires, customer === '7' ? '007' : `c${customer!}`, ...rest].join(
    ',',
  );
});
const CURRENCIES = [
  ...NUMBERS.map((line) => `${line},USD`),
  '10,earned,2026-01-01 10:00:00,,7,,4.00,,EUR',
  '11,spent,2026-01-09 10:00:00,,7,94,-4.00,,EUR',
];

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const made = new Map<string, Promise<PublishedRun>>();

/** A run that has been published, in a folder of its own; runs of the same rows are made once. */
async function published(
  lines: readonly string[],
  policy: Policy,
  header = HEADER,
  asOf: string | null = null,
): Promise<PublishedRun> {
  const key = JSON.stringify([lines, policy, header, asOf]);
  if (!made.has(key)) made.set(key, publish(lines, policy, header, asOf));
  const run = await made.get(key)!;
  const folder = newFolder();
  cpSync(dirname(run.folder), folder, { recursive: true });
  return {
    ...run,
    ledger: { ...run.ledger, path: join(folder, LEDGER_FILE) },
    folder: join(folder, OUTPUT_FOLDER),
  };
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'thrive-published-'));
  folders.push(folder);
  return folder;
}

async function publish(
  lines: readonly string[],
  policy: Policy,
  header: string,
  asOf: string | null,
): Promise<PublishedRun> {
  const folder = newFolder();
  const path = join(folder, 'ledger.csv');
  writeFileSync(path, `${[header, ...lines].join('\n')}\n`);
  const completed = new Map<StepName, StepResult>();
  const result = await reconcile(
    {
      path,
      name: 'ledger.csv',
      ...(await fingerprint(path)),
      settings: settingsSchema.parse({ policy, asOf, xlsx: false }),
      softwareVersion: '0.0.0',
      workers: 0,
    },
    {
      folder,
      journal: {
        begin: () => undefined,
        end: (name, step) => void completed.set(name, step),
        completed: (name) => completed.get(name),
      },
      endOfToday: endOfDay('2026-11-24')!,
      onFindings: () => undefined,
      onChecks: () => undefined,
    },
  );
  return {
    ledger: {
      path: join(folder, LEDGER_FILE),
      sha256: completed.get('validate')!.checksums[LEDGER_FILE]!,
    },
    folder: join(folder, OUTPUT_FOLDER),
    outputs: result.outputs,
    policy,
    // What the history keeps of them.
    totals: runTotalsSchema.parse(runTotals(result.totals)),
  };
}

type File = 'tc_data_with_redemptions' | 'allocations';

/** Writes a published file anew from what a query makes of it: `t` is the file as it was. */
async function rewrite({ folder }: PublishedRun, file: File, query: string): Promise<void> {
  const path = join(folder, `${file}.parquet`);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run(`CREATE TABLE t AS SELECT * FROM '${path}'`);
    for (const statement of query.split(';')) await connection.run(statement);
    await connection.run(`COPY (SELECT * FROM t) TO '${path}.new' (FORMAT parquet)`);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
  renameSync(`${path}.new`, path);
}

const failedOf = ({ checks }: PublishedVerdict): CheckId[] =>
  checks.filter(({ passed }) => !passed).map(({ id }) => id);
const idsOf = ({ checks }: PublishedVerdict, id: CheckId): string[] =>
  checks.find((check) => check.id === id)!.failures.flatMap(({ ids }) => [...ids]);

describe('published files as they were written', () => {
  const ledgers = [
    ['numbers as ids', NUMBERS, HEADER],
    ['texts as ids', TEXTS, HEADER],
    ['several currencies', CURRENCIES, `${HEADER},CURRENCY`],
    ['no redemption at all', NUMBERS.slice(0, 3), HEADER],
  ] as const;
  const cases = ledgers.flatMap((ledger) => POLICIES.map((policy) => [...ledger, policy] as const));
  it.each(someOf(cases, 4))('pass all seven checks: %s', async (_name, lines, header, policy) => {
    const run = await published(lines, policy, header);
    const words: string[] = [];
    const verdict = await verifyPublished(run, {
      onProgress: ({ done, of, words: said }) => {
        expect(done).toBeLessThanOrEqual(of!);
        words.push(said);
      },
    });
    expect(failedOf(verdict)).toEqual([]);
    expect(verdict).toMatchObject({ passed: true, changedFiles: [] });
    expect(verdict.checks).toHaveLength(7);
    expect(words).toContain('Checking');
    expect(words).toContain('Reading tc_data_with_redemptions.parquet');
  });
});

describe.each(POLICIES)('published rows after the cut-off, %s', (policy) => {
  const at = (): Promise<PublishedRun> => published(TEXTS, policy, HEADER, '2026-01-31');

  it('pass all seven checks', async () => {
    const verdict = await verifyPublished(await at());
    expect(failedOf(verdict)).toEqual([]);
    expect(verdict.checks.find(({ id }) => id === 'tie-out')!.numbers).toMatchObject({
      rows: 5,
      rowsAfterCutOff: 4,
    });
  });

  it('fail where one of them counts', async () => {
    const run = await at();
    const set = "MATCH_STATUS = 'open', MATCHED_AMOUNT = 0, OPEN_AMOUNT = AMOUNT";
    await rewrite(run, 'tc_data_with_redemptions', `UPDATE t SET ${set} WHERE TRANS_ID = 'T-09'`);
    const verdict = await verifyPublished(run);
    expect(failedOf(verdict)).toEqual(['redeemid-integrity']);
    expect(idsOf(verdict, 'redeemid-integrity')).toContain('T-09');
  });

  it('fail where one that counts is passed off as later', async () => {
    const run = await at();
    const set = "MATCH_STATUS = 'after cut-off', MATCHED_AMOUNT = NULL, OPEN_AMOUNT = NULL";
    await rewrite(run, 'tc_data_with_redemptions', `UPDATE t SET ${set} WHERE TRANS_ID = 'T-03'`);
    expect(failedOf(await verifyPublished(run))).toEqual(
      expect.arrayContaining(['conservation', 'redeemid-integrity']),
    );
  });
});

/** What was done, to which file, with which SQL; the checks that must fail, and ids they must name. */
const TAMPERINGS: [string, File, string, CheckId[], string[]][] = [
  [
    'a REDEEMID that names another redemption',
    'tc_data_with_redemptions',
    'UPDATE t SET REDEEMID = 7 WHERE TRANS_ID = 1',
    ['redeemid-integrity'],
    ['1', '7'],
  ],
  [
    'a REDEEMID that is in no ledger',
    'tc_data_with_redemptions',
    'UPDATE t SET REDEEMID = 4711 WHERE TRANS_ID = 1',
    ['redeemid-integrity'],
    ['1', '4711'],
  ],
  [
    'a REDEEMID that is gone',
    'tc_data_with_redemptions',
    'UPDATE t SET REDEEMID = NULL WHERE TRANS_ID = 6',
    ['redeemid-integrity'],
    ['6'],
  ],
  [
    'REDEEMIDs as text, one of them no number',
    'tc_data_with_redemptions',
    "ALTER TABLE t ALTER REDEEMID TYPE VARCHAR; UPDATE t SET REDEEMID = 'x4' WHERE TRANS_ID = 1",
    ['redeemid-integrity'],
    ['1', 'x4'],
  ],
  [
    'a row that is gone',
    'tc_data_with_redemptions',
    'DELETE FROM t WHERE TRANS_ID = 9',
    ['conservation', 'balance-equation', 'tie-out'],
    [],
  ],
  [
    'a row that is there twice',
    'tc_data_with_redemptions',
    'INSERT INTO t SELECT * FROM t WHERE TRANS_ID = 9',
    ['conservation', 'balance-equation', 'tie-out'],
    ['9'],
  ],
  [
    'an amount that was changed',
    'tc_data_with_redemptions',
    'UPDATE t SET AMOUNT = AMOUNT + 0.01 WHERE TRANS_ID = 2',
    ['conservation', 'balance-equation', 'allocation', 'tie-out'],
    ['2'],
  ],
  [
    'an amount that is gone',
    'tc_data_with_redemptions',
    'UPDATE t SET AMOUNT = NULL WHERE TRANS_ID = 2',
    ['conservation', 'tie-out'],
    ['2'],
  ],
  [
    'a type that was changed',
    'tc_data_with_redemptions',
    "UPDATE t SET TCTYPE = 'expired' WHERE TRANS_ID = 7",
    ['conservation', 'tie-out'],
    ['7'],
  ],
  [
    'a type that there is none of',
    'tc_data_with_redemptions',
    "UPDATE t SET TCTYPE = 'gift' WHERE TRANS_ID = 7",
    ['conservation', 'tie-out'],
    ['7'],
  ],
  [
    'a time a microsecond later',
    'tc_data_with_redemptions',
    'UPDATE t SET CREATEDAT = CREATEDAT + INTERVAL 1 MICROSECOND WHERE TRANS_ID = 9',
    ['conservation'],
    ['9'],
  ],
  [
    'a time beyond all calendars',
    'tc_data_with_redemptions',
    "UPDATE t SET CREATEDAT = 'infinity'::TIMESTAMP WHERE TRANS_ID = 9",
    ['conservation', 'tie-out'],
    ['9'],
  ],
  [
    'times that are gone',
    'tc_data_with_redemptions',
    'UPDATE t SET CREATEDAT = NULL',
    ['conservation', 'tie-out'],
    ['1', '9'],
  ],
  [
    'a customer who is in no ledger',
    'tc_data_with_redemptions',
    'UPDATE t SET CUSTOMERID = 10 WHERE TRANS_ID = 9',
    ['conservation'],
    ['9'],
  ],
  [
    'a TRANS_ID that is in no ledger',
    'tc_data_with_redemptions',
    'UPDATE t SET TRANS_ID = 99 WHERE TRANS_ID = 9',
    ['conservation'],
    ['99'],
  ],
  [
    'TRANS_IDs and customers that are gone',
    'tc_data_with_redemptions',
    'UPDATE t SET TRANS_ID = NULL, CUSTOMERID = NULL',
    ['conservation', 'redeemid-integrity', 'allocation'],
    [],
  ],
  [
    'a MATCH_STATUS that there is none of',
    'tc_data_with_redemptions',
    "UPDATE t SET MATCH_STATUS = 'lost' WHERE TRANS_ID = 3",
    ['redeemid-integrity'],
    ['3'],
  ],
  [
    'a MATCHED_AMOUNT that was changed',
    'tc_data_with_redemptions',
    'UPDATE t SET MATCHED_AMOUNT = 9.99 WHERE TRANS_ID = 1',
    ['allocation'],
    ['1'],
  ],
  [
    'a column that is gone',
    'tc_data_with_redemptions',
    'ALTER TABLE t DROP OPEN_AMOUNT',
    ['conservation'],
    [],
  ],
  [
    'amounts as binary fractions',
    'tc_data_with_redemptions',
    'ALTER TABLE t ALTER AMOUNT TYPE DOUBLE',
    ['conservation'],
    [],
  ],
  [
    'allocations whose lots were swapped',
    'allocations',
    'UPDATE t SET EARNED_ID = CASE EARNED_ID WHEN 1 THEN 2 ELSE 1 END WHERE EARNED_ID IN (1, 2)',
    ['redeemid-integrity', 'fifo-order', 'allocation'],
    ['1', '2'],
  ],
  [
    'a lot that was taken before it was earned',
    'allocations',
    'UPDATE t SET EARNED_ID = 9 WHERE EARNED_ID = 1',
    ['redeemid-integrity', 'chronology', 'fifo-order', 'allocation'],
    ['9', '4'],
  ],
  [
    'an allocation whose lot is in no ledger',
    'allocations',
    'UPDATE t SET EARNED_ID = 4711 WHERE EARNED_ID = 1',
    ['redeemid-integrity', 'balance-equation', 'allocation'],
    ['4711'],
  ],
  [
    'an allocation of more than there was',
    'allocations',
    'UPDATE t SET AMOUNT = AMOUNT + 0.01 WHERE EARNED_ID = 1',
    ['balance-equation', 'allocation'],
    ['1', '4'],
  ],
  [
    'an allocation that is gone',
    'allocations',
    'DELETE FROM t WHERE EARNED_ID = 6',
    ['redeemid-integrity', 'balance-equation', 'allocation'],
    ['6', '7'],
  ],
  [
    'a SEQ that is out of its order',
    'allocations',
    'UPDATE t SET SEQ = 9 WHERE EARNED_ID = 2',
    ['allocation'],
    ['2', '5'],
  ],
];

describe('published files that were tampered with', () => {
  it.each(someOf(TAMPERINGS, 4))('%s', async (_name, file, sql, expected, ids) => {
    for (const policy of someOf(POLICIES, 1)) {
      const run = await published(NUMBERS, policy);
      await rewrite(run, file, sql);
      const verdict = await verifyPublished(run);
      expect(verdict.passed).toBe(false);
      expect(verdict.changedFiles).toEqual([`${file}.parquet`]);
      expect(failedOf(verdict)).toEqual(expect.arrayContaining(expected));
      const named = failedOf(verdict).flatMap((check) => idsOf(verdict, check));
      expect(named).toEqual(expect.arrayContaining(ids));
      for (const check of verdict.checks.filter(({ passed }) => !passed)) {
        expect(check.failureCount).toBeGreaterThan(0);
        expect(check.detail).toContain(check.failures[0]!.message);
      }
    }
  });

  it('has a tampering for each of the seven checks', () => {
    expect(new Set(TAMPERINGS.flatMap(([, , , expected]) => expected)).size).toBe(7);
  });

  it('text ids: one that is in no ledger, one that lost its zero', async () => {
    const run = await published(TEXTS, 'exact');
    await rewrite(
      run,
      'tc_data_with_redemptions',
      `UPDATE t SET TRANS_ID = 'T-9' WHERE TRANS_ID = 'T-09';
       UPDATE t SET CUSTOMERID = '7' WHERE TRANS_ID = 'T-03'`,
    );
    const verdict = await verifyPublished(run);
    expect(idsOf(verdict, 'conservation')).toEqual(expect.arrayContaining(['T-9', 'T-03']));
  });

  it('text ids with blanks around them, which are other ids', async () => {
    const run = await published(TEXTS, 'exact');
    await rewrite(
      run,
      'tc_data_with_redemptions',
      `UPDATE t SET TRANS_ID = ' T-09' WHERE TRANS_ID = 'T-09'`,
    );
    expect(idsOf(await verifyPublished(run), 'conservation')).toContain(' T-09');
  });

  it('a currency that is in no ledger', async () => {
    const run = await published(CURRENCIES, 'exact', `${HEADER},CURRENCY`);
    await rewrite(run, 'allocations', `UPDATE t SET CURRENCY = 'XXX' WHERE EARNED_ID = 10`);
    expect(idsOf(await verifyPublished(run), 'allocation')).toEqual(['10', '11']);
    await rewrite(
      run,
      'tc_data_with_redemptions',
      `UPDATE t SET CURRENCY = NULL WHERE TRANS_ID = 9`,
    );
    expect(idsOf(await verifyPublished(run), 'conservation')).toEqual(['9']);
  });

  it('totals that were reported otherwise', async () => {
    for (const policy of someOf(POLICIES, 1)) {
      const run = await published(NUMBERS, policy);
      const sums = soleTotals(run);
      for (const name of Object.keys(sums) as (keyof MoneyTotals)[]) {
        const totals = { ...sums, [name]: sums[name] + 1 };
        expect(failedOf(await verifyPublished({ ...run, totals }))).toContain('balance-equation');
      }
    }
  });

  it('files that are gone, cut off, or no Parquet', async () => {
    const run = await published(NUMBERS, 'whole-lot');
    const deliverable = join(run.folder, 'tc_data_with_redemptions.parquet');
    writeFileSync(deliverable, 'no parquet');
    rmSync(join(run.folder, 'allocations.parquet'));
    rmSync(join(run.folder, 'analytics_report.json'));
    appendFileSync(join(run.folder, 'allocations.csv'), ' ');
    const verdict = await verifyPublished(run);
    expect(new Set(verdict.changedFiles)).toEqual(
      new Set([
        'tc_data_with_redemptions.parquet',
        'allocations.csv',
        'allocations.parquet',
        'analytics_report.json',
      ]),
    );
    const message = (id: CheckId) =>
      verdict.checks.find((check) => check.id === id)!.failures[0]!.message;
    expect(message('conservation')).toMatch(/^tc_data_with_redemptions\.parquet cannot be read/);
    expect(message('allocation')).toBe('allocations.parquet cannot be read: it is missing');
  });

  it('a report alone: the checks hold, the run does not pass', async () => {
    const run = await published(NUMBERS, 'one-to-one');
    appendFileSync(join(run.folder, 'analytics_report.json'), ' ');
    const verdict = await verifyPublished(run);
    expect(verdict).toMatchObject({ passed: false, changedFiles: ['analytics_report.json'] });
    expect(failedOf(verdict)).toEqual([]);
  });
});

describe('the proof', () => {
  it('needs the ledger as it was validated', async () => {
    const run = await published(NUMBERS, 'exact');
    appendFileSync(run.ledger.path, 'x');
    const other = { ...run, ledger: { ...run.ledger, sha256: '0'.repeat(64) } };
    await expect(verifyPublished(other)).rejects.toMatchObject({ code: 'run.checkpoint-damaged' });
  });

  it('can be cancelled at any word it says', async () => {
    const run = await published(NUMBERS, 'exact');
    const words: string[] = [];
    await verifyPublished(run, { onProgress: ({ words: said }) => words.push(said) });
    for (let n = 0; n < words.length - 1; n++) {
      const signal = { aborted: false };
      let said = 0;
      await expect(
        verifyPublished(run, { signal, onProgress: () => (signal.aborted = said++ >= n) }),
      ).rejects.toMatchObject({ code: 'run.cancelled' });
    }
  });
});
