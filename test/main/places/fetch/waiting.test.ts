import { describe, expect, it } from 'vitest';
import { runCancelled } from '../../../../core/contract/problem.ts';
import type { Waiting } from '../../../../core/contract/steps.ts';
import { remoteProblem } from '../../../../main/places/remote/remote-problem.ts';
import { retryAfterMs, withRetries } from '../../../../main/places/remote/retries.ts';
import { waitForSource } from '../../../../main/places/fetch/wait-for-source.ts';
import { problemOf } from '../../app/application-fixture.ts';

const trouble = (code: string, details = {}) =>
  remoteProblem(code, `It is ${code}.`, 'Mend it.', undefined, details);

/** Fails with these codes, one after the other, then succeeds. */
const failing = (...codes: string[]) => {
  const left = [...codes];
  let calls = 0;
  return {
    calls: () => calls,
    async attempt() {
      calls++;
      const code = left.shift();
      if (code !== undefined) throw trouble(code);
      return 'there';
    },
  };
};

describe('retrying', () => {
  it('is for what passes, and tells of each wait', async () => {
    const { attempt, calls } = failing('source.busy', 'source.connection-lost', 'source.timeout');
    const told: string[] = [];
    const onRetry = (problem: { code: string }) => told.push(problem.code);
    expect(await withRetries(attempt, { firstWaitMs: 1, onRetry })).toBe('there');
    expect(calls()).toBe(4);
    expect(told).toEqual(['source.busy', 'source.connection-lost', 'source.timeout']);
  });

  it.each(['source.no-permission', 'source.missing', 'source.checksum', 'source.certificate'])(
    'is not for %s',
    async (code) => {
      const { attempt, calls } = failing(code);
      expect(await problemOf(withRetries(attempt, { firstWaitMs: 1 }))).toBe(code);
      expect(calls()).toBe(1);
    },
  );

  it('ends after five attempts with the last problem', async () => {
    const { attempt, calls } = failing(...Array.from({ length: 9 }, () => 'source.busy'));
    expect(await problemOf(withRetries(attempt, { firstWaitMs: 1 }))).toBe('source.busy');
    expect(calls()).toBe(5);
  });

  it('waits as long as the storage asks, and at random up to a doubling ceiling otherwise', async () => {
    const waits: number[] = [];
    const cancelling = new AbortController();
    const asked = withRetries(
      () => Promise.reject(trouble('source.busy', { retryAfterMs: 7000 })),
      {
        signal: cancelling.signal,
        onRetry(_problem, waitMs) {
          waits.push(waitMs);
          cancelling.abort();
        },
      },
    );
    expect(await problemOf(asked)).toBe('run.cancelled');
    expect(waits).toEqual([7000]);
    const jittered: number[] = [];
    const onRetry = (_problem: unknown, waitMs: number) => jittered.push(waitMs);
    for (let round = 0; round < 20; round++)
      await problemOf(
        withRetries(() => Promise.reject(trouble('source.busy')), { firstWaitMs: 2, onRetry }),
      );
    const nth = (n: number): number[] => jittered.filter((_, at) => at % 4 === n);
    [2, 4, 8, 16].forEach((most, n) => expect(Math.max(...nth(n))).toBeLessThanOrEqual(most));
    expect(new Set(nth(3)).size).toBeGreaterThan(2);
  });

  it('reads Retry-After in seconds only', () => {
    expect(retryAfterMs('3')).toBe(3000);
    expect(retryAfterMs('Wed, 25 Nov 2026 10:00:00 GMT')).toBeNull();
    expect(retryAfterMs(undefined)).toBeNull();
  });
});

describe('waiting for a source', () => {
  it('goes on as soon as it is there, and tells when it looks', async () => {
    const { attempt } = failing('source.missing', 'source.no-match', 'source.missing');
    const told: Waiting[] = [];
    let at = 1_000_000;
    const options = {
      waitMs: 3_600_000,
      everyMs: 1,
      now: () => (at += 10),
      onWaiting: (waiting: Waiting) => told.push(waiting),
    };
    expect(await waitForSource(attempt, options)).toBe('there');
    expect(told.map(({ looks }) => looks)).toEqual([1, 2, 3]);
    expect(new Set(told.map(({ until }) => until))).toEqual(new Set([1_000_010 + 3_600_000]));
    for (const { nextLookAt, until } of told) expect(nextLookAt).toBeLessThan(until);
  });

  it('ends at its deadline as not there yet, which is no unreadable source', async () => {
    let at = 0;
    const options = { waitMs: 50, everyMs: 1, now: () => (at += 20), onWaiting: () => undefined };
    await expect(
      waitForSource(() => Promise.reject(trouble('source.missing')), options),
    ).rejects.toMatchObject({ kind: 'source-not-there-yet', code: 'source.not-there-yet' });
  });

  it('lasts through a network that is gone for a while, once its place was found in order', async () => {
    const { attempt } = failing('source.missing', 'source.name-server', 'source.connection-lost');
    const troubles: (string | undefined)[] = [];
    const options = {
      waitMs: 3_600_000,
      everyMs: 1,
      onWaiting: (_waiting: Waiting, trouble: { code: string } | null) =>
        troubles.push(trouble?.code),
    };
    expect(await waitForSource(attempt, options)).toBe('there');
    expect(troubles).toEqual([undefined, 'source.name-server', 'source.connection-lost']);
  });

  it('ends at its deadline with the trouble that kept the last look from finding out', async () => {
    const { attempt } = failing('source.missing', 'source.timeout', 'source.timeout');
    let at = 0;
    const options = { waitMs: 50, everyMs: 1, now: () => (at += 20), onWaiting: () => undefined };
    expect(await problemOf(waitForSource(attempt, options))).toBe('source.timeout');
  });

  it.each([
    'source.no-bucket',
    'source.no-permission',
    'source.address',
    // Nobody knows yet that the name is right.
    'source.name-server',
  ])('is not for %s', async (code) => {
    const { attempt, calls } = failing(code);
    const options = { waitMs: 60_000, everyMs: 1, onWaiting: () => undefined };
    expect(await problemOf(waitForSource(attempt, options))).toBe(code);
    expect(calls()).toBe(1);
  });

  it('is not done unasked, and ends when it is cancelled', async () => {
    const { attempt } = failing('source.missing');
    const still = { waitMs: 0, onWaiting: () => undefined };
    expect(await problemOf(waitForSource(attempt, still))).toBe('source.missing');
    const cancelling = new AbortController();
    const cancelled = waitForSource(() => Promise.reject(trouble('source.missing')), {
      waitMs: 60_000,
      signal: cancelling.signal,
      onWaiting: () => cancelling.abort(),
    });
    expect(await problemOf(cancelled)).toBe(runCancelled().code);
  });
});
