import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { POLICIES } from '../../../core/contract/settings.ts';
import { STEP_NAMES } from '../../../core/contract/steps.ts';
import type { StepName } from '../../../core/contract/steps.ts';
import {
  application,
  ledgerFile,
  problemOf,
  SAMPLES,
  scratch,
} from '../app/application-fixture.ts';
import { someOf } from '../../amount.ts';

const MESSY = join(SAMPLES, 'messy.xlsx');
const ledgers = mkdtempSync(join(tmpdir(), 'thrive-ledgers-'));
afterAll(() => rmSync(ledgers, { recursive: true, force: true }));
/** For what holds of any ledger. */
const SMALL = ledgerFile(ledgers, 90);
/** Compared byte for byte, so without the workbooks, whose zip entries take the most time. */
const QUICK = { xlsx: false };

describe('a run that waits', () => {
  it('goes on step by step to the same bytes', async () => {
    const whole = application();
    const { runId } = await whole.start(SMALL, { settings: QUICK });
    const expected = await whole.outputs(runId!);

    const { start, goOn, call, outputs } = application();
    const first = await start(SMALL, { settings: QUICK, until: 'download' });
    expect(first.outcome).toBe('paused');
    const id = first.runId!;
    const stops: StepName[] = ['download', 'validate', 'match', 'verify'];
    for (const [i, until] of stops.entries()) {
      if (i > 0) expect(await goOn(id, { until })).toMatchObject({ runId: id, outcome: 'paused' });
      const view = await call('runs.get', { runId: id });
      expect(view).toMatchObject({ pausedAfter: until, canContinue: true, data: null });
      expect(view.run.status).toBe('interrupted');
      expect(view.steps.map(({ name }) => name)).toEqual(STEP_NAMES.slice(0, i + 1));
      expect(view.rejected).toEqual(i === 0 ? null : { rows: 0, byCurrency: [] });
      expect(view.run.totals === null).toBe(i < 2);
    }
    expect(await goOn(id)).toMatchObject({ runId: id, outcome: 'completed', problem: null });
    expect(await outputs(id)).toEqual(expected);
    expect((await call('runs.audit', { runId: id })).map(({ action }) => action)).toEqual([
      'run.completed',
      ...stops.flatMap(() => ['run.resumed', 'run.paused']),
      'run.started',
    ]);
  });

  it.each(someOf(POLICIES, 1))('may take the policy %s before it matches', async (policy) => {
    const whole = application();
    const { runId } = await whole.start(SMALL, { settings: { ...QUICK, policy } });
    const expected = await whole.outputs(runId!);

    const { start, goOn, call, outputs } = application();
    const { runId: id } = await start(SMALL, { settings: QUICK, until: 'validate' });
    expect(await goOn(id!, { policy })).toMatchObject({ runId: id, outcome: 'completed' });
    expect(await outputs(id!)).toEqual(expected);
    const { run } = await call('runs.get', { runId: id! });
    expect(run).toMatchObject({ policy, settings: { policy }, pausedAfter: null });
    // It is known by its new identity.
    expect(await start(SMALL, { settings: { ...QUICK, policy } })).toMatchObject({
      runId: id,
      alreadyReconciled: true,
    });
  });

  it('keeps in the trail why it was begun so', async () => {
    const { start, call } = application();
    const { runId } = await start(SMALL, {
      settings: { ...QUICK, onChanged: 'keep', onChangedReason: ' Agreed ' },
      until: 'validate',
    });
    const trail = await call('runs.audit', { runId: runId! });
    expect(trail.find(({ action }) => action === 'run.started')!.detail).toMatchObject({
      until: 'validate',
      reason: 'Agreed',
    });
  });

  it('says that it was begun step by step, also where it halts', async () => {
    const { start, call } = application();
    const stepped = await start(MESSY, { settings: QUICK, until: 'validate' });
    expect(stepped.outcome).toBe('halted');
    expect((await call('runs.get', { runId: stepped.runId! })).stepByStep).toBe(true);
    const whole = await start(MESSY, { settings: QUICK });
    expect((await call('runs.get', { runId: whole.runId! })).stepByStep).toBe(false);
  });

  it('takes no other policy once it has matched', async () => {
    const { start, goOn } = application();
    const { runId } = await start(SMALL, { settings: QUICK, until: 'match' });
    expect(await problemOf(goOn(runId!, { policy: 'exact' }))).toBe('run.match-begun');
    expect((await goOn(runId!, { policy: 'one-to-one' })).outcome).toBe('completed');
    expect(await problemOf(goOn(runId!))).toBe('run.not-to-be-continued');
  });

  it('is reconciled already where the chosen policy was', async () => {
    const { start, goOn } = application();
    const exact = await start(SMALL, { settings: { ...QUICK, policy: 'exact' } });
    const { runId } = await start(SMALL, { settings: QUICK, until: 'validate' });
    expect(await goOn(runId!, { policy: 'exact' })).toMatchObject({
      runId: exact.runId,
      alreadyReconciled: true,
    });
  });

  it('does not go on with a source that has changed', async () => {
    const path = ledgerFile(scratch(), 90);
    const { start, goOn } = application();
    const { runId } = await start(path, { settings: QUICK, until: 'download' });
    writeFileSync(path, readFileSync(path, 'utf8').replace('1,earned', '01,earned'));
    expect(await goOn(runId!)).toMatchObject({ problem: { code: 'run.source-changed' } });
  });
});
