import type { ReactNode } from 'react';
import type { RunView } from '../../core/contract/api/runs.ts';
import type { ScreenName } from '../../core/contract/screens.ts';
import type { BoundScreen } from '../frame/bound-screen.ts';
import type { ScreenAt } from '../frame/routes.ts';

/** Every file of a screen, by itself: to add one, none but the list has to name it. */
const FILES = import.meta.glob<{ readonly screen: BoundScreen }>('../**/*-screen.tsx', {
  eager: true,
});
const BOUND = new Map(Object.values(FILES).map(({ screen }) => [screen.name, screen]));

/** A screen of the list with what its file binds to it. */
export function boundScreen(name: ScreenName): BoundScreen {
  const bound = BOUND.get(name);
  if (!bound) throw new Error(`No file binds the screen ${name}.`);
  return bound;
}

/** What stands on the screen of a location; within a run it is given the run. */
export function shownAt({ screen, params }: ScreenAt, run?: RunView): ReactNode {
  return boundScreen(screen.name).show({ ...params, run });
}
