import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EXAMPLE_CHART } from '../../../core/contract/close/charts/example-chart.ts';
import type { SignedPart } from '../../../core/contract/close/sign-off.ts';
import { application, scratch } from '../app/application-fixture.ts';

const ROWS = [
  'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT,REASON',
  '1,earned,2026-02-05,7,100.00,Refund',
  '2,spent,2026-02-07,7,-45.00,',
  '3,spent,2026-02-08,8,-12.50,',
];
const ACCOUNT = '2150 Store credit liability';
const TERMS = { accounts: [{ account: ACCOUNT, thresholdCents: 0 }] };
const ITEM = {
  ...{ id: '1', kind: 'timing' as const, account: ACCOUNT, currency: '', company: '', cents: 1000 },
  ...{ reference: '', explanation: 'Later.', openedOn: '2026-02-28', expectedBy: null },
  ...{ clearedOn: null, exception: null, attachment: null },
};
/** A source whose February is reconciled, with what its close needs. */
async function february() {
  const place = join(scratch(), 'Shop.csv');
  writeFileSync(place, `${ROWS.join('\n')}\n`);
  const { call, start } = application();
  const settings = { xlsx: false, period: '2026-02' };
  const { runId } = await start(place, { settings });
  const { sourceId } = (await call('runs.get', { runId: runId! })).run;
  const of = { sourceId, period: '2026-02' };
  const enter = (entry: unknown) => call('close.enter', { ...of, entries: [entry as never] });
  const step = (by: string, is: 'prepare' | 'review' | 'lock') =>
    call('close.step', { ...of, by, action: { is } });
  /** What every screen tells of the close, which has to be what the close itself says. */
  const told = async (id = runId!) => {
    const { state, changed } = (await call('close.view', of)).standing;
    const { close } = await call('runs.get', { runId: id });
    expect(close).toEqual({ state, changed });
    const { items } = await call('runs.list', { sourceId });
    expect(items.find((run) => run.id === id)?.close).toEqual(close);
    const [closable] = await call('close.periods', { sourceId });
    expect(closable).toEqual({ period: of.period, runId: id, state, changed });
    return close;
  };
  return { call, start, place, settings, of, enter, step, told, runId: runId! };
}

it('a change after the signature is told wherever the state is, as long as it stands', async () => {
  const { call, start, place, of, enter, step, told, settings, runId } = await february();
  await enter({ is: 'terms', terms: { ...TERMS, materialityCents: 10_000 } });
  await enter({ is: 'chart', chart: EXAMPLE_CHART });
  await enter({ is: 'item', item: ITEM });
  const balance = { account: ACCOUNT, currency: '', company: '', cents: 5250 };
  await enter({ is: 'balances', balances: [balance], file: null });
  expect(await told()).toEqual({ state: 'open', changed: [] });
  await call('close.book', { ...of, by: 'Ann' });
  await step('Ann', 'prepare');
  await step('Bo', 'review');
  expect(await told()).toEqual({ state: 'reviewed', changed: [] });

  const suspendedBy = async (...changed: SignedPart[]) =>
    expect(await told()).toEqual({ state: 'reviewed', changed });
  // That an item clears later changes nothing; what is said of it does.
  await enter({ is: 'item', item: { ...ITEM, clearedOn: '2026-03-02' } });
  await suspendedBy();
  await enter({ is: 'item', item: { ...ITEM, explanation: 'Another.' } });
  await suspendedBy('tie-out');
  await enter({ is: 'item', item: ITEM });
  await enter({ is: 'explained', key: 'total', explanation: 'A campaign.' });
  await suspendedBy('flux');

  const query = { offset: 0, limit: 10, query: {} };
  const [first] = (await call('exceptions.list', { runId, ...query })).items;
  await call('exceptions.change', {
    runId,
    keys: [first!.key],
    status: 'explained',
    note: 'Seen.',
  });
  await suspendedBy('flux', 'exceptions');

  // A later run of the period: its own figures, not those that were signed.
  writeFileSync(place, `${[...ROWS, '4,earned,2026-02-09,9,1.00,Refund'].join('\n')}\n`);
  const again = await start(place, { settings });
  expect((await call('runs.get', { runId })).close).toBeNull();
  expect((await told(again.runId!))?.changed).toEqual(expect.arrayContaining(['figures', 'files']));
});
