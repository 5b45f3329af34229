import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { SIGNED_PARTS } from '../../../core/contract/close/sign-off.ts';
import type { Signed } from '../../../core/contract/close/sign-off.ts';
import { DEFAULT_SETTINGS } from '../../../core/contract/settings.ts';
import { runFolder } from '../../../main/data-folder/data-folder.ts';
import { openHistory } from '../../../main/history/history.ts';
import type { History } from '../../../main/history/history.ts';
import { settingsKey } from '../../../main/history/tables/settings-key.ts';

export const DAY = 86_400_000;
const BEGUN = Date.UTC(2026, 6, 1);

/** A data folder with a history whose clock stands where it is put. */
export function keepingFolder() {
  const root = mkdtempSync(join(tmpdir(), 'thrive-keeping-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const clock = { now: BEGUN };
  const history = openHistory(join(root, 'history.sqlite'), { actor: 'Ana', now: () => clock.now });
  onTestFinished(() => history.close());
  return { root, history, clock };
}

/** A run of a period that has ended, with two files of its own; returns its id. */
export function keptRun(
  { root, history }: { readonly root: string; readonly history: History },
  sourceId: number,
  period: string,
  end: 'completed' | 'cancelled' = 'completed',
): string {
  const settings = { ...DEFAULT_SETTINGS, period };
  const { id } = history.startRun({
    ...{ sourceId, settings, version: '0.1.0', sha256: 'ab'.repeat(32) },
    settingsKey: settingsKey(settings, '0.1.0'),
  });
  mkdirSync(join(runFolder(root, id), 'outputs'), { recursive: true });
  writeFileSync(join(runFolder(root, id), 'ledger.bin'), `ledger of ${id}`);
  writeFileSync(join(runFolder(root, id), 'outputs', 'exceptions.csv'), 'A,B\n');
  if (end === 'completed') history.completeRun(id, {});
  else history.failRun(id, 'cancelled', null);
  return id;
}

const SIGNED = Object.fromEntries(Object.keys(SIGNED_PARTS).map((part) => [part, ''])) as Signed;

/** Locks a period with a run. */
export function lock(history: History, sourceId: number, period: string, run: string, at: number) {
  history.logClose(sourceId, period, [
    { is: 'event', run, event: { is: 'locked', by: 'Ben', at, signed: SIGNED } },
  ]);
}
