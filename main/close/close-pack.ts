import { hash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { actKind } from '../../core/contract/acts/acts.ts';
import type { ActKind } from '../../core/contract/acts/acts.ts';
import type { PackAbout } from '../../core/contract/close/pack.ts';
import type { KeptFile } from '../../core/contract/close/given-files.ts';
import type { AskedSample } from '../../core/contract/close/sample.ts';
import { Problem, runCancelled } from '../../core/contract/problem.ts';
import type { AuditRecord, RunDetail } from '../../core/contract/run.ts';
import type { Tell } from '../../core/contract/steps.ts';
import { changedOutputs, hashOf } from '../../core/disk/publish.ts';
import type { PackFile } from '../../core/pack/files/pack-file.ts';
import { writePack } from '../../core/pack/files/write-pack.ts';
import type { WrittenPack } from '../../core/pack/files/write-pack.ts';
import type { DecidedException, PackInput } from '../../core/pack/input/pack-input.ts';
import { attachmentsOf, evidenceOf, importedFiles } from '../../core/pack/input/kept-file.ts';
import { packFiles } from '../../core/pack/parts.ts';
import { hasRoom, PACK_LIMITS } from '../../core/pack/verify/pack-bytes.ts';
import { readAnalytics } from '../../core/run-folder/analytics-file.ts';
import { OUTPUT_FOLDER } from '../../core/run-folder/names.ts';
import { RECONCILIATION } from '../../core/run-folder/output-names.ts';
import { packFolder, packName, runFolder } from '../data-folder/data-folder.ts';
import { fileName } from '../data-folder/file-name.ts';
import type { History } from '../history/history.ts';
import { theRun } from '../history/the-run.ts';
import { localDay } from '../local-day.ts';
import { programFolder } from '../program-folder.ts';
import type { Rewriting } from '../run-life/rewrite-workbook.ts';
import { softwareVersion } from '../software-version.ts';
import { closeView } from './close-view.ts';
import type { ClosingHistory } from './closed-run.ts';
import { comparedCustomers } from './imported.ts';
import { keptPath } from './kept-files.ts';
import type { PeriodClose } from './period-close.ts';
import { periodSamples, periodSampleTerms, sampleTerms } from './period-sample.ts';

/** A pack on the disk. */
export interface ClosePack extends WrittenPack {
  readonly path: string;
}

/** How a pack is made. */
export interface Packing {
  /** How its sample is drawn; null: as the one that is kept with the period. */
  readonly sample: AskedSample | null;
  /** Fills a file with the workbook of the run as it stands now. */
  readonly writeWorkbook: (
    rewriting: Pick<Rewriting, 'runId' | 'path' | 'close' | 'day'>,
  ) => Promise<unknown>;
  readonly signal?: AbortSignal | undefined;
  /** Told how far the packing is, in bytes. */
  readonly tell?: Tell | undefined;
}

/**
 * Writes the auditor's pack of a period's close (RULES.md section 14) to the packs of the data folder, in the place of
 * an earlier one of the same period, and notes its SHA-256 in the audit trail. Throws Problems `run.outputs-changed`,
 * `close.attachment-gone`, `run.cancelled`, what the writing of the workbook throws, and whatever the disk refuses.
 */
export async function writeClosePack(
  context: ClosingHistory,
  at: PeriodClose,
  packing: Packing,
): Promise<ClosePack> {
  const { root, history } = context;
  const folder = packFolder(root);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const anew = join(folder, `.workbook-${randomUUID()}.xlsx`);
  try {
    const input = await packInput(context, at, packing, anew);
    const path = join(folder, packName(at.source.name, at.run.period));
    const files = await packFiles(input);
    if (!hasRoom(files.length)) throw tooManyFiles(files.length);
    const watch = await watching(files, packing);
    const written = await writePack(path, files, aboutPack(input), watch);
    history.appendAudit({
      action: 'pack.written',
      runId: at.run.id,
      detail: { period: at.run.period, sha256: written.sha256, bytes: written.bytes },
    });
    return { ...written, path };
  } finally {
    await rm(anew, { force: true });
  }
}

/** Tells how far the packing is, before each piece; throws Problem `run.cancelled` where it is to end. */
async function watching(
  files: readonly PackFile[],
  { signal, tell }: Packing,
): Promise<(path: string, bytes: number) => void> {
  let once = 0;
  for (const { content } of files)
    once += content instanceof Uint8Array ? content.length : (await stat(content.file)).size;
  // Each file is read twice.
  const of = 2 * once;
  return (path, done) => {
    if (signal?.aborted) throw runCancelled();
    tell?.({ done: Math.min(done, of), of, unit: 'bytes', words: `Packing ${path}` });
  };
}

/** What a pack has of the audit trail: what was done, and not what was read, exported or refused, which a pack itself leaves. */
const LEFT_OUT: ReadonlySet<ActKind> = new Set(['reads', 'exports', 'refused', 'log']);

function isPacked({ action }: AuditRecord): boolean {
  const kind = actKind(action);
  return kind === undefined || !LEFT_OUT.has(kind);
}

async function packInput(
  context: ClosingHistory,
  at: PeriodClose,
  packing: Packing,
  anew: string,
): Promise<PackInput> {
  const { root, history } = context;
  const { run, books, close, source } = at;
  const detail = theRun(history, run.id);
  const folder = runFolder(root, run.id);
  const outputs = join(folder, OUTPUT_FOLDER);
  const changed = await changedOutputs(detail.outputs, outputs);
  if (changed.length > 0) throw outputsChanged(run.id, changed);
  const { items } = history.listExceptions(run.id, { limit: Number.MAX_SAFE_INTEGER });
  const decided = items
    .filter(({ status }) => status !== 'open')
    .map((exception): DecidedException => ({
      exception,
      notes: history.exceptionNotes(source.id, exception.key),
    }));
  const { sample } = packing;
  const terms = sample === null ? periodSampleTerms(at, detail) : sampleTerms(sample, detail);
  const samples = periodSamples(at, detail, terms);
  const audit = history.auditTrail({ runId: run.id, limit: Number.MAX_SAFE_INTEGER });
  return {
    detail,
    run,
    books,
    close,
    report: await readAnalytics(folder),
    samples,
    workpapers: books.workpapers,
    decided,
    audit: audit.filter(isPacked).reverse(),
    workbook: await workbookOf(context, at, packing, anew),
    kept: await keptOf(root, [
      ...importedFiles(at),
      ...attachmentsOf(at),
      ...evidenceOf({ samples, workpapers: books.workpapers }),
    ]),
    customers: (await comparedCustomers(root, at))?.differences ?? null,
    rules: await readFile(join(programFolder(), 'core', 'RULES.md'), 'utf8'),
    outputs,
    sourceCopy: await sourceCopy(detail),
  };
}

/**
 * The workbook of the run, written anew with decisions and close; the one that was published where the run was made by
 * another version of the program; null where it has none.
 */
async function workbookOf(
  { root, history }: ClosingHistory,
  at: PeriodClose,
  { writeWorkbook }: Packing,
  anew: string,
): Promise<PackInput['workbook']> {
  const { id: runId } = at.run;
  try {
    const day = localDay(new Date(lastKnown(history, at)));
    await writeWorkbook({ runId, path: anew, close: closeView(at), day });
    return { file: anew, isAnew: true };
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'run.other-version') throw error;
  }
  const file = join(runFolder(root, runId), OUTPUT_FOLDER, RECONCILIATION);
  const { outputs } = theRun(history, runId);
  return outputs.some(({ name }) => name === RECONCILIATION) ? { file, isAnew: false } : null;
}

/** When what a pack tells became known last (ms since 1970): the same state has the same day, whenever it is packed. */
function lastKnown(history: History, { source, run }: PeriodClose): number {
  const { startedAt } = theRun(history, run.id).run;
  const noted = history
    .listExceptions(run.id, { limit: Number.MAX_SAFE_INTEGER })
    .items.filter(({ notes }) => notes > 0)
    .flatMap(({ key }) => history.exceptionNotes(source.id, key));
  const entered = history.closeLog(source.id);
  const signed = history.signOffs(run.id);
  return [...noted, ...entered, ...signed].reduce((last, { at }) => Math.max(last, at), startedAt);
}

/** Where the copies of files lie that were given for the close of the period, each seen to be what was kept. */
async function keptOf(
  root: string,
  files: readonly KeptFile[],
): Promise<ReadonlyMap<string, string>> {
  const kept = new Map<string, string>();
  for (const file of files)
    if (!kept.has(file.sha256)) kept.set(file.sha256, await keptPath(root, file));
  return kept;
}

/** The file that was reconciled, where it still lies in its place with the same bytes. */
async function sourceCopy({ run }: RunDetail): Promise<PackInput['sourceCopy']> {
  try {
    const { sha256 } = await hashOf(run.place);
    if (sha256 !== run.sha256) return null;
  } catch {
    return null;
  }
  return { name: fileName(run.place.split(/[/\\]/).at(-1)!), file: run.place };
}

function aboutPack({
  detail: { run },
  run: { period, matching },
  rules,
  sourceCopy: copy,
}: PackInput): PackAbout {
  return {
    entity: run.settings.entity ?? '',
    source: run.sourceName,
    period,
    as_of: run.cutOff?.asOf ?? '',
    policy: matching.policy,
    run: run.id,
    source_file: {
      name: run.place.split(/[/\\]/).at(-1)!,
      bytes: run.bytes ?? 0,
      sha256: run.sha256 ?? '',
      kept: copy !== null,
    },
    software: softwareVersion(),
    rules_sha256: hash('sha256', rules, 'hex'),
    how: 'Made by the command close pack from the run named here and from what people have entered for the close of the period. The same state makes the same bytes.',
  };
}

function outputsChanged(runId: string, names: readonly string[]): Problem {
  return new Problem({
    kind: 'internal',
    code: 'run.outputs-changed',
    message: `Files of the run were changed or deleted since they were written: ${names.join(', ')}.`,
    hint: 'Start the run again as a new revision.',
    details: { runId },
  });
}

/** Evidence and attachments are most of them. */
function tooManyFiles(files: number): Problem {
  return new Problem({
    kind: 'usage',
    code: 'pack.too-many-files',
    message: `The pack would have ${files} files; it can have fewer than ${PACK_LIMITS.files}.`,
    hint: 'Draw a smaller sample, or put several files of evidence into one.',
  });
}
