import { expect, it } from 'vitest';
import { routes, showsProgressOf } from '../../../renderer/frame/routes.ts';

const run = '20260101-000000-abcdef';

it('the steps of a run show its progress, and no other screen does', () => {
  expect(showsProgressOf(routes.run(run), run)).toBe(true);
  expect(showsProgressOf(routes.run(run, 'match'), run)).toBe(true);
  for (const other of [
    routes.start(),
    routes.sources(),
    routes.source(7),
    routes.history(),
    routes.run('another'),
    routes.grid(run),
    routes.grid(run, { quick: 'exceptions' }),
    routes.audit(run),
  ])
    expect(showsProgressOf(other, run)).toBe(false);
});

it('a run without an id is shown where runs are started', () => {
  expect(showsProgressOf(routes.start(), null)).toBe(true);
  expect(showsProgressOf(routes.sources(), null)).toBe(true);
  expect(showsProgressOf(routes.source(null), null)).toBe(false);
  expect(showsProgressOf(routes.run(run), null)).toBe(true);
  expect(showsProgressOf(routes.history(), null)).toBe(false);
});
