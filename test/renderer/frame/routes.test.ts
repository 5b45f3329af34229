import { expect, it } from 'vitest';
import { SCREENS } from '../../../core/contract/screens.ts';
import {
  pathTo,
  routes,
  screenAt,
  segmentText,
  showsProgressOf,
} from '../../../renderer/frame/routes.ts';

const run = '20260101-000000-abcdef';

it('the steps of a run show its progress, and no other screen does', () => {
  expect(showsProgressOf(routes.run(run), run)).toBe(true);
  expect(showsProgressOf(routes.run(run, 'match'), run)).toBe(true);
  for (const other of [
    pathTo('start'),
    pathTo('sources'),
    routes.source(7),
    pathTo('history'),
    routes.run('another'),
    routes.grid(run),
    routes.grid(run, { quick: 'exceptions' }),
    pathTo('audit', { runId: run }),
  ])
    expect(showsProgressOf(other, run)).toBe(false);
});

it('a run without an id is shown where runs are started', () => {
  expect(showsProgressOf(pathTo('start'), null)).toBe(true);
  expect(showsProgressOf(pathTo('sources'), null)).toBe(true);
  expect(showsProgressOf(routes.source(null), null)).toBe(false);
  expect(showsProgressOf(routes.run(run), null)).toBe(true);
  expect(showsProgressOf(pathTo('history'), null)).toBe(false);
});

it('every screen is found at its own path, and nothing at another', () => {
  for (const { name, path } of SCREENS) {
    const location = path.replace(/[()?]/g, '').replace(/:(\w+)/g, 'its-$1');
    expect(screenAt(location)?.screen.name).toBe(name);
    for (const [param, value] of Object.entries(screenAt(location)!.params))
      expect(value).toBe(`its-${param}`);
  }
  expect(screenAt('/nowhere')).toBeNull();
  expect(screenAt('/history/nowhere')).toBeNull();
});

it('a location says what it was made of', () => {
  expect(screenAt(routes.run(run))?.params).toEqual({ runId: run, step: undefined });
  expect(screenAt(routes.run(run, 'match'))?.params['step']).toBe('match');
  expect(screenAt(pathTo('compare', { a: 'one', b: 'two' }))?.params).toEqual({
    a: 'one',
    b: 'two',
  });
  const { customer } = screenAt(routes.customer(run, 'a/b?%'))!.params;
  expect(segmentText(customer!)).toBe('a/b?%');
  expect(screenAt(routes.grid(run, { quick: 'exceptions' }))?.screen.name).toBe('grid');
});
