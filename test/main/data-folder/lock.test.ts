import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { acquireLock, lockHolder } from '../../../main/data-folder/lock.ts';
import { child, scratchFolder } from '../history/fixtures.ts';

describe('the writer lock', () => {
  it('is held by one at a time, within a process too, and given back', async () => {
    const root = scratchFolder();
    const first = await acquireLock(root, { waitMs: 0, command: 'reconcile a.xlsx' });
    await expect(acquireLock(root, { waitMs: 0 })).rejects.toMatchObject({
      kind: 'busy',
      code: 'data-folder.busy',
      details: { pid: process.pid, command: 'reconcile a.xlsx' },
    });
    first.release();
    first.release();
    expect(lockHolder(root)).toBeNull();
    const second = await acquireLock(root, { waitMs: 0 });
    second.release();
    expect(existsSync(join(root, 'writer.lock.sqlite-journal'))).toBe(false);
  });

  it('says who holds it when the wait is over', async () => {
    const root = scratchFolder();
    const holder = child('hold-lock', root);
    await holder.said('held');
    const seen: unknown[] = [];
    const start = performance.now();
    const refused = acquireLock(root, { waitMs: 400, onWait: (by) => seen.push(by?.pid) });
    await expect(refused).rejects.toMatchObject({ kind: 'busy' });
    await refused.catch((problem: Error) => {
      expect(problem.message).toContain(`Process ${holder.process.pid} on `);
      expect(problem.message).toContain('(reconcile sample.xlsx)');
      expect(problem.message).toMatch(/since 20\d\d-/);
    });
    expect(performance.now() - start).toBeGreaterThanOrEqual(390);
    expect(seen).toEqual([holder.process.pid]);
  });

  it('is taken by the one who waits, once the holder lets go', async () => {
    const root = scratchFolder();
    const holder = child('hold-lock', root);
    await holder.said('held');
    const waiting = acquireLock(root, {
      waitMs: 30_000,
      onWait: () => void holder.process.stdin?.write('go\n'),
    });
    const lock = await waiting;
    expect(lockHolder(root)?.pid).toBe(process.pid);
    lock.release();
    expect((await holder.ended).code).toBe(0);
  });

  it('is free after kill -9 of the holder', async () => {
    const root = scratchFolder();
    const holder = child('hold-lock', root);
    await holder.said('held');
    holder.process.kill('SIGKILL');
    await holder.ended;
    expect(existsSync(join(root, 'writer.lock.json'))).toBe(true);
    expect(lockHolder(root)).toBeNull();
    const lock = await acquireLock(root, { waitMs: 0, command: 'after the crash' });
    expect(lockHolder(root)).toMatchObject({ pid: process.pid, command: 'after the crash' });
    lock.release();
  });

  it('is never held by two of many that fight for it', async () => {
    const root = scratchFolder();
    const fighters = Array.from({ length: 4 }, () => child('take-turns', root, '10'));
    for (const fighter of fighters) {
      expect(await fighter.ended).toEqual({ code: 0, stderr: '' });
    }
  });

  it('ends the wait when cancelled', async () => {
    const root = scratchFolder();
    const lock = await acquireLock(root, { waitMs: 0 });
    const cancel = new AbortController();
    const waiting = acquireLock(root, {
      waitMs: 60_000,
      signal: cancel.signal,
      onWait: () => cancel.abort(),
    });
    await expect(waiting).rejects.toMatchObject({ kind: 'cancelled', code: 'lock.cancelled' });
    lock.release();
  });

  it('reports a lock file that cannot be used', async () => {
    const root = scratchFolder();
    writeFileSync(
      join(root, 'writer.lock.sqlite'),
      'no database, and long enough to be read as one',
    );
    await expect(acquireLock(root, { waitMs: 0 })).rejects.toMatchObject({
      code: 'data-folder.unwritable',
    });
    await expect(acquireLock(join(root, 'gone'), { waitMs: 0 })).rejects.toMatchObject({
      code: 'data-folder.unwritable',
    });
  });
});
