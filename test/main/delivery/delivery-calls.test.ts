import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { application, problemOf } from '../app/application-fixture.ts';

describe('setting up a delivery', () => {
  it('keeps and forgets it, and says so in the audit trail', async () => {
    const { call } = application();
    expect(await call('delivery.get', {})).toBeNull();
    const saved = await call('delivery.save', {
      delivery: { place: 's3://reports/month', automatic: true },
      secret: { keys: { accessKeyId: 'AKIAEXAMPLEEXAMPLE01', secretAccessKey: 'not-a-secret' } },
    });
    expect(saved).toMatchObject({
      place: 's3://reports/month',
      automatic: true,
      encryption: { kind: 'bucket' },
      secret: { kept: 'session', accessKey: '…LE01' },
    });
    expect(await call('delivery.get', {})).toEqual(saved);
    // The settings of the screen do not know it, and do not take it away.
    await call('settings.reset', {});
    expect(await call('delivery.get', {})).toEqual(saved);
    expect(await call('delivery.save', { delivery: null })).toBeNull();
    expect(await call('delivery.get', {})).toBeNull();
  });

  it.each(['s3://ana:hidden-word@reports/month', 's3://reports/month?X-Amz-Signature=hidden-word'])(
    'takes no address with what opens it: %s',
    async (place) => {
      const { call } = application();
      const delivery = { place };
      for (const refused of [
        call('delivery.save', { delivery }),
        call('delivery.test', { jobId: randomUUID(), delivery }),
      ])
        await expect(refused).rejects.toMatchObject({
          code: 'delivery.address',
          message: expect.not.stringContaining('hidden-word') as string,
        });
    },
  );

  it('is needed before a run is delivered', async () => {
    const { call } = application();
    const delivering = call('runs.deliver', {
      runId: '20261125-000000-abcdef',
      jobId: randomUUID(),
    });
    expect(await problemOf(delivering)).toBe('delivery.not-set-up');
  });
});
