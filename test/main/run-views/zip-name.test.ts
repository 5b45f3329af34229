import { expect, it } from 'vitest';
import { zipName } from '../../../main/run-views/zip-name.ts';

const run = {
  sourceName: 'Store credit',
  period: '2026-06',
  policy: 'one-to-one',
  cutOff: null,
  highWater: Date.UTC(2026, 6, 14, 15),
  startedAt: Date.UTC(2026, 10, 30),
} as const;

it('a zip is named by source, period and policy; by the as-of day where there is no period', () => {
  expect(zipName(run)).toBe('Store credit 2026-06 (one-to-one).zip');
  expect(zipName({ ...run, period: null })).toBe('Store credit 2026-07-14 (one-to-one).zip');
});

it('its name is one that every file system takes', () => {
  expect(zipName({ ...run, sourceName: 'EU/US: "credit"?' })).toBe(
    'EU_US_ _credit__ 2026-06 (one-to-one).zip',
  );
  const long = zipName({ ...run, sourceName: 'é'.repeat(300) });
  expect(long).toMatch(/^é+ 2026-06 \(one-to-one\)\.zip$/);
  expect(Buffer.byteLength(long)).toBeLessThanOrEqual(200);
});
