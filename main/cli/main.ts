import { join } from 'node:path';
import process from 'node:process';
import { asProblem } from '../../core/contract/problem.ts';
import type { Problem, ProblemKind } from '../../core/contract/problem.ts';
import { FINDINGS } from '../../core/contract/findings.ts';
import { dataFolder, historyFile, runFolder } from '../data-folder/data-folder.ts';
import { openHistory } from '../history/history.ts';
import { unknown } from '../history/tables/unknown.ts';
import { sampleFolder } from '../program-folder.ts';
import { deliverOutputs } from '../run-life/afterwards.ts';
import { runSource } from '../run-life/run-source.ts';
import { softwareVersion } from '../software-version.ts';
import { sourceFetch } from '../run-life/source-fetch.ts';
import type { Progress } from '../../core/contract/steps.ts';
import { parseCommand } from './arguments/arguments.ts';
import type { Command, ReconcileCommand } from './arguments/command.ts';
import { connectionText } from './connection-text.ts';
import { readDecisions } from './decisions-file.ts';
import { HELP } from './help.ts';
import { progressBar } from './progress-bar.ts';
import { uploadAccess, wantedSource, wantedWay } from './remote-source.ts';
import { listedJson, runJson } from './run-json.ts';
import { sourceList, sourceListText } from './source-list.ts';
import { historyText, summaryText } from './summary.ts';
import { waitNotice } from './wait-notice.ts';

/** Exit codes by what went wrong; see --help. */
const EXIT_CODES: Readonly<Record<ProblemKind, number>> = {
  usage: 2,
  'source-unreadable': 3,
  'source-not-there-yet': 7,
  'delivery-failed': 8,
  'validation-halted': 4,
  'verification-failed': 5,
  cancelled: 6,
  busy: 1,
  internal: 1,
};

const args = process.argv.slice(2);
try {
  const given = args[0] === '--sample' ? [samplePath(), ...args.slice(1)] : args;
  process.exitCode = await perform(parseCommand(given));
} catch (error) {
  const problem = asProblem(error);
  process.exitCode = EXIT_CODES[problem.kind];
  if (args.includes('--json') && problem.kind !== 'usage')
    say(`${JSON.stringify(noRunJson(problem))}\n`);
  complain(problem);
}

async function perform(command: Command): Promise<number> {
  switch (command.name) {
    case 'help':
      say(HELP);
      return 0;
    case 'version':
      say(`${softwareVersion()}\n`);
      return 0;
    case 'history': {
      const history = openHistory(historyFile(dataFolder(command.dataDir)));
      const runs = history.listRuns();
      history.close();
      say(command.json ? `${JSON.stringify(runs.map(listedJson))}\n` : historyText(runs));
      return 0;
    }
    case 'show': {
      const root = dataFolder(command.dataDir);
      const history = openHistory(historyFile(root));
      const detail = history.getRun(command.run);
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
          ? `${JSON.stringify(runJson(detail, outputs, false))}\n`
          : summaryText(detail, outputs),
      );
      return 0;
    }
    case 'sources': {
      const sources = sourceList(dataFolder(command.dataDir));
      say(command.json ? `${JSON.stringify(sources)}\n` : sourceListText(sources));
      return 0;
    }
    case 'test': {
      const { access, period } = wantedWay(dataFolder(command.dataDir), command);
      const { testConnection } = await import('../sources/test-connection.ts');
      const report = await testConnection(command.place, {
        access,
        period,
        signal: cancelledByKey(),
      });
      say(command.json ? `${JSON.stringify(report)}\n` : connectionText(report));
      return report.ok ? 0 : EXIT_CODES['source-unreadable'];
    }
    case 'warehouse':
      return (await import('./warehouse.ts')).warehouse(command, {
        say,
        complain,
        exitCode: ({ kind }) => EXIT_CODES[kind],
        signal: cancelledByKey,
      });
    case 'reconcile':
      return reconcileSource(command);
  }
}

async function reconcileSource(command: ReconcileCommand): Promise<number> {
  const { json, quiet, upload, out, workers, dataDir, force } = command;
  const root = dataFolder(dataDir);
  const wanted = wantedSource(root, command);
  const decidedRows = command.decisions && (await readDecisions(command.decisions));
  const bar = progressBar(quiet ? { write: () => true } : process.stderr, Date.now);
  const note = (line: string): void => void (quiet || process.stderr.write(`${line}\n`));
  const waiting = waitNotice(process.stderr.isTTY ? () => undefined : note);
  const signal = cancelledByKey();
  const onProgress = (progress: Progress): void => {
    waiting(progress);
    bar.show(progress);
  };
  const outcome = await runSource({
    source: wanted.place,
    settings: { ...wanted.settings, ...(decidedRows && { decidedRows }) },
    sourceChoice: wanted.sourceChoice,
    fetch: sourceFetch({ ...wanted, root }),
    out,
    workers,
    dataDir,
    force,
    now: () => new Date(),
    signal,
    onProgress,
    onWait: (holder) =>
      note(
        `Waiting for another process${holder ? ` (${holder.command}, process ${holder.pid})` : ''} to finish …`,
      ),
  }).finally(() => bar.clear());
  const { detail, outputs, alreadyReconciled } = outcome;
  const delivery =
    upload && outcome.problem === null
      ? await deliverOutputs(
          detail.run.id,
          { place: upload.place, s3: upload.s3, encryption: upload.encryption, automatic: false },
          () => uploadAccess(wanted.access, upload.s3),
          { root, actor: null, signal, onProgress },
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
  if (problem && (json || quiet || delivery)) complain(problem);
  return problem ? EXIT_CODES[problem.kind] : 0;
}

/** Aborted by Ctrl-C, and when the program is told to end. */
function cancelledByKey(): AbortSignal {
  const cancel = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => cancel.abort());
  return cancel.signal;
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

function complain(problem: Problem): void {
  process.stderr.write(`${problem.message}\n${problem.hint}\n`);
}

function say(text: string): void {
  process.stdout.write(text);
}

function samplePath(): string {
  return join(sampleFolder(), 'tc_raw_data.xlsx');
}
