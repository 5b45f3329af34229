import { expect, it } from 'vitest';
import { openHistory } from '../../../main/history/history.ts';
import { application } from '../app/application-fixture.ts';
import { signIn, withPeople } from '../people/people-fixture.ts';
import { keepingFolder, keptRun } from './keeping-fixture.ts';

it('takes whoever is signed in for who acts, and has another person of the folder approve', async () => {
  const kept = keepingFolder();
  kept.clock.now = Date.UTC(2024, 0, 1);
  const run = keptRun(kept, kept.history.sourceAt('/ledgers/a.csv').id, '2026-06', 'cancelled');
  const program = application({ dataDir: kept.root });
  const { call } = program;
  await withPeople(program, { Ada: ['administrator'], Pia: ['preparer'] });
  expect(await call('retention.view', {})).toMatchObject({ needsTwo: false });
  await withPeople(program, { Rob: ['reviewer'] });

  await signIn(program, 'Pia');
  const { proposals, needsTwo } = await call('retention.propose', { by: 'Somebody' });
  expect(needsTwo).toBe(true);
  const proposal = proposals[0]!.id;
  await expect(
    call('retention.approve', { proposal, alone: true, by: 'Somebody' }),
  ).rejects.toMatchObject({ code: 'retention.refused' });

  await signIn(program, 'Rob');
  await call('retention.approve', { proposal, by: 'Somebody' });
  const jobId = crypto.randomUUID();
  const done = await call('retention.carry-out', { jobId, proposal, by: 'Somebody' });
  expect(done.proposals[0]).toMatchObject({ by: 'Pia', approved: { by: 'Rob', alone: false } });

  const history = openHistory(`${kept.root}/history.sqlite`);
  const { deleted } = history.getRun(run)!.run;
  history.close();
  expect(deleted).toMatchObject({ by: 'Rob' });
});
