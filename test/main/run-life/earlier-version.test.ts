import { randomUUID } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../../core/contract/run.ts';
import { settingsSchema } from '../../../core/contract/settings.ts';
import type { Settings } from '../../../core/contract/settings.ts';
import { totalsByCurrency } from '../../../core/contract/totals.ts';
import { LEDGER_FILE } from '../../../core/run-folder/names.ts';
import { runSource } from '../../../main/run-life/run-source.ts';
import { application, problemOf, scratch } from '../app/application-fixture.ts';

const FIXTURE = join(import.meta.dirname, '..', '..', 'fixtures', 'data-folder-0.2.0');
/** The two runs of the source `ledger`, of which the second took a changed row, and the one that waits. */
const [FIRST, STANDING, WAITING] = [
  '20261130-153853-058b3b',
  '20261130-153854-5a70e7',
  '20261130-153911-81a6a3',
];
const LATER = [
  '1,earned,2026-01-05 10:00:00,100,40.00,USD',
  '2,earned,2026-01-20 10:00:00,100,31.00,USD',
  '3,spent,2026-02-03 10:00:00,100,-35.00,USD',
  '4,earned,2026-02-10 10:00:00,200,26.00,EUR',
  '5,expired,2026-03-10 10:00:00,200,-5.00,EUR',
  '6,earned,2026-04-10 10:00:00,300,9.00,USD',
  '7,spent,2026-04-11 10:00:00,300,-2.00,USD',
];

/** The program over a copy of a data folder that version 0.2.0 left. */
function updated() {
  const dataDir = scratch();
  cpSync(FIXTURE, dataDir, { recursive: true });
  expect(readFileSync(ledgerOf(dataDir, STANDING), 'latin1')).toMatch(/^THRIVE02/);
  return application({ dataDir });
}

function ledgerOf(dataDir: string, runId: string): string {
  return join(dataDir, 'runs', runId, LEDGER_FILE);
}

/** Reconciles the next month's file of the source that the runs are of. */
async function later(dataDir: string, rows: readonly string[], settings: Partial<Settings> = {}) {
  const source = join(scratch(), 'ledger.csv');
  writeFileSync(
    source,
    ['TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT,CURRENCY', ...rows, ''].join('\n'),
  );
  return runSource({
    source,
    dataDir,
    out: undefined,
    workers: 0,
    force: false,
    now: () => new Date('2026-12-01T12:00:00'),
    settings: settingsSchema.parse({ xlsx: false, policy: 'exact', ...settings }),
  });
}

describe('a run that the version before has made', () => {
  it('is listed with the totals of each currency, without the sum of them that it had', async () => {
    const { call } = updated();
    const { run } = await call('runs.get', { runId: STANDING });
    expect(Object.keys(run.totals!)).toEqual(['byCurrency']);
    expect(closingsOf(run)).toEqual({ EUR: 2000, USD: 3600 });
    const { items } = await call('runs.list', { orderBy: 'closing' });
    expect(items.map(({ id }) => id)).toContain(STANDING);
  });

  it('is looked at, customer by customer, compared and searched', async () => {
    const { call } = updated();
    const page = await call('grid.page', { runId: STANDING, view: {}, offset: 0, limit: 10 });
    expect(page.total).toBe(6);
    const trail = await call('customers.trail', { runId: STANDING, customer: '100' });
    expect(trail.totals).toMatchObject([{ currency: 'USD', balance: 3600 }]);
    const { counts } = await call('runs.compare', { a: FIRST, b: STANDING, kind: 'changed' });
    expect(counts.changed).toBe(1);
    const hits = await call('ledgers.search', { runId: null, text: '10' });
    expect(hits.customers.map(({ runId, customer }) => [runId, customer])).toEqual([
      [STANDING, '100'],
    ]);
    expect(hits.unread).toEqual([]);
    const { outcomes } = await call('policies.compare', { runId: STANDING });
    expect(outcomes[0]!.byCurrency.map(({ currency }) => currency)).toEqual(['EUR', 'USD']);
  });

  it('has its open exceptions in the history, by currency', async () => {
    const { call } = updated();
    const { items } = await call('runs.list', { status: 'completed' });
    const listed = await call('exceptions.list', { runId: STANDING, query: {} });
    expect(items.map(({ id }) => id)).toEqual([STANDING, FIRST]);
    const { openExceptions } = items[0]!;
    expect(openExceptions!.count).toBe(listed.items.length);
    expect(openExceptions!.atStake).toEqual(
      ['EUR', 'USD'].flatMap((currency) => {
        const own = listed.items.filter((one) => one.currency === currency);
        const cents = own.reduce((sum, one) => sum + (one.cents ?? 0), 0);
        return own.length === 0 ? [] : [{ currency, cents, unknown: 0 }];
      }),
    );
    expect(openExceptions!.count).toBeGreaterThan(0);
  });

  it.each([FIRST, STANDING])('is verified again: %s', async (runId) => {
    const { call } = updated();
    const verdict = await call('runs.reverify', { runId, jobId: randomUUID() });
    expect(verdict.checks.filter(({ passed }) => !passed)).toEqual([]);
    expect(verdict).toMatchObject({ passed: true, changedFiles: [] });
  });

  it('is what a later file is compared with, and built on', async () => {
    const { dataDir } = updated();
    const halted = await later(dataDir, LATER);
    expect(halted.problem).toMatchObject({
      code: 'validation.reported-rows-changed',
      details: { changed: 1, standingRun: STANDING },
    });
    const taken = await later(dataDir, LATER, { onChanged: 'take' });
    expect(taken.problem).toBeNull();
    expect(taken.detail.findings.map(({ code }) => code)).not.toContain('source.standing-gone');
    expect(closingsOf(taken.detail.run)).toEqual({ EUR: 2100, USD: 4300 });
    const added = await later(dataDir, ['8,earned,2026-05-01 10:00:00,300,1.00,USD'], {
      increment: 'new-rows',
    });
    expect(closingsOf(added.detail.run)).toMatchObject({ USD: 4400 });
  });

  it('that waits is not gone on with, because what it would be is of another version', async () => {
    const { call } = updated();
    expect(await call('runs.get', { runId: WAITING })).toMatchObject({
      pausedAfter: 'verify',
      canContinue: false,
    });
    const goOn = call('runs.continue', { runId: WAITING, jobId: randomUUID() });
    expect(await problemOf(goOn)).toBe('run.not-to-be-continued');
  });
});

it('a ledger of a form that is not read any more is said to be one, not to be damaged', async () => {
  const { dataDir, call } = updated();
  const path = ledgerOf(dataDir, STANDING);
  const bytes = readFileSync(path);
  bytes.write('THRIVE01');
  writeFileSync(path, bytes);
  expect(await problemOf(call('grid.open', { runId: STANDING }))).toBe('run.other-form');
  expect(await problemOf(call('policies.compare', { runId: STANDING }))).toBe('run.other-form');
  const whole = await later(dataDir, LATER);
  expect(whole.detail.findings.map(({ code }) => code)).toContain('source.standing-gone');
  const added = await later(dataDir, LATER.slice(6), { increment: 'new-rows' });
  expect(added.problem).toBeNull();
});

function closingsOf({ totals }: RunRecord): Record<string, number> {
  return Object.fromEntries(
    totalsByCurrency(totals!).map(({ currency, totals: { closing } }) => [currency, closing]),
  );
}
