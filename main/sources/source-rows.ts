import { stat } from 'node:fs/promises';
import type { CallOutput, ParsedInput } from '../../core/contract/api/api.ts';
import { Problem } from '../../core/contract/problem.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import { fingerprint } from '../../core/source/fingerprint.ts';
import { headerRowOf } from '../../core/source/header-row.ts';
import { sheetOf } from '../../core/source/ledger-sheets.ts';
import { openSource } from '../../core/source/open-source.ts';
import { sheetExcerpt } from '../../core/source/preview.ts';
import { sourcePath } from '../app/allowed-path.ts';
import type { AppContext } from '../app/app-context.ts';
import { keptCopy } from '../places/fetch/kept-copy.ts';
import { isRemote } from '../places/remote/place-kind.ts';
import { theRun } from '../history/the-run.ts';

/**
 * Rows of a run's source as they stand in it. Throws Problem `source.changed` where the file is no
 * longer what the run has read, `source.copy-gone` where what was fetched is not kept, `sheet.missing` for a sheet that it lacks, or why it cannot be read.
 */
export async function sourceRows(
  context: Pick<AppContext, 'root' | 'history' | 'host' | 'handedOver'>,
  { runId, sheet, from, count }: ParsedInput<'sources.rows'>,
): Promise<CallOutput<'sources.rows'>> {
  const { root, history } = context;
  const { run } = theRun(history, runId);
  const path = isRemote(run.place)
    ? await keptCopy(root, run.sha256)
    : await sourcePath(context, run.place);
  if (path === null) throw copyGone(run);
  if ((await sha256Of(path)) !== run.sha256) throw changed(run);
  const source = await openSource(path);
  try {
    const name = sheetOf(source, sheet);
    if (name === undefined) throw noSheet(run, sheet);
    const headerRow = await headerRowOf(source, name, run.settings);
    const { headers, rows } = await sheetExcerpt(source, name, { from, count }, { headerRow });
    return { sheet: name, headers, headerRow, rows };
  } finally {
    await source.close();
  }
}

/**
 * Whether the file of a run still has the bytes that the run has read, which are read anew. False where that
 * cannot be told: of a remote place, and of a file that is gone. Throws Problem `run.unknown`.
 */
export async function isUnchanged(
  context: Pick<AppContext, 'root' | 'history' | 'host' | 'handedOver'>,
  runId: string,
): Promise<boolean> {
  const { run } = theRun(context.history, runId);
  if (isRemote(run.place)) return false;
  try {
    const { sha256 } = await fingerprint(await sourcePath(context, run.place));
    return sha256 === run.sha256;
  } catch {
    // The run that comes next says what is wrong with it.
    return false;
  }
}

/** A look at one finding after another reads the file each time, but hashes it only when it changed. */
const known = new Map<string, { bytes: number; modifiedAt: number; sha256: string }>();
const MOST_KNOWN = 20;

async function sha256Of(path: string): Promise<string> {
  const facts = await stat(path).catch(() => null);
  const seen = known.get(path);
  if (seen && facts && seen.bytes === facts.size && seen.modifiedAt === facts.mtimeMs)
    return seen.sha256;
  const print = await fingerprint(path);
  if (known.size >= MOST_KNOWN) known.delete(known.keys().next().value!);
  known.set(path, print);
  return print.sha256;
}

function changed({ id, place }: RunRecord): Problem {
  return new Problem({
    kind: 'source-unreadable',
    code: 'source.changed',
    message: `${place} has changed since run ${id} read it.`,
    hint: 'Run the current file, or restore the earlier one to view its rows.',
  });
}

function copyGone({ id, place }: RunRecord): Problem {
  return new Problem({
    kind: 'source-unreadable',
    code: 'source.copy-gone',
    message: `The copy of ${place} that run ${id} read is no longer on this computer.`,
    hint: 'Preview the source again to fetch it. The cache limit in Settings determines how many copies are kept.',
  });
}

function noSheet({ place }: RunRecord, sheet: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'sheet.missing',
    message: `${place} has no sheet ${sheet}.`,
    hint: 'Choose a finding that names a sheet of this file.',
  });
}
