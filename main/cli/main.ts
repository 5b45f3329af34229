import { join } from 'node:path';
import process from 'node:process';
import { asProblem, Problem } from '../../core/contract/problem.ts';
import type { ProblemKind } from '../../core/contract/problem.ts';
import { FINDINGS } from '../../core/contract/findings.ts';
import { dataFolder, historyFile, runFolder } from '../data-folder/data-folder.ts';
import { openHistory } from '../history/history.ts';
import { sampleFolder } from '../program-folder.ts';
import { runSource } from '../services/run-source.ts';
import { softwareVersion } from '../services/software-version.ts';
import { parseCommand } from './arguments.ts';
import type { Command, ReconcileCommand } from './arguments.ts';
import { HELP } from './help.ts';
import { progressBar } from './progress-bar.ts';
import { runJson } from './run-json.ts';
import { historyText, summaryText } from './summary.ts';

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
      say(command.json ? `${JSON.stringify(runs)}\n` : historyText(runs));
      return 0;
    }
    case 'show': {
      const root = dataFolder(command.dataDir);
      const history = openHistory(historyFile(root));
      const detail = history.getRun(command.run);
      history.close();
      if (!detail)
        throw new Problem({
          kind: 'usage',
          code: 'run.unknown',
          message: `There is no run ${command.run}.`,
          hint: 'List the runs with: npm run reconcile -- history',
        });
      const folder = runFolder(root, detail.run.id);
      const outputs = detail.outputs.map(({ path }) => join(folder, path));
      say(
        command.json
          ? `${JSON.stringify(runJson(detail, outputs, false))}\n`
          : summaryText(detail, outputs),
      );
      return 0;
    }
    case 'reconcile':
      return reconcileSource(command);
  }
}

async function reconcileSource(command: ReconcileCommand): Promise<number> {
  const { json, quiet } = command;
  const bar = progressBar(quiet ? { write: () => true } : process.stderr, Date.now);
  const cancel = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => cancel.abort());
  const outcome = await runSource({
    ...command,
    now: () => new Date(),
    signal: cancel.signal,
    onProgress: (progress) => bar.show(progress),
    onWait: (holder) =>
      quiet ||
      process.stderr.write(
        `Waiting for another process${holder ? ` (${holder.command}, process ${holder.pid})` : ''} to finish …\n`,
      ),
  }).finally(() => bar.clear());
  const { detail, outputs, alreadyReconciled, problem } = outcome;
  if (json) say(`${JSON.stringify(runJson(detail, outputs, alreadyReconciled))}\n`);
  else if (!quiet) {
    if (alreadyReconciled)
      say('Already reconciled: the same source with the same settings. This is that run.\n\n');
    say(summaryText(detail, outputs));
  }
  if (problem && (json || quiet)) complain(problem);
  return problem ? EXIT_CODES[problem.kind] : 0;
}

/** What `--json` says where there was no run, in the shape of one that failed. */
function noRunJson(problem: Problem): object {
  return {
    runId: null,
    status: 'failed',
    findings:
      problem.code in FINDINGS ? [{ code: problem.code, severity: 'critical', count: 1 }] : [],
    problem: { code: problem.code, message: problem.message, hint: problem.hint },
  };
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
