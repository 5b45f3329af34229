import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { claimPartial } from '../../../../main/places/fetch/partial-download.ts';
import { scratch } from '../../app/application-fixture.ts';

const SHAPE = { etag: '"one"', bytes: 30, partBytes: 10 };

/** A process that is no more. */
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

describe('a partial download', () => {
  it('is gone on with by the next who wants the same object', async () => {
    const folder = scratch();
    const first = await claimPartial(folder, 'a', SHAPE);
    writeFileSync(first.file, 'the bytes');
    await Promise.all([first.finish(2), first.finish(0)]);
    await first.leave();
    const second = await claimPartial(folder, 'a', SHAPE);
    expect([...second.done].sort()).toEqual([0, 2]);
    expect(readFileSync(second.file, 'utf8')).toBe('the bytes');
    await second.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    { ...SHAPE, etag: '"two"' },
    { ...SHAPE, bytes: 31 },
    { ...SHAPE, partBytes: 15 },
    { ...SHAPE, etag: null },
  ])('is begun anew for another object: %o', async (shape) => {
    const folder = scratch();
    const first = await claimPartial(folder, 'a', SHAPE);
    await first.finish(1);
    await first.leave();
    const second = await claimPartial(folder, 'a', shape);
    expect(second.done.size).toBe(0);
    expect(existsSync(second.file)).toBe(false);
    await second.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is left alone while it belongs to a process that lives, and taken from one that died', async () => {
    const folder = scratch();
    const living = await claimPartial(folder, 'a', SHAPE);
    await living.finish(0);
    const other = await claimPartial(folder, 'a', SHAPE);
    expect(other.done.size).toBe(0);
    await other.discard();
    const [own] = readdirSync(folder);
    const dead = own!.replace(`.${process.pid}-`, `.${deadPid()}-`);
    renameSync(join(folder, own!), join(folder, dead));
    const heir = await claimPartial(folder, 'a', SHAPE);
    expect([...heir.done]).toEqual([0]);
    await heir.discard();
  });

  it('with a journal that was half written counts for nothing', async () => {
    const folder = scratch();
    const first = await claimPartial(folder, 'a', SHAPE);
    await first.finish(1);
    await first.leave();
    writeFileSync(join(folder, '.partial-a', 'journal.json'), '{"etag":"\\"one\\"","by');
    expect((await claimPartial(folder, 'a', SHAPE)).done.size).toBe(0);
  });

  it('of which nothing arrived leaves nothing behind', async () => {
    const folder = scratch();
    await (await claimPartial(folder, 'a', SHAPE)).leave();
    expect(readdirSync(folder)).toEqual([]);
  });
});
