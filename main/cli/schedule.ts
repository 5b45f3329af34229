import { TIME_STATES } from '../../core/contract/schedules/schedule.ts';
import type { ScheduleView, SystemSchedule } from '../../core/contract/schedules/schedule.ts';
import { dataFolder, historyFile } from '../data-folder/data-folder.ts';
import { openHistory } from '../history/history.ts';
import type { History } from '../history/history.ts';
import { deliverOutputs } from '../run-life/afterwards.ts';
import { runSource } from '../run-life/run-source.ts';
import { sourceFetch } from '../run-life/source-fetch.ts';
import { scheduleDesk } from '../schedules/desk.ts';
import { checkDraft } from '../schedules/schedule-problems.ts';
import { scheduleView } from '../schedules/schedule-view.ts';
import type { Carrier, ScheduledRun } from '../schedules/scheduled-run.ts';
import {
  installSchedules,
  systemSchedule,
  thisSystem,
  uninstallSchedules,
} from '../schedules/system-schedule.ts';
import type { ScheduleCommand } from './arguments/command.ts';
import { usage } from './arguments/usage.ts';
import type { Console } from './console.ts';
import { uploadAccess, wantedSource } from './remote-source.ts';
import type { WantedSource } from './remote-source.ts';

/** Takes a step of schedules, and answers what is to be printed. Throws Problems. */
export async function scheduleStep(command: ScheduleCommand, console: Console): Promise<string> {
  const root = dataFolder(command.dataDir);
  const history = openHistory(historyFile(root));
  try {
    await take(root, history, command, console.signal());
    const system = await systemSchedule(root, thisSystem());
    const views = history.schedules().map((one) => scheduleView(history, one, Date.now()));
    if (command.json) return `${JSON.stringify({ schedules: views, system })}\n`;
    // Of what was run every few minutes and had nothing to do, nothing is to be said.
    return command.step === 'run' && command.id === null ? '' : listText(views, system);
  } finally {
    history.close();
  }
}

async function take(
  root: string,
  history: History,
  { step, id, draft }: ScheduleCommand,
  signal: AbortSignal,
): Promise<void> {
  if (step === 'add') add(history, draft!);
  if (step === 'remove') history.removeSchedule(id!);
  if (step === 'install') await installSchedules(root, thisSystem());
  if (step === 'uninstall') await uninstallSchedules(root, thisSystem());
  if (step !== 'run') return;
  const desk = scheduleDesk({
    root,
    history,
    now: () => new Date(),
    carrier: commandCarrier(root, history, signal),
  });
  if (id !== null) desk.runNow(id);
  await desk.look();
}

function add(history: History, { source, draft }: NonNullable<ScheduleCommand['draft']>): void {
  const found = history.sourceNamed(source);
  if (found === null)
    throw usage(
      `There is no source ${source}.`,
      'List the sources with: npm run reconcile -- sources',
    );
  const whole = { ...draft, sourceId: found.id };
  checkDraft(whole);
  history.saveSchedule(null, whole, Date.now());
}

/** Runs in this process, with the keys that the command line has. */
function commandCarrier(root: string, history: History, signal: AbortSignal): Carrier {
  const wantedOf = ({ sourceId, settings }: ScheduledRun): WantedSource =>
    wantedSource(root, {
      place: null,
      source: { kind: 'named', name: history.getSource(sourceId)!.name },
      settings,
      remote: { s3: {}, proxy: undefined, caFile: undefined },
      waitMs: 0,
    });
  return {
    async look(run) {
      await sourceFetch({ ...wantedOf(run), root })({ signal, onProgress: () => undefined });
    },
    async carry(run) {
      const wanted = wantedOf(run);
      const { detail, problem, pausedAfter } = await runSource({
        source: wanted.place,
        settings: wanted.settings,
        saidCalendar: wanted.saidCalendar,
        sourceChoice: wanted.sourceChoice,
        fetch: sourceFetch({ ...wanted, root }),
        out: undefined,
        workers: history.appSettings().workers,
        dataDir: root,
        force: false,
        now: () => new Date(),
        signal,
      });
      const { id, status } = detail.run;
      const delivery = run.deliver && status === 'completed' ? history.delivery() : null;
      const delivered = delivery?.automatic
        ? await deliverOutputs(id, delivery, () => uploadAccess(wanted.access, delivery.s3), {
            root,
            actor: null,
            signal,
          })
        : null;
      return {
        outcome: pausedAfter === null ? status : 'paused',
        runId: id,
        problem: problem ?? delivered?.problem ?? null,
      };
    },
  };
}

function listText(views: readonly ScheduleView[], system: SystemSchedule): string {
  const lines = views.map((view) =>
    [
      `${view.id}  ${view.name}${view.isOn ? '' : ' (off)'}`,
      `   ${view.sentence}`,
      `   next ${momentText(view.nextAt, view.zone)}`,
      ...(view.current
        ? [
            `   now  ${TIME_STATES[view.current.state].words}, due ${momentText(view.current.dueAt, view.zone)}`,
          ]
        : []),
      ...(view.last
        ? [
            `   last ${momentText(view.last.dueAt, view.zone)}: ${TIME_STATES[view.last.state].words}${view.last.problem ? `. ${view.last.problem.message}` : ''}`,
          ]
        : []),
      '',
    ].join('\n'),
  );
  const bySystem = system.isInstalled
    ? `While the program is closed, ${system.by} runs them.`
    : (system.note ??
      'They run while the program is open; schedule install has the system run them otherwise.');
  return `${lines.length > 0 ? lines.join('\n') : 'No schedules yet. Add one with: schedule add --source NAME --when "1st at 02:00"\n'}\n${bySystem}\n`;
}

function momentText(moment: number | null, zone: string): string {
  if (moment === null) return 'never';
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(moment);
}
