import { basename } from 'node:path';
import type { Calendar } from '../../core/contract/periods.ts';
import { Problem } from '../../core/contract/problem.ts';
import type { RunRecord, SourceRecord } from '../../core/contract/run.ts';
import type { Settings } from '../../core/contract/settings.ts';
import type { History } from '../history/history.ts';
import { keptCalendar, keptReading, readingBefore } from '../history/kept-reading.ts';
import { settingsKey } from '../history/tables/settings-key.ts';
import { theRun } from '../history/the-run.ts';
import { softwareVersion } from '../software-version.ts';
import { asWriter } from './as-writer.ts';
import { reconcileRun } from './reconcile-run.ts';
import { openAgain, refuseFile } from './run-outputs.ts';
import type { ContinueRequest, FileOutcome, RunRequest } from './run-request.ts';
import { bytesOf } from './source-bytes.ts';
import type { Fetched } from './source-bytes.ts';
import { sourceOfRun } from './source-of-run.ts';
import type { SourceOfRun } from './source-of-run.ts';

/**
 * Reconciles a source and writes down the run. Throws a Problem only where there is no run to speak
 * of: the source cannot be found, or the data folder cannot be used.
 */
export async function runSource(request: RunRequest): Promise<FileOutcome> {
  await refuseFile(request.out);
  const begun = request.now().getTime();
  const facts = await bytesOf(request.source, request);
  const fetched = request.now().getTime();
  return asWriter(request, `reconcile ${basename(facts.path)}`, async (history, root) => {
    const version = softwareVersion();
    const found = await sourceOfRun(history, root, facts, {
      ...request,
      choice: request.sourceChoice ?? { kind: 'recognise' },
    });
    const settings = {
      ...settingsFor(request.settings, found),
      ...(found.kind === 'known' && {
        calendar: calendarFor(history, found.source, request),
        ...(!request.readingIsWhole &&
          readingBefore(request.settings, keptReading(history, found.source.id))),
      }),
    };
    const computed = {
      sha256: facts.sha256,
      settingsKey: settingsKey(settings, version),
      version,
    };
    if (found.kind === 'known' && !request.force) {
      const known = history.findStanding({ sourceId: found.source.id, ...computed });
      if (known) return openAgain(history, root, known.id, request.out);
    }
    const source =
      found.kind === 'known' ? found.source : begunSource(history, facts, found, settings);
    history.takePlace(source.id, facts.source);
    const identity = { sourceId: source.id, ...computed };
    const interrupted = request.force ? null : history.findInterrupted(identity);
    const run = interrupted
      ? history.resumeRun(interrupted.id)
      : history.startRun({
          ...identity,
          place: facts.place,
          asked: facts.source,
          settings,
          bytes: facts.bytes,
          notes: { ...facts.notes, ...recognitionNote(found) },
          at: begun,
          until: request.until,
        });
    recordDownload(history, run.id, facts.sha256, begun, fetched);
    request.onRun?.(run.id);
    return reconcileRun(history, root, run, facts.path, request);
  });
}

/**
 * Takes a paused, interrupted or cancelled run further, from its last completed step. The source is
 * read again only where it was not yet validated, and must then be what it was. Throws Problem
 * `run.unknown`, `run.not-running`, `run.match-begun`, `run.other-version`, `run.source-changed`, and
 * `run.standing-changed` where another run has changed meanwhile what this one was compared with.
 */
export async function continueRun(request: ContinueRequest): Promise<FileOutcome> {
  return asWriter(request, `continue ${request.runId}`, async (history, root) => {
    const { run: before } = theRun(history, request.runId);
    if (before.softwareVersion !== softwareVersion()) throw otherVersion(before);
    if (!history.isUpToDate(before.id)) throw standingChanged(before);
    if (request.policy !== undefined && request.policy !== before.policy) {
      const settings = { ...before.settings, policy: request.policy };
      const known = history.findStanding({
        sourceId: before.sourceId,
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

/** A source that begins with a file; it keeps how its headers were mapped. */
function begunSource(
  history: History,
  file: Pick<Fetched, 'source'>,
  { name }: Extract<SourceOfRun, { kind: 'new' }>,
  { mapping }: Settings,
): SourceRecord {
  const source = history.newSource(file.source, name);
  return Object.keys(mapping).length === 0 ? source : history.changeSource(source.id, { mapping });
}

/** Headers that were mapped for a source are read so in a file of it that came from elsewhere. */
function settingsFor(settings: Settings, found: SourceOfRun): Settings {
  const isElsewhere = found.kind === 'known' && found.because !== null;
  return isElsewhere && Object.keys(settings.mapping).length === 0
    ? { ...settings, mapping: found.source.mapping }
    : settings;
}

/** What fiscal periods and spans of two weeks depend on: what was said of it, else what the source has. */
function calendarFor(
  history: History,
  { id }: SourceRecord,
  { settings: { calendar }, saidCalendar }: RunRequest,
): Calendar {
  return saidCalendar ? { ...calendar, ...keptCalendar(history, id), ...saidCalendar } : calendar;
}

/** Why the program took the file for one of its source, where it did not lie at the source's place. */
function recognitionNote(found: SourceOfRun): Record<string, string> {
  return found.kind === 'known' && found.because !== null ? { recognisedBy: found.because } : {};
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
    message: `The run ${run.id} was started by version ${run.softwareVersion} of this program; this is ${softwareVersion()}.`,
    hint: 'Start a new run of the same source.',
    details: { runId: run.id },
  });
}

function standingChanged(run: RunRecord): Problem {
  return new Problem({
    kind: 'usage',
    code: 'run.standing-changed',
    message: `Another run of ${run.sourceName} was completed after run ${run.id} read its file, so its comparison with reported figures is out of date.`,
    hint: 'Start a new run of the file. It is then compared with the latest reported figures.',
    details: { runId: run.id },
  });
}

function sourceChanged(run: RunRecord): Problem {
  return new Problem({
    kind: 'usage',
    code: 'run.source-changed',
    message: `${run.place} has changed since the run ${run.id} started.`,
    hint: 'Start a new run of the source as it is now.',
    details: { runId: run.id },
  });
}
