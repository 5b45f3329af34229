import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openHistory } from '../../main/history/history.ts';
import type { History } from '../../main/history/history.ts';
import { hashOf } from '../../core/disk/publish.ts';
import { changedOutputs } from '../../core/disk/publish.ts';

/** A finished run without what differs from run to run by nature: ids and moments. */
export interface FinishedRun {
  /** Runs that had completed before. */
  readonly standing: readonly string[];
  /** What the history has of it. */
  readonly detail: unknown;
  readonly exceptions: unknown;
  readonly steps: unknown;
  /** SHA-256 of the published files by name. */
  readonly outputs: ReadonlyMap<string, string>;
  /** All files of the run's folder, by their paths in it. */
  readonly files: readonly string[];
  readonly out: ReadonlyMap<string, string>;
  readonly bytes: number;
}

/** Files of results: those under a name of their own. Half-written ones begin with a dot. */
async function publishedFiles(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const name of existsSync(folder) ? readdirSync(folder).sort() : [])
    if (!name.startsWith('.')) files.set(name, (await hashOf(join(folder, name))).sha256);
  return files;
}

/**
 * Does something with the history as a crash has left it, on a copy, so that the program itself meets
 * the original with its log not yet taken over.
 */
function withHistoryCopy<T>(root: string, body: (history: History) => T): T {
  const copy = join(root, '..', 'history-copy');
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy);
  for (const name of ['history.sqlite', 'history.sqlite-wal'])
    if (existsSync(join(root, name))) copyFileSync(join(root, name), join(copy, name));
  const history = openHistory(join(copy, 'history.sqlite'));
  try {
    return body(history);
  } finally {
    history.close();
  }
}

export interface Inspection {
  readonly runId: string | null;
  readonly status: string | null;
  /** Files that were compared with those of the run that was never killed, and their bytes. */
  readonly files: number;
  readonly bytes: number;
}

/**
 * What a kill has left in a data folder; throws an AssertionError where it is broken: a history that
 * does not open or is damaged, a run in a state that it cannot be in, a published file that is not whole.
 */
export async function inspect(
  root: string,
  out: string | null,
  reference: FinishedRun,
): Promise<Inspection> {
  const { runs, steps } = withHistoryCopy(root, (history) => {
    assert.deepEqual(history.damage(), [], 'the history is damaged');
    assert.deepEqual(history.verifyAudit(true).breaks, [], 'the audit log is broken');
    const runs = history.listRuns().filter(({ id }) => !reference.standing.includes(id));
    return { runs, steps: runs[0] ? history.getRun(runs[0].id)!.steps : [] };
  });
  assert.ok(runs.length <= 1, `one source was begun ${runs.length} times`);
  const [run] = runs;
  let files = 0;
  let bytes = 0;
  const compare = async (folder: string, wanted: ReadonlyMap<string, string>): Promise<number> => {
    const found = await publishedFiles(folder);
    for (const [name, sha256] of found) {
      assert.equal(sha256, wanted.get(name), `${name} is published and not whole`);
      files++;
      bytes += readFileSync(join(folder, name)).length;
    }
    return found.size;
  };
  if (!run) return { runId: null, status: null, files, bytes };
  const folder = join(root, 'runs', run.id);
  const published = await compare(join(folder, 'outputs'), reference.outputs);
  const copied = out === null ? 0 : await compare(out, reference.out);
  if (run.status === 'completed') {
    assert.equal(published, reference.outputs.size, 'a completed run lacks files');
    assert.equal(copied, reference.out.size, 'a completed run lacks copied files');
    assert.ok(steps.every(({ status }) => status === 'completed'));
  } else {
    // Interrupted, where it was killed between finding the run dead and going on with it.
    assert.ok(run.status === 'running' || run.status === 'interrupted', run.status);
  }
  for (const { name, status, checksums } of steps) {
    if (name !== 'validate' || status !== 'completed') continue;
    const { sha256 } = await hashOf(join(folder, 'ledger.bin'));
    assert.equal(sha256, checksums['ledger.bin'], 'validation completed without its ledger');
  }
  return { runId: run.id, status: run.status, files, bytes };
}

/** What a finished run has come to. Throws an AssertionError where it has not completed. */
export async function finishedRun(
  root: string,
  runId: string,
  out: string | null,
): Promise<FinishedRun> {
  const history = openHistory(join(root, 'history.sqlite'));
  try {
    assert.deepEqual(history.damage(), []);
    assert.deepEqual(history.verifyAudit(true).breaks, []);
    const detail = history.getRun(runId)!;
    assert.equal(detail.run.status, 'completed');
    const others = history.listRuns().filter(({ id }) => id !== runId);
    assert.ok(others.every(({ status }) => status === 'completed'));
    const exceptions = history.listExceptions(runId, { limit: 1e6 });
    const actions = history.auditTrail({ runId }).map(({ action }) => action);
    for (const once of ['run.started', 'run.completed'])
      assert.equal(actions.filter((action) => action === once).length, 1, `${once} once`);
    const died = actions.filter((action) => action === 'run.interrupted').length;
    const resumed = actions.filter((action) => action === 'run.resumed').length;
    assert.equal(resumed, died, 'each death and each resumption is in the audit trail');
    const folder = join(root, 'runs', runId);
    const outputs = await publishedFiles(join(folder, 'outputs'));
    assert.deepEqual(
      await changedOutputs(detail.outputs, join(folder, 'outputs')),
      [],
      'the history names other files than are there',
    );
    assert.deepEqual([...outputs.keys()], detail.outputs.map(({ name }) => name).sort());
    return {
      standing: others.map(({ id }) => id),
      outputs,
      out: out === null ? new Map() : await publishedFiles(out),
      files: readdirSync(folder, { recursive: true }).map(String).sort(),
      bytes: detail.outputs.reduce((sum, { bytes }) => sum + bytes, 0),
      steps: detail.steps.map(({ name, status, rowsIn, rowsOut, checksums }) => ({
        name,
        status,
        rowsIn,
        rowsOut,
        checksums,
      })),
      detail: {
        ...detail,
        run: { ...detail.run, id: '', startedAt: 0, endedAt: 0 },
        source: null,
        steps: null,
      },
      exceptions: exceptions.items.map((one) => ({ ...one, firstRun: '', lastRun: '' })),
    };
  } finally {
    history.close();
  }
}
