import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { closeTermsSchema } from '../../../core/contract/close/close-log.ts';
import { runFolder } from '../../../main/data-folder/data-folder.ts';
import { theRunHere } from '../../../main/history/the-run.ts';
import { carryOut } from '../../../main/keeping/carry-out.ts';
import {
  approve,
  hold,
  propose,
  release,
  setRule,
  withdraw,
} from '../../../main/keeping/retention-steps.ts';
import { retentionView } from '../../../main/keeping/retention-view.ts';
import { DAY, keepingFolder, keptRun, lock } from './keeping-fixture.ts';

/** Three runs of a source: one with which June is locked, a cancelled one, and the latest, which the next file needs. */
function folder() {
  const kept = keepingFolder();
  const { history } = kept;
  const source = history.sourceAt('/ledgers/a.csv').id;
  const locked = keptRun(kept, source, '2026-06');
  lock(history, source, '2026-06', locked, kept.clock.now);
  const old = keptRun(kept, source, '2026-07');
  const cancelled = keptRun(kept, source, '2026-07', 'cancelled');
  const latest = keptRun(kept, source, '2026-07');
  const view = () => retentionView(kept, kept.clock.now);
  return { ...kept, source, locked, old, cancelled, latest, view };
}

const names = (items: readonly { readonly name: string }[]): string[] =>
  items.map(({ name }) => name).toSorted();

describe('retention', () => {
  it('proposes, has another person approve, deletes, and leaves a tombstone with the digest of each file', async () => {
    const { root, history, clock, cancelled, view } = folder();
    expect((await view()).past).toEqual([]);
    clock.now += 31 * DAY;
    expect(names((await view()).past)).toEqual([cancelled]);
    const id = await propose({ root, history }, null, 'Ana', clock.now);
    expect(() => approve(history, id, 'ANA', false)).toThrow(/say so/);
    const deed = { proposal: id, by: 'Ben', now: () => clock.now };
    await expect(carryOut({ root, history }, deed)).rejects.toThrow(/not approved/);
    approve(history, id, 'Ben', false);
    expect(await carryOut({ root, history }, deed)).toEqual([cancelled]);
    expect(existsSync(runFolder(root, cancelled))).toBe(false);
    expect((await view()).proposals[0]).toMatchObject({ state: 'carried-out', deleted: 1 });
    const tombstone = history.keepingLog().find(({ entry }) => entry.is === 'deleted')?.entry;
    expect(tombstone).toMatchObject({
      name: cancelled,
      files: [
        { path: 'ledger.bin', bytes: 32, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
        { path: 'outputs/exceptions.csv', bytes: 4 },
      ],
    });
    expect(() => theRunHere(history, cancelled)).toThrow(
      /deleted under a retention rule .* by Ben/,
    );
    expect(history.getRun(cancelled)?.run.deleted).toMatchObject({ by: 'Ben' });
    expect(history.verifyAudit(true)).toMatchObject({ count: 0 });
    await expect(carryOut({ root, history }, deed)).rejects.toThrow(/not approved/);
  });

  it('keeps the run of a locked period for seven years, and the run that the next file needs for good', async () => {
    const { clock, locked, old, cancelled, latest, view } = folder();
    clock.now = Date.UTC(2033, 6, 1) - 1;
    expect(names((await view()).past)).toEqual([cancelled]);
    clock.now += 1;
    const { past, staying } = await view();
    expect(names(past)).toEqual([locked, old, cancelled].toSorted());
    expect(staying).toMatchObject([{ name: latest, why: expect.stringContaining('next file') }]);
  });

  it('refuses what is held, by run, period and source, until the hold is released with a reason', async () => {
    const { root, history, clock, source, cancelled, view } = folder();
    clock.now += 31 * DAY;
    for (const on of [
      { is: 'run', run: cancelled },
      { is: 'period', sourceId: source, period: '2026-07' },
      { is: 'source', sourceId: source },
    ] as const) {
      hold(history, on, 'Litigation', 'Cleo');
      const { past, staying, holds } = await view();
      expect(past).toEqual([]);
      expect(staying).toMatchObject([{ name: cancelled, why: expect.stringMatching(/Cleo: Lit/) }]);
      await expect(propose({ root, history }, [cancelled], 'Ana', clock.now)).rejects.toThrow(
        /legal hold/,
      );
      release(history, holds[0]!.id, 'Settled', 'Cleo');
      expect(names((await view()).past)).toEqual([cancelled]);
      expect(() => release(history, holds[0]!.id, 'Again', 'Cleo')).toThrow(/no hold/);
    }
    expect(() => hold(history, { is: 'source', sourceId: 99 }, 'x', 'Cleo')).toThrow(/no such/);
  });

  it('refuses at the moment of the deed what was held, locked or is needed since it was approved', async () => {
    const { root, history, clock, source, old, cancelled, locked } = folder();
    clock.now = Date.UTC(2034, 0, 1);
    const id = await propose({ root, history }, null, 'Ana', clock.now);
    approve(history, id, 'Ben', false);
    hold(history, { is: 'run', run: cancelled }, 'Litigation', 'Cleo');
    lock(history, source, '2026-07', old, clock.now);
    setRule(history, 'locked-runs', { unit: 'years', count: 10 }, 'Ana');
    const deed = { proposal: id, by: 'Ana', now: () => clock.now };
    expect(await carryOut({ root, history }, deed)).toEqual([]);
    for (const run of [old, cancelled, locked])
      expect(existsSync(join(runFolder(root, run), 'ledger.bin'))).toBe(true);
    const { proposals } = await retentionView({ root, history }, clock.now);
    expect(proposals[0]).toMatchObject({ state: 'carried-out', deleted: 0 });
    expect(proposals[0]!.spared).toMatchObject({
      [cancelled]: expect.stringContaining('legal hold'),
      [old]: expect.stringContaining('no longer there as it was approved'),
      [locked]: expect.stringContaining('not past its time'),
    });
    const spared = history.listAudit({ act: 'keeping.spared' }, 10);
    expect(spared.total).toBe(3);
  });

  it('has trial runs go thirty days after they were archived, and lets none of them come back then', async () => {
    const { root, history, clock, old, view } = folder();
    history.archiveRuns([old], 'A trial');
    clock.now += 31 * DAY;
    expect(names((await view()).past)).toContain(old);
    const id = await propose({ root, history }, [old], 'Ana', clock.now);
    approve(history, id, 'Ana', true);
    await carryOut({ root, history }, { proposal: id, by: 'Ana', now: () => clock.now });
    expect(() => history.unarchiveRuns([old], 'Wanted')).toThrow(/stays archived/);
    expect((await view()).proposals[0]).toMatchObject({ approved: { by: 'Ana', alone: true } });
  });

  it('has two people approve where the settings of a close list two', async () => {
    const { root, history, clock, source } = folder();
    const people = ['Ana', 'Ben'].map((name) => ({ name, roles: [] }));
    history.logClose(source, '', [{ is: 'terms', terms: closeTermsSchema.parse({ people }) }]);
    clock.now += 31 * DAY;
    const id = await propose({ root, history }, null, 'Ana', clock.now);
    expect(() => approve(history, id, 'ana', true)).toThrow(/another person/);
    approve(history, id, 'Ben', false);
    withdraw(history, id, 'Not yet', 'Ben');
    expect(() => approve(history, id, 'Ben', false)).toThrow(/not wait/);
  });

  it('knows packs and copies by what they are of, and leaves a file that was written anew under the name', async () => {
    const { root, history, clock, source, view } = folder();
    setRule(history, 'packs', { unit: 'days', count: 1 }, 'Ana');
    const name = history.getSource(source)!.name;
    mkdirSync(join(root, 'packs'));
    const pack = (period: string): string => join(root, 'packs', `${name}-${period}-pack.zip`);
    for (const period of ['2026-06', '2026-07']) writeFileSync(pack(period), period);
    clock.now = Date.now() + 2 * DAY;
    const { past, staying } = await view();
    const own = `packs/${name}-2026-07-pack.zip`;
    expect(names(past.filter(({ kind }) => kind === 'packs'))).toEqual([own]);
    expect(staying.find(({ kind }) => kind === 'packs')?.why).toMatch(/2026-06 is locked/);
    const id = await propose({ root, history }, [own], 'Ana', clock.now);
    approve(history, id, 'Ben', false);
    await carryOut({ root, history }, { proposal: id, by: 'Ana', now: () => clock.now });
    expect(existsSync(pack('2026-07'))).toBe(false);
    writeFileSync(pack('2026-07'), 'anew');
    const again = await propose({ root, history }, [own], 'Ana', clock.now);
    approve(history, again, 'Ben', false);
    writeFileSync(pack('2026-07'), 'anew once more');
    await carryOut({ root, history }, { proposal: again, by: 'Ana', now: () => clock.now });
    expect(existsSync(pack('2026-07'))).toBe(false);
    expect(readFileSync(pack('2026-06'), 'utf8')).toBe('2026-06');
  });

  it('counts the time of an upload from the run that read it last', async () => {
    const { root, history, clock, view, ...kept } = folder();
    setRule(history, 'source-copies', { unit: 'days', count: 10 }, 'Ana');
    const upload = join(root, 'uploads', 'an-upload');
    mkdirSync(upload, { recursive: true });
    utimesSync(upload, new Date(2020, 0, 1), new Date(2020, 0, 1));
    expect(names((await view()).past)).toEqual(['uploads/an-upload']);
    const source = history.sourceAt(join(upload, 'a.csv')).id;
    keptRun({ root, history, ...kept }, source, '2026-07');
    expect((await view()).past).toEqual([]);
    clock.now += 11 * DAY;
    expect(names((await view()).past)).toEqual(['uploads/an-upload']);
  });

  it('never cuts the audit log', () => {
    const { history } = folder();
    expect(() => setRule(history, 'audit-log', { unit: 'days', count: 1 }, 'Ana')).toThrow(/ever/);
  });
});
