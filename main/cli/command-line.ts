import { join } from 'node:path';
import { API } from '../../core/contract/api/api.ts';
import type { CallName } from '../../core/contract/api/api.ts';
import { asProblem } from '../../core/contract/problem.ts';
import type { Problem } from '../../core/contract/problem.ts';
import { FINDINGS } from '../../core/contract/findings.ts';
import { callLog } from '../app/call-log.ts';
import { dataFolder, historyFile, runFolder } from '../data-folder/data-folder.ts';
import { sharedNotice } from '../data-folder/private-folder.ts';
import { openHistory } from '../history/history.ts';
import type { History } from '../history/history.ts';
import { unknown } from '../history/tables/unknown.ts';
import { sampleFolder } from '../program-folder.ts';
import { deliverOutputs } from '../run-life/afterwards.ts';
import { rebuildHistory } from '../rebuilding/rebuild-history.ts';
import { rebuiltText } from '../rebuilding/rebuilt-text.ts';
import { runClose } from '../run-views/run-close.ts';
import { runSource } from '../run-life/run-source.ts';
import { softwareVersion } from '../software-version.ts';
import { sourceFetch } from '../run-life/source-fetch.ts';
import type { Progress } from '../../core/contract/steps.ts';
import { parseCommand } from './arguments/arguments.ts';
import type { Command, ReconcileCommand } from './arguments/command.ts';
import { connectionText } from './connection-text.ts';
import { consoleOf, quietly } from './console.ts';
import type { Console, Terminal } from './console.ts';
import { readDecisions } from './decisions-file.ts';
import { HELP } from './help.ts';
import { progressBar } from './progress-bar.ts';
import { uploadAccess, wantedSource, wantedWay } from './remote-source.ts';
import { runJson } from './run-json.ts';
import { sourceList, sourceListText } from './source-list.ts';
import { historyText, summaryText } from './summary.ts';
import type { ToldRun } from './summary.ts';
import { busyNotice, waitNotice } from './wait-notice.ts';

/** Carries out what was typed, and answers the exit code: 0, or what `--help` lists. */
export async function commandLine(args: readonly string[], terminal: Terminal): Promise<number> {
  const console = consoleOf(terminal);
  try {
    const given = args[0] === '--sample' ? [samplePath(), ...args.slice(1)] : args;
    return await perform(parseCommand(given), console);
  } catch (error) {
    const problem = asProblem(error);
    if (args.includes('--json') && problem.kind !== 'usage')
      console.say(`${JSON.stringify(noRunJson(problem))}\n`);
    console.complain(problem);
    return console.exitCode(problem);
  }
}

async function perform(command: Command, console: Console): Promise<number> {
  const { say } = console;
  switch (command.name) {
    case 'help':
      say(HELP);
      return 0;
    case 'version':
      say(`${softwareVersion()}\n`);
      return 0;
    case 'history': {
      const history = openHistory(historyFile(dataFolder(command.dataDir)));
      const runs = history
        .listRuns()
        .map((run): ToldRun => ({ ...run, close: runClose(history, run) }));
      const archived = history.countRuns({ archived: 'only' });
      noteRead(history, 'runs.list', {});
      history.close();
      say(command.json ? `${JSON.stringify(runs)}\n` : historyText(runs, archived));
      return 0;
    }
    case 'history rebuild': {
      const rebuilt = await rebuildHistory(command.dataDir);
      say(command.json ? `${JSON.stringify(rebuilt)}\n` : rebuiltText(rebuilt));
      return 0;
    }
    case 'show': {
      const root = dataFolder(command.dataDir);
      const history = openHistory(historyFile(root));
      const detail = history.getRun(command.run);
      const close = detail && runClose(history, detail.run);
      if (detail) noteRead(history, 'runs.get', { runId: command.run });
      history.close();
      if (!detail)
        throw unknown(
          'run.unknown',
          command.run,
          'List the runs with: npm run reconcile -- history',
        );
      const folder = runFolder(root, detail.run.id);
      const outputs = detail.outputs.map(({ path }) => join(folder, path));
      say(
        command.json
          ? `${JSON.stringify({ ...runJson(detail, outputs, false), close })}\n`
          : summaryText(detail, outputs, close),
      );
      return 0;
    }
    case 'sources': {
      const sources = await sourceList(dataFolder(command.dataDir));
      say(command.json ? `${JSON.stringify(sources)}\n` : sourceListText(sources));
      return 0;
    }
    case 'test': {
      const { access, period } = wantedWay(dataFolder(command.dataDir), command);
      const { testConnection } = await import('../sources/test-connection.ts');
      const report = await testConnection(command.place, {
        access,
        period,
        signal: console.signal(),
      });
      say(command.json ? `${JSON.stringify(report)}\n` : connectionText(report));
      return report.ok ? 0 : console.exitCode({ kind: 'source-unreadable' });
    }
    case 'verify-pack':
      return (await import('./verify-pack.ts')).verifyPackFile(command, console);
    case 'audit': {
      const { text, isSound } = await (await import('./audit/audit-step.ts')).auditStep(command);
      say(text);
      return isSound ? 0 : console.exitCode({ kind: 'verification-failed' });
    }
    case 'baselines':
      say((await import('./observed/baselines-step.ts')).baselinesStep(command));
      return 0;
    case 'retention':
      say(await (await import('./keeping/retention-step.ts')).retentionStep(command));
      return 0;
    case 'backup': {
      const { backupStep } = await import('./backup/backup-step.ts');
      const { text, outcome } = await backupStep(command, console.signal());
      say(text);
      return outcome === 'done' ? 0 : console.exitCode({ kind: outcome });
    }
    case 'api token':
      say((await import('./api/token-step.ts')).tokenStep(command));
      return 0;
    case 'serve':
      return (await import('./api/serve-step.ts')).serveStep(command, console);
    case 'warehouse':
      return (await import('./warehouse.ts')).warehouse(command, console);
    case 'close':
      say(await (await import('./close/close.ts')).closeStep(command));
      return 0;
    case 'reconcile':
      return reconcileSource(command, console);
  }
}

/** Leaves in the audit log what the call of the same answer leaves there. */
function noteRead(history: History, call: CallName, input: unknown): void {
  const calls = callLog(history, () => new Date());
  calls.answered(API[call].leaves, input);
  calls.flush();
}

async function reconcileSource(command: ReconcileCommand, console: Console): Promise<number> {
  const { json, quiet, upload, out, workers, dataDir, force } = command;
  const root = dataFolder(dataDir);
  const wanted = wantedSource(root, command);
  const decidedRows = command.decisions && (await readDecisions(command.decisions));
  const { say, note, screen, signal } = quiet ? quietly(console) : console;
  const shared = sharedNotice(root);
  if (shared !== null) note(shared);
  const bar = progressBar(screen, Date.now);
  const waiting = waitNotice(screen.isTTY ? () => undefined : note);
  const cancelled = signal();
  const onProgress = (progress: Progress): void => {
    waiting(progress);
    bar.show(progress);
  };
  const outcome = await runSource({
    source: wanted.place,
    settings: { ...wanted.settings, ...(decidedRows && { decidedRows }) },
    saidCalendar: wanted.saidCalendar,
    sourceChoice: wanted.sourceChoice,
    fetch: sourceFetch({ ...wanted, root }),
    out,
    workers,
    dataDir,
    force,
    now: () => new Date(),
    signal: cancelled,
    onProgress,
    onWait: (holder) => note(busyNotice(holder)),
  }).finally(() => bar.clear());
  const { detail, outputs, alreadyReconciled } = outcome;
  const delivery =
    upload && outcome.problem === null
      ? await deliverOutputs(
          detail.run.id,
          { place: upload.place, s3: upload.s3, encryption: upload.encryption, automatic: false },
          () => uploadAccess(wanted.access, upload.s3),
          { root, actor: null, signal: cancelled, onProgress },
        ).finally(() => bar.clear())
      : null;
  const problem = outcome.problem ?? delivery?.problem ?? null;
  const manifest = delivery?.manifest ?? null;
  if (json)
    say(
      `${JSON.stringify({
        ...runJson(detail, outputs, alreadyReconciled),
        ...(upload && { delivered: manifest }),
        ...(problem && { problem: problemJson(problem) }),
      })}\n`,
    );
  else if (!quiet) {
    if (alreadyReconciled)
      say('Already reconciled: the same source with the same settings. This is that run.\n\n');
    say(summaryText(detail, outputs));
    if (manifest !== null) say(`\nDelivered  ${manifest}\n`);
  }
  if (problem && (json || quiet || delivery)) console.complain(problem);
  return problem ? console.exitCode(problem) : 0;
}

/** What `--json` says where there was no run, in the shape of one that failed. */
function noRunJson(problem: Problem): object {
  return {
    runId: null,
    status: 'failed',
    findings:
      problem.code in FINDINGS ? [{ code: problem.code, severity: 'critical', count: 1 }] : [],
    problem: problemJson(problem),
  };
}

function problemJson({ code, message, hint }: Problem): object {
  return { code, message, hint };
}

function samplePath(): string {
  return join(sampleFolder(), 'tc_raw_data.xlsx');
}
