import { basename } from 'node:path';
import { Problem } from '../../core/contract/problem.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import type { History } from '../history/history.ts';
import { settingsKey } from '../history/tables/settings-key.ts';
import { theRun } from '../history/the-run.ts';
import { softwareVersion } from '../software-version.ts';
import { asWriter } from './as-writer.ts';
import { reconcileRun } from './reconcile-run.ts';
import { openAgain } from './run-outputs.ts';
import type { ContinueRequest, FileOutcome, RunRequest } from './run-request.ts';
import { bytesOf } from './source-bytes.ts';

/**
 * Reconciles a source and writes down the run. Throws a Problem only where there is no run to speak
 * of: the source cannot be found, or the data folder cannot be used.
 */
export async function runSource(request: RunRequest): Promise<FileOutcome> {
  const begun = request.now().getTime();
  const facts = await bytesOf(request.source, request);
  const fetched = request.now().getTime();
  return asWriter(request, `reconcile ${basename(facts.path)}`, async (history, root) => {
    const version = softwareVersion();
    const identity = {
      sha256: facts.sha256,
      settingsKey: settingsKey(request.settings, version),
      version,
    };
    const known = request.force ? null : history.findCompleted(identity);
    if (known) return openAgain(history, root, known.id, request.out);

    const source = history.sourceAt(facts.source);
    const interrupted = request.force ? null : history.findInterrupted(identity);
    const run = interrupted
      ? history.resumeRun(interrupted.id)
      : history.startRun({
          ...identity,
          sourceId: source.id,
          place: facts.place,
          settings: request.settings,
          bytes: facts.bytes,
          ...(facts.notes && { notes: facts.notes }),
          at: begun,
        });
    recordDownload(history, run.id, facts.sha256, begun, fetched);
    request.onRun?.(run.id);
    return reconcileRun(history, root, run, facts.path, request);
  });
}

/**
 * Takes a paused, interrupted or cancelled run further, from its last completed step. The source is
 * read again only where it was not yet validated, and must then be what it was. Throws Problem
 * `run.unknown`, `run.not-running`, `run.match-begun`, `run.other-version`, `run.source-changed`.
 */
export async function continueRun(request: ContinueRequest): Promise<FileOutcome> {
  return asWriter(request, `continue ${request.runId}`, async (history, root) => {
    const { run: before } = theRun(history, request.runId);
    if (before.softwareVersion !== softwareVersion()) throw otherVersion(before);
    if (request.policy !== undefined && request.policy !== before.policy) {
      const settings = { ...before.settings, policy: request.policy };
      const known = history.findCompleted({
        sha256: before.sha256 ?? '',
        settingsKey: settingsKey(settings, before.softwareVersion),
        version: before.softwareVersion,
      });
      if (known) return openAgain(history, root, known.id, request.out);
      history.choosePolicy(before.id, request.policy);
    }
    const validated = history.completedStep(before.id, 'validate') !== null;
    const begun = request.now().getTime();
    const facts = validated ? null : await bytesOf(before.place, request);
    if (facts && facts.sha256 !== before.sha256) throw sourceChanged(before);
    const run = history.resumeRun(before.id);
    if (facts) recordDownload(history, run.id, facts.sha256, begun, request.now().getTime());
    request.onRun?.(run.id);
    return reconcileRun(history, root, run, facts?.path ?? before.place, request);
  });
}

/** Writes the download down, unless it was before the run died. */
function recordDownload(
  history: History,
  runId: string,
  sha256: string,
  begun: number,
  fetched: number,
): void {
  if (history.completedStep(runId, 'download')) return;
  history.startStep(runId, 'download', begun);
  history.endStep(runId, 'download', {
    at: fetched,
    rowsIn: null,
    rowsOut: null,
    checksums: { source: sha256 },
  });
}

function otherVersion(run: RunRecord): Problem {
  return new Problem({
    kind: 'usage',
    code: 'run.other-version',
    message: `The run ${run.id} was begun by version ${run.softwareVersion} of this program; this is ${softwareVersion()}.`,
    hint: 'Start a new run of the same source.',
    details: { runId: run.id },
  });
}

function sourceChanged(run: RunRecord): Problem {
  return new Problem({
    kind: 'usage',
    code: 'run.source-changed',
    message: `${run.place} is not what it was when the run ${run.id} began.`,
    hint: 'Start a new run of the source as it is now.',
    details: { runId: run.id },
  });
}
