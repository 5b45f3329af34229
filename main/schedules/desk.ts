import { asProblem } from '../../core/contract/problem.ts';
import type { Schedule, ScheduledTime } from '../../core/contract/schedules/schedule.ts';
import { dueTimes } from '../../core/schedule/due.ts';
import { acquireLock } from '../data-folder/lock.ts';
import type { WriterLock } from '../data-folder/lock.ts';
import type { History } from '../history/history.ts';
import { plainProblem } from '../secrets/plain-problem.ts';
import { afterTry, notBegun } from './after-try.ts';
import { closeChecklist } from './close-checklist.ts';
import { scheduledRun } from './scheduled-run.ts';
import type { Carried, Carrier } from './scheduled-run.ts';

export interface DeskOptions {
  /** The data folder, absolute. */
  readonly root: string;
  readonly history: History;
  readonly now: () => Date;
  readonly carrier: Carrier;
  /** Called whenever something of a schedule has changed. */
  readonly changed?: () => void;
}

/** What runs schedules whose time has come. */
export interface ScheduleDesk {
  /**
   * Notes what has come, and runs one after the other all that is to be tried now. Does nothing where this process or
   * another one is at it. Never runs two of them at once.
   */
  look(): Promise<void>;
  /** Notes a time for now. Throws Problem `schedule.unknown`. */
  runNow(scheduleId: number): void;
}

export function scheduleDesk(options: DeskOptions): ScheduleDesk {
  const { root, history, now, changed = () => undefined } = options;
  let isBusy = false;

  async function look(): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    try {
      const lock = await turn(root);
      if (lock === null) return;
      try {
        await lookAlone();
      } finally {
        lock.release();
      }
    } finally {
      isBusy = false;
    }
  }

  async function lookAlone(): Promise<void> {
    // Nobody else is at it: what is said to run was left behind by a process that died.
    for (const time of history.openTimes())
      if (time.state === 'running')
        history.changeTime(time, { state: 'retry', nextTryAt: now().getTime() });
    noteDue();
    for (const tried = new Set<number>(); ;) {
      const time = history.openTimes().find((one) => isToTry(one) && !tried.has(one.id));
      if (!time) return;
      tried.add(time.id);
      await tryTime(options, time);
      changed();
      // A run takes its time, in which others may have come.
      noteDue();
    }
  }

  function noteDue(): void {
    const until = now().getTime();
    for (const schedule of history.schedules()) {
      if (schedule.seen >= until) continue;
      const due = schedule.isOn ? dueTimes(schedule, schedule.seen, until) : [];
      if (due.length === 0 && until - schedule.seen < NOTED_AT_LEAST_MS) continue;
      history.noteTimes(schedule.id, due, until);
      if (due.length > 0) changed();
    }
  }

  function isToTry({ state, nextTryAt }: ScheduledTime): boolean {
    return state === 'due' || (nextTryAt !== null && nextTryAt <= now().getTime());
  }

  return {
    look,
    runNow(scheduleId) {
      const at = now().getTime();
      const { seen } = history.schedule(scheduleId);
      history.noteTimes(scheduleId, [{ at, state: 'due' }], seen);
      changed();
    },
  };
}

/** How far it was looked is noted this often where nothing has come. */
const NOTED_AT_LEAST_MS = 3_600_000;

/** The lock of those who run schedules of a data folder; null where another process has it. */
async function turn(root: string): Promise<WriterLock | null> {
  try {
    return await acquireLock(root, { lock: 'schedules', waitMs: 0, command: 'run schedules' });
  } catch (thrown) {
    if (asProblem(thrown).kind === 'busy') return null;
    throw thrown;
  }
}

async function tryTime(options: DeskOptions, time: ScheduledTime): Promise<void> {
  const { history, now, changed = () => undefined } = options;
  const schedule = history.schedules().find(({ id }) => id === time.scheduleId);
  if (!schedule || (!schedule.isOn && time.state !== 'due')) {
    // It was removed or switched off while one of its times was open.
    history.changeTime(time, { state: 'missed', nextTryAt: null, endedAt: now().getTime() });
    return;
  }
  const start = now().getTime();
  const looks = { startedAt: time.startedAt ?? start, nextTryAt: null };
  let running = time;
  let carried: Carried;
  let period: string | null = null;
  try {
    const run = scheduledRun(history, schedule, time);
    ({ period } = run);
    await options.carrier.look(run);
    running = history.changeTime(time, { ...looks, state: 'running', tries: time.tries + 1 });
    changed();
    carried = plain(await options.carrier.carry(run));
  } catch (thrown) {
    // Looking for a file that is not there is no try; anything else is.
    if (running === time) running = { ...time, ...looks, tries: time.tries + 1 };
    carried = notBegun(plainProblem(asProblem(thrown)));
  }
  const change = afterTry(schedule, running, carried, now().getTime());
  const tries = change.state === 'waiting' || change.state === 'late' ? time.tries : running.tries;
  const checklist = await checklistOf(options, schedule, change.state, period);
  history.changeTime(running, { tries, ...change, checklist });
}

/** As it can be kept: what was thrown is no plain value. */
function plain({ outcome, runId, problem }: Carried): Carried {
  return { outcome, runId, problem: problem && plainProblem(problem) };
}

/** What the close of the period still needs; null where nobody asked for it, and where there is no period to close. */
async function checklistOf(
  { root, history }: DeskOptions,
  { checklist, sourceId }: Schedule,
  state: ScheduledTime['state'] | undefined,
  period: string | null,
): Promise<readonly string[] | null> {
  if (!checklist || state !== 'done' || period === null) return null;
  return closeChecklist({ root, history }, sourceId, period);
}
