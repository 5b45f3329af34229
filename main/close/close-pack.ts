import { hash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AskedSample } from '../../core/contract/close/sample.ts';
import { Problem } from '../../core/contract/problem.ts';
import type { RunDetail } from '../../core/contract/run.ts';
import { changedOutputs, hashOf } from '../../core/disk/publish.ts';
import type { PackAbout } from '../../core/pack/files/manifest.ts';
import { writePack } from '../../core/pack/files/write-pack.ts';
import type { WrittenPack } from '../../core/pack/files/write-pack.ts';
import type { DecidedException, PackInput } from '../../core/pack/input/pack-input.ts';
import { packFiles } from '../../core/pack/parts.ts';
import { readAnalytics } from '../../core/run-folder/analytics-file.ts';
import { OUTPUT_FOLDER } from '../../core/run-folder/names.ts';
import { packFolder, runFolder } from '../data-folder/data-folder.ts';
import { fileName } from '../data-folder/file-name.ts';
import { theRun } from '../history/the-run.ts';
import { programFolder } from '../program-folder.ts';
import { softwareVersion } from '../software-version.ts';
import type { ClosingHistory } from './closed-run.ts';
import type { PeriodClose } from './period-close.ts';
import { periodSamples, periodSampleTerms, sampleTerms } from './period-sample.ts';

/** A pack on the disk. */
export interface ClosePack extends WrittenPack {
  readonly path: string;
}

/**
 * Writes the auditor's pack of a period's close (RULES.md section 14) to the packs of the data folder, in the place of
 * an earlier one of the same period, and notes its SHA-256 in the audit trail. `sample` is how its
 * sample is drawn; null: as the one that is kept with the period. Throws Problem `run.outputs-changed`, and whatever the
 * disk refuses.
 */
export async function writeClosePack(
  context: ClosingHistory,
  at: PeriodClose,
  sample: AskedSample | null,
): Promise<ClosePack> {
  const { root, history } = context;
  const input = await packInput(context, at, sample);
  const folder = packFolder(root);
  await mkdir(folder, { recursive: true });
  const path = join(folder, fileName(`${at.source.name}-${at.run.period}-pack.zip`));
  const written = await writePack(path, await packFiles(input), aboutPack(input));
  history.appendAudit({
    action: PACKED,
    runId: at.run.id,
    detail: { period: at.run.period, sha256: written.sha256, bytes: written.bytes },
  });
  return { ...written, path };
}

/** Of the audit trail a pack holds all but that packs were made: else no two of them would be the same. */
const PACKED = 'pack.written';

async function packInput(
  { root, history }: ClosingHistory,
  at: PeriodClose,
  asked: AskedSample | null,
): Promise<PackInput> {
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
  const terms = asked === null ? periodSampleTerms(at, detail) : sampleTerms(asked, detail);
  return {
    detail,
    run,
    books,
    close,
    report: await readAnalytics(folder),
    samples: periodSamples(at, detail, terms),
    workpapers: books.workpapers,
    decided,
    audit: history
      .auditTrail({ runId: run.id, limit: Number.MAX_SAFE_INTEGER })
      .filter(({ action }) => action !== PACKED)
      .reverse(),
    rules: await readFile(join(programFolder(), 'core', 'RULES.md'), 'utf8'),
    outputs,
    sourceCopy: await sourceCopy(detail),
  };
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
