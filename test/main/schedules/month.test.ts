import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { TimeState } from '../../../core/contract/schedules/schedule.ts';
import { scheduleDraftSchema } from '../../../core/contract/schedules/schedule.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { settingsSchema } from '../../../core/contract/settings.ts';
import { historyFile } from '../../../main/data-folder/data-folder.ts';
import { openHistory } from '../../../main/history/history.ts';
import { NO_ACCESS } from '../../../main/sources/remote-access.ts';
import { runSource } from '../../../main/run-life/run-source.ts';
import { sourceFetch } from '../../../main/run-life/source-fetch.ts';
import { scheduleDesk } from '../../../main/schedules/desk.ts';
import type { Carrier } from '../../../main/schedules/scheduled-run.ts';
import { scratch } from '../cli/command.ts';

const HEADER = 'TRANS_ID,TCTYPE,CREATEDAT,EXPIREDAT,CUSTOMERID,AMOUNT,REASON\n';
const GOOD = `${HEADER}1,earned,2026-11-05,2027-12-31,7,100.00,Refund\n2,spent,2026-11-20,,7,-45.00,\n`;
const BAD = `${HEADER}1,earned,2026-11-05,2027-12-31,7,100.00,Refund\n1,earned,,2027-12-31,7,abc,Refund\n`;

const at = (text: string): Date => new Date(`${text}Z`);

/** A data folder with a source in a folder of its own, and a clock that the test moves. */
function office(draft: object = {}, carrier?: (real: Carrier) => Carrier) {
  const root = scratch();
  const files = join(root, 'files');
  mkdirSync(files);
  const clock = { now: at('2026-11-15T12:00') };
  const history = openHistory(historyFile(root), { now: () => clock.now.getTime() });
  onTestFinished(() => history.close());
  const place = `${files}/`;
  const source = history.newSource(place, 'Store credit');
  const real: Carrier = {
    look: async (run) => {
      await fetchOf(run.place)({ onProgress: () => undefined });
    },
    carry: async (run) => {
      const { detail, problem } = await runSource({
        source: run.place,
        settings: settingsSchema.parse(run.settings),
        sourceChoice: { kind: 'known', id: source.id },
        fetch: fetchOf(run.place),
        out: undefined,
        workers: 0,
        dataDir: root,
        force: false,
        now: () => clock.now,
      });
      return { outcome: detail.run.status, runId: detail.run.id, problem };
    },
  };
  const fetchOf = (path: string) =>
    sourceFetch({
      root,
      place: path,
      path,
      access: NO_ACCESS,
      period: null,
      waitMs: 0,
      cacheBytes: 0,
    });
  const desk = scheduleDesk({
    root,
    history,
    now: () => clock.now,
    carrier: carrier?.(real) ?? real,
  });
  const { id } = history.saveSchedule(
    null,
    scheduleDraftSchema.parse({
      name: 'Month-end',
      sourceId: source.id,
      when: '1st at 02:00',
      zone: 'UTC',
      waitMinutes: 600,
      ...draft,
    }),
    clock.now.getTime(),
  );
  return {
    root,
    history,
    desk,
    id,
    /** Moves the clock on, has the program look, and answers how it stands with the latest time. */
    async look(moment: string): Promise<TimeState | undefined> {
      clock.now = at(moment);
      await desk.look();
      return history.timesOf(id, 1)[0]?.state;
    },
    arrives: (text: string) => writeFileSync(join(files, 'ledger.csv'), text),
  };
}

describe('a month by itself', () => {
  it('waits for its file, halts at its errors, and is reconciled for the month before once it is mended', async () => {
    const { look, arrives, history, desk, id } = office();
    expect(await look('2026-12-01T01:59')).toBeUndefined();
    expect(await look('2026-12-01T02:00')).toBe('waiting');
    expect(await look('2026-12-01T05:00')).toBe('waiting');
    expect(history.listRuns()).toEqual([]);
    arrives(BAD);
    expect(await look('2026-12-01T05:01')).toBe('halted');
    // A person has to mend it: time alone brings nothing.
    expect(await look('2026-12-01T09:00')).toBe('halted');
    expect(history.listRuns()).toHaveLength(1);
    arrives(GOOD);
    desk.runNow(id);
    expect(await look('2026-12-01T09:01')).toBe('done');
    const [time] = history.timesOf(id, 1);
    const { run } = history.getRun(time!.runId!)!;
    expect(run.settings.period).toBe('2026-11');
    expect(run.status).toBe('completed');
    // What the close still needs is told with it.
    expect(time!.checklist!.join(' ')).toContain('nothing to tie out');
    // The next month is another time, and this file says nothing of it.
    expect(await look('2027-01-01T01:59')).toBe('done');
  });

  it('is late once the deadline is over, and says so once', async () => {
    const { look, history, id } = office({ waitMinutes: 60 });
    expect(await look('2026-12-01T02:10')).toBe('waiting');
    expect(await look('2026-12-01T03:00')).toBe('late');
    expect(await look('2026-12-01T04:00')).toBe('late');
    expect(history.timesOf(id, 10)).toHaveLength(1);
    expect(history.timesOf(id, 1)[0]).toMatchObject({
      tries: 0,
      problem: { code: 'source.no-match' },
    });
  });

  it('is not waited for any more once it is switched off, but runs where a person says so', async () => {
    const { look, history, desk, id, arrives } = office();
    expect(await look('2026-12-01T02:10')).toBe('waiting');
    const draft = scheduleDraftSchema.strip().parse(history.schedule(id));
    history.saveSchedule(id, { ...draft, isOn: false }, at('2026-12-01T02:11').getTime());
    arrives(GOOD);
    expect(await look('2026-12-01T02:12')).toBe('missed');
    expect(history.listRuns()).toEqual([]);
    desk.runNow(id);
    expect(await look('2026-12-01T02:13')).toBe('done');
  });

  it('tries again with growing waits what may pass, and then gives up', async () => {
    let tries = 0;
    const { look, history, id } = office({ retries: 2, when: 'nightly' }, () => ({
      look: async () => undefined,
      carry: async () => {
        tries++;
        throw new Problem({
          kind: 'source-unreadable',
          code: 'source.timeout',
          message: 'No.',
          hint: '',
        });
      },
    }));
    expect(await look('2026-11-16T02:00')).toBe('retry');
    const first = history.timesOf(id, 1)[0]!.nextTryAt! - at('2026-11-16T02:00').getTime();
    expect(first).toBeGreaterThan(40_000);
    expect(first).toBeLessThan(80_000);
    expect(await look('2026-11-16T02:00')).toBe('retry');
    expect(tries).toBe(1);
    expect(await look('2026-11-16T02:02')).toBe('retry');
    const second = history.timesOf(id, 1)[0]!.nextTryAt! - at('2026-11-16T02:02').getTime();
    expect(second).toBeGreaterThan(first);
    expect(await look('2026-11-16T02:20')).toBe('failed');
    expect(await look('2026-11-16T12:00')).toBe('failed');
    expect(tries).toBe(3);
  });

  it('goes on with what a process that died left behind, and never runs two at once', async () => {
    let [underWay, most] = [0, 0];
    const { look, history, desk, id } = office({ when: 'nightly' }, () => ({
      look: async () => undefined,
      carry: async () => {
        most = Math.max(most, ++underWay);
        await Promise.resolve();
        underWay--;
        return { outcome: 'completed', runId: null, problem: null };
      },
    }));
    history.noteTimes(
      id,
      [{ at: at('2026-11-16T02:00').getTime(), state: 'due' }],
      at('2026-11-16T02:00').getTime(),
    );
    history.changeTime(history.timesOf(id, 1)[0]!, { state: 'running', tries: 1 });
    desk.runNow(id);
    await Promise.all([look('2026-11-16T02:05'), look('2026-11-16T02:05')]);
    expect(history.openTimes()).toEqual([]);
    expect(history.timesOf(id, 10).map(({ state }) => state)).toEqual(['done', 'done']);
    expect(most).toBe(1);
  });

  it('leaves a time alone that another process is at', async () => {
    const { root, history, look, id } = office({ when: 'nightly' });
    const gate = Promise.withResolvers<undefined>();
    const entered = Promise.withResolvers<undefined>();
    const other = openHistory(historyFile(root));
    onTestFinished(() => other.close());
    const desk = scheduleDesk({
      root,
      history: other,
      now: () => at('2026-11-16T02:00'),
      carrier: {
        look: async () => undefined,
        carry: async () => {
          entered.resolve(undefined);
          await gate.promise;
          return { outcome: 'completed', runId: null, problem: null };
        },
      },
    });
    const working = desk.look();
    await Promise.race([entered.promise, working]);
    expect(await look('2026-11-16T02:01')).toBe('running');
    gate.resolve(undefined);
    await working;
    expect(history.timesOf(id, 1)[0]).toMatchObject({ state: 'done', tries: 1 });
  });
});
