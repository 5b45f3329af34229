import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FINDINGS_FILE, findingsFileSchema } from '../../../core/contract/findings-file.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { settingsSchema } from '../../../core/contract/settings.ts';
import type { Progress, StepName } from '../../../core/contract/steps.ts';
import { endOfDay } from '../../../core/ledger/time.ts';
import { OUTPUT_FOLDER } from '../../../core/run-folder/names.ts';
import { reconcile } from '../../../core/pipeline/reconcile.ts';
import type { ReconcileEnvironment } from '../../../core/pipeline/steps/asked-run.ts';
import type { StepResult } from '../../../core/run-folder/step-journal.ts';
import { fingerprint } from '../../../core/source/fingerprint.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', '..', 'assets', 'sample');

/** A run that remembers its steps in memory. */
async function run(sample: string, settings: object = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'thrive-pipeline-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(SAMPLES, sample);
  const facts = await fingerprint(path);
  // Whoever asks for a run has fetched its source.
  const fetched = { rowsIn: 0, rowsOut: 0, checksums: { source: facts.sha256 } };
  const completed = new Map<StepName, StepResult>([['download', fetched]]);
  const begun: StepName[] = [];
  const request = {
    path,
    name: sample,
    ...facts,
    settings: settingsSchema.parse({ xlsx: false, ...settings }),
    softwareVersion: '0.0.0',
    workers: 0,
  };
  const on = (changes: Partial<ReconcileEnvironment>, source = path) =>
    reconcile(
      { ...request, path: source },
      {
        folder,
        journal: {
          begin: (name) => void begun.push(name),
          end: (name, result) => void completed.set(name, result),
          completed: (name) => completed.get(name),
        },
        endOfToday: endOfDay('2026-11-24')!,
        onFindings: () => undefined,
        onChecks: () => undefined,
        ...changes,
      },
    );
  return { folder, on, begun };
}

describe('reconcile', () => {
  it('stops after the step that it is told, and needs the source no more once it is validated', async () => {
    const whole = await run('tc_raw_data.xlsx');
    const expected = await whole.on({});
    const { on, begun } = await run('tc_raw_data.xlsx');
    for (const until of ['download', 'validate'] as const)
      expect(await on({ until })).toEqual({ pausedAfter: until });
    for (const until of ['match', 'verify'] as const)
      expect(await on({ until }, '/nowhere')).toEqual({ pausedAfter: until });
    expect(await on({ until: 'report' }, '/nowhere')).toEqual(expected);
    // What is done is not done again.
    expect(begun).toEqual(['validate', 'match', 'verify', 'report']);
  });

  it.each(['halt', 'quarantine'])(
    'tells how far the report is over all files: %s',
    async (onError) => {
      const { on } = await run(onError === 'halt' ? 'tc_raw_data.xlsx' : 'messy.xlsx', {
        onError,
        xlsx: true,
      });
      const shares: number[] = [];
      const onProgress = ({ step, share }: Progress): void => {
        if (step !== 'report') return expect(share).toBeUndefined();
        shares.push(share!);
      };
      await on({ onProgress });
      expect(shares).toEqual([...shares].sort((a, b) => a - b));
      expect([shares[0], shares.at(-1)]).toEqual([0, 1]);
    },
  );

  it('says what it knows as soon as it knows it', async () => {
    const { on } = await run('messy.xlsx', { onError: 'quarantine' });
    const told: string[] = [];
    const result = await on({
      onValidated: ({ rejectedRows, counts }) => {
        expect(rejectedRows).toBe(counts.quarantined);
        told.push('validated');
      },
      onMatched: ({ totals }) => told.push(`matched ${totals.matched}`),
    });
    if (result.pausedAfter !== null) throw new Error('It was to run to its end.');
    expect(told).toEqual(['validated', `matched ${result.totals.matched}`]);
  });

  it('writes its findings where it halts, and says what a quarantine would set aside', async () => {
    const { on, folder } = await run('messy.xlsx');
    const halted = await on({}).then(
      () => null,
      (error: unknown) => error,
    );
    if (!(halted instanceof Problem)) throw new Error('It was to halt.');
    const quarantining = await run('messy.xlsx', { onError: 'quarantine' });
    const result = await quarantining.on({});
    if (result.pausedAfter !== null) throw new Error('It was to run to its end.');
    expect(halted.details).toMatchObject({
      sourceRows: result.sourceRows,
      rejectedRows: result.rejectedRows,
    });
    const file = (of: string) =>
      findingsFileSchema.parse(JSON.parse(readFileSync(join(of, FINDINGS_FILE), 'utf8')));
    const errors = (of: string) => file(of).kept.filter(({ severity }) => severity === 'error');
    expect(errors(folder).length).toBeGreaterThan(0);
    expect(errors(quarantining.folder)).toEqual(errors(folder));
    // After verification its warnings are there too.
    const codes = new Set(file(quarantining.folder).counts.map(({ code }) => code));
    expect(codes.has('match.redemption-unmatched')).toBe(true);
  });

  it.each(['match', 'verify', 'report'] as const)('is cancelled before %s', async (step) => {
    const { on, begun } = await run('tc_raw_data.xlsx');
    const cancelling = new AbortController();
    const stop = (): void => cancelling.abort();
    const at: Partial<ReconcileEnvironment> =
      step === 'match'
        ? { onValidated: stop }
        : step === 'verify'
          ? { onMatched: stop }
          : { onChecks: stop };
    await expect(on({ ...at, signal: cancelling.signal })).rejects.toMatchObject({
      code: 'run.cancelled',
    });
    expect(begun).not.toContain(step);
    expect(await on({})).toMatchObject({ pausedAfter: null });
  });

  it('is cancelled, and does not halt, where that is asked while the last rows are read', async () => {
    const { folder, on } = await run('messy.xlsx');
    const source = join(folder, 'one-error.csv');
    writeFileSync(
      source,
      'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT\n1,earned,2026-01-01,1,much\n',
    );
    const cancelling = new AbortController();
    const onProgress = ({ words }: Progress): void => {
      // As a signal of the system comes: not before the loop turns.
      if (words === 'Reading and checking rows') setImmediate(() => cancelling.abort());
    };
    await expect(on({ onProgress, signal: cancelling.signal }, source)).rejects.toMatchObject({
      code: 'run.cancelled',
    });
  });

  it('fails in good order when the files cannot be given their names', async () => {
    const { folder, on } = await run('tc_raw_data.xlsx');
    const left: unknown[] = [];
    const leave = (reason: unknown): void => void left.push(reason);
    process.on('unhandledRejection', leave);
    onTestFinished(() => void process.off('unhandledRejection', leave));
    const ending = on({
      onProgress: ({ words }) => {
        if (words === 'Writing tables')
          rmSync(join(folder, OUTPUT_FOLDER), { recursive: true, force: true });
      },
    });
    await expect(ending).rejects.toThrow(/tc_data_with_redemptions\.csv/);
    expect(left).toEqual([]);
  });
});
