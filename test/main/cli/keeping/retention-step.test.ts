import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { RetentionView } from '../../../../core/contract/keeping/retention.ts';
import { historyFile, runFolder } from '../../../../main/data-folder/data-folder.ts';
import { openHistory } from '../../../../main/history/history.ts';
import { keepingFolder, keptRun } from '../../keeping/keeping-fixture.ts';
import { run } from '../command.ts';

it('retention lists, holds, releases, proposes, approves and deletes, each with an entry by whoever acts', async () => {
  const kept = keepingFolder();
  const { root, history, clock } = kept;
  clock.now = Date.UTC(2024, 0, 1);
  const source = history.sourceAt('/ledgers/a.csv', 'Ledger');
  const id = keptRun(kept, source.id, '2026-07', 'cancelled');
  const retention = async (...args: string[]) => {
    const { code, out, err } = await run(['retention', ...args, '--json', '--data-dir', root]);
    return { code, err, view: code === 0 ? (JSON.parse(out) as RetentionView) : null };
  };
  const { code, out } = await run(['retention', 'list', '--data-dir', root]);
  expect(code).toBe(0);
  expect(out).toMatch(/unfinished-runs +30 days +Unfinished runs: 1, 0\.0 MiB/);
  expect(out).toMatch(new RegExp(`could be deleted\n  ${id}`));

  expect(await retention('hold', '--source', 'Ledger')).toMatchObject({ code: 2 });
  const held = await retention('hold', '--source', 'Ledger', '--reason', 'A suit', '--by', 'Cleo');
  const { id: hold } = held.view!.holds[0]!;
  expect(await retention('propose')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/Nothing/),
  });
  await retention('release', `${hold}`, '--reason', 'Settled', '--by', 'Cleo');
  const proposed = await retention('propose', '--by', 'Ana');
  const { id: proposal } = proposed.view!.proposals[0]!;
  expect(await retention('carry-out', `${proposal}`)).toMatchObject({ code: 2 });
  expect(await retention('approve', `${proposal}`, '--by', 'ana')).toMatchObject({ code: 2 });
  await retention('approve', `${proposal}`, '--by', 'Ben');
  const done = await retention('carry-out', `${proposal}`, '--by', 'Ben');
  expect(done.view!.proposals[0]).toMatchObject({ state: 'carried-out', deleted: 1 });
  expect(existsSync(runFolder(root, id))).toBe(false);
  const changed = await retention('rule', 'trial-runs', '10d', '--by', 'Ana');
  expect(changed.view!.rules.find(({ kind }) => kind === 'trial-runs')!.keep).toEqual({
    unit: 'days',
    count: 10,
  });
  expect(await retention('rule', 'audit-log', '10d')).toMatchObject({ code: 2 });

  const after = openHistory(historyFile(root));
  const said = after.listAudit({ text: 'keeping' }, 100).items;
  after.close();
  expect(said.toReversed().map(({ action, actor }) => [action, actor])).toEqual([
    ['keeping.opened', expect.anything()],
    ['keeping.hold', 'Cleo'],
    ['keeping.released', 'Cleo'],
    ['keeping.proposed', 'Ana'],
    ['keeping.approved', 'Ben'],
    ['keeping.deleted', 'Ben'],
    ['keeping.cleared', 'Ben'],
    ['keeping.rule', 'Ana'],
  ]);
});
