import { totalsByCurrency } from '../../../core/contract/totals.ts';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { POLICIES } from '../../../core/contract/settings.ts';
import { LEDGER_FILE } from '../../../core/run-folder/names.ts';
import {
  application,
  ledgerFile,
  problemOf,
  SAMPLES,
  scratch,
} from '../app/application-fixture.ts';

const SAMPLE = join(SAMPLES, 'tc_raw_data.xlsx');

/** The worked example of RULES.md section 3. */
const EXAMPLE = `TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT
1,earned,2025-02-20 10:00:00,23306353,40.00
2,earned,2025-02-20 11:00:00,23306353,40.00
3,earned,2025-02-20 12:00:00,23306353,30.00
4,spent,2025-02-21 10:00:00,23306353,-110.00
5,earned,2025-02-21 12:00:00,23306353,20.00
6,spent,2025-03-09 10:00:00,23306353,-20.00
`;

/** A run that waits after Validate. */
async function validated(place = SAMPLE) {
  const program = application();
  await program.call('settings.set', { xlsx: false });
  const ending = await program.start(place, { until: 'validate' });
  expect(ending.outcome).toBe('paused');
  return { ...program, runId: ending.runId! };
}

describe('the policies on the ledger of a run', () => {
  it('come to what runs under each of them come to', async () => {
    const { call, runId, start } = await validated(ledgerFile(scratch(), 3000));
    const { outcomes } = await call('policies.compare', { runId });
    expect(outcomes.map(({ policy }) => policy)).toEqual(POLICIES);
    const { run } = await call('runs.get', { runId });
    for (const { policy, byCurrency, coveredRedemptions } of outcomes) {
      const ending = await start(run.place, { settings: { policy } });
      const { totals, counts } = (await call('runs.get', { runId: ending.runId! })).run;
      const ofRun = totalsByCurrency(totals!);
      expect(byCurrency).toMatchObject(ofRun.map(({ currency, totals }) => ({ currency, totals })));
      expect(coveredRedemptions).toBe(counts!.covered);
      // What is owed does not depend on how it is matched.
      expect(byCurrency.map(({ totals }) => totals.closing)).toEqual(
        outcomes[0]!.byCurrency.map(({ totals }) => totals.closing),
      );
    }
  });

  it('pair the example of RULES.md as it says', async () => {
    const place = join(scratch(), 'example.csv');
    writeFileSync(place, EXAMPLE);
    const { call, runId } = await validated(place);
    const { pairs, movements, more } = await call('policies.picture', {
      runId,
      customer: '23306353',
    });
    expect(more).toBe(0);
    expect(movements.map(({ cents }) => cents)).toEqual([4000, 4000, 3000, -11000, 2000, -2000]);
    const cents = (policy: (typeof POLICIES)[number]) => pairs[policy].map((pair) => pair.cents);
    expect(cents('exact')).toEqual([4000, 4000, 3000, 2000]);
    expect(cents('whole-lot')).toEqual([4000, 4000, 3000, 2000]);
    expect(cents('one-to-one')).toEqual([4000, 2000]);
    expect((await call('policies.compare', { runId })).examples).toEqual([
      { customer: '23306353', movements: 6, difference: 7000 },
    ]);
  });

  it('name customers that can be pictured', async () => {
    const { call, runId } = await validated();
    const { examples } = await call('policies.compare', { runId });
    expect(examples.length).toBeGreaterThan(0);
    for (const { customer, movements: count } of examples) {
      const picture = await call('policies.picture', { runId, customer });
      expect(picture.movements.length + picture.more).toBe(count);
    }
  });

  it('are answered for one run and then for another', async () => {
    const { call, runId, start } = await validated();
    const other = await start(ledgerFile(scratch(), 500), { until: 'validate' });
    const asked = [runId, other.runId!, runId, other.runId!].map((id) =>
      call('policies.compare', { runId: id }),
    );
    const [a, b, c, d] = await Promise.all(asked);
    expect(c).toEqual(a);
    expect(d).toEqual(b);
    expect(a).not.toEqual(b);
  });

  it('are a problem where there is no ledger or no such customer', async () => {
    const { call, runId, start } = await validated();
    const compare = (id: string) => problemOf(call('policies.compare', { runId: id }));
    const picture = (customer: string) => problemOf(call('policies.picture', { runId, customer }));
    expect(await picture('nobody')).toBe('customer.unknown');
    expect(await compare('20260101-000000-abcdef')).toBe('run.unknown');
    const halted = await start(join(SAMPLES, 'messy.xlsx'));
    expect(await compare(halted.runId!)).toBe('run.not-validated');
    const fetched = await start(ledgerFile(scratch(), 300), { until: 'download' });
    expect(await compare(fetched.runId!)).toBe('run.not-validated');

    const damaged = await start(ledgerFile(scratch(), 400), { until: 'validate' });
    const { folder } = await call('runs.get', { runId: damaged.runId! });
    writeFileSync(join(folder, LEDGER_FILE), 'THRIVE03 and nothing that follows from it');
    expect(await compare(damaged.runId!)).toBe('run.checkpoint-damaged');
    expect(await compare(damaged.runId!)).toBe('run.checkpoint-damaged');
    rmSync(join(folder, LEDGER_FILE));
    expect(await compare(damaged.runId!)).toBe('run.checkpoint-missing');
    expect((await call('policies.compare', { runId })).outcomes).toHaveLength(POLICIES.length);
  });

  it('are not waited for when the program ends', async () => {
    const { app, call, runId } = await validated(ledgerFile(scratch(), 20_000));
    const underWay = problemOf(call('policies.compare', { runId }));
    // By then the thread is started, and hardly more.
    await call('runs.get', { runId });
    const tooLate = problemOf(call('policies.compare', { runId }));
    await app.close();
    expect(await underWay).toBe('policies.stopped');
    expect(await tooLate).toBe('policies.stopped');
  });
});
