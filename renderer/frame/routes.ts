import type { GridViewInput } from '../../core/contract/api/grid.ts';
import { SCREENS } from '../../core/contract/screens.ts';
import type { PathOf, Screen, ScreenName } from '../../core/contract/screens.ts';
import type { StepName } from '../../core/contract/steps.ts';

type NamesIn<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesIn<`/${Rest}`>
  : P extends `${string}:${infer Name}`
    ? Name
    : never;
type ParamsOf<P extends string> = P extends `${infer Before}(${infer Optional})?`
  ? Record<NamesIn<Before>, string> & Partial<Record<NamesIn<Optional>, string>>
  : Record<NamesIn<P>, string>;

/** What the location of a screen says, by name. */
export type ScreenParams<N extends ScreenName> = ParamsOf<PathOf<N>>;

/** The location of a screen. The location is a hash, so that the page is one file in every host. */
export function pathTo<N extends ScreenName>(
  name: N,
  ...[params]: Record<never, string> extends ScreenParams<N> ? [] : [ScreenParams<N>]
): string {
  const values: Readonly<Record<string, string>> = params ?? {};
  const { path } = SCREENS.find((screen) => screen.name === name)!;
  const given = (part: string): string =>
    part.replace(/:(\w+)/g, (_, param: string) => values[param] ?? '');
  return given(
    path.replace(/\((.*?:(\w+))\)\?/, (_, part: string, param: string) =>
      values[param] === undefined ? '' : part,
    ),
  );
}

/** The locations that hold more than names and ids. */
export const routes = {
  /** The editor of a source; null sets up a new one. */
  source: (id: number | null) => pathTo('source', { id: String(id ?? 'new') }),
  run: (runId: string, step?: StepName) => pathTo('walk', { runId, ...(step && { step }) }),
  /** The matched grid, opened on a view: what a check or an exception points at. */
  grid: (runId: string, view?: GridViewInput) =>
    pathTo('grid', { runId, ...(view && { view: asSegment(JSON.stringify(view)) }) }),
  customer: (runId: string, customer: string) =>
    pathTo('customer', { runId, customer: asSegment(customer) }),
} as const;

/** A screen and what its location says. */
export interface ScreenAt {
  readonly screen: Screen;
  readonly params: Readonly<Record<string, string | undefined>>;
}

const PATTERNS = SCREENS.map((screen) => ({
  screen,
  pattern: new RegExp(
    `^${screen.path.replaceAll('(', '(?:').replace(/:(\w+)/g, '(?<$1>[^/]+)')}/?$`,
  ),
}));

/** The screen of a location; null where there is none. */
export function screenAt(location: string): ScreenAt | null {
  for (const { screen, pattern } of PATTERNS) {
    const found = pattern.exec(location);
    if (found) return { screen, params: { ...found.groups } };
  }
  return null;
}

/**
 * Whether a screen shows by itself how a run comes along: its own steps. As long as the run has no id
 * yet, it is shown where it was started: the start screen, the sources, or the steps of a run that is run
 * again.
 */
export function showsProgressOf(location: string, runId: string | null): boolean {
  const at = screenAt(location);
  return at?.screen.showsProgress === true && (runId === null || at.params['runId'] === runId);
}

/**
 * Any text as one part of an address. Without per cent signs: the router decodes those before it looks
 * for slashes, and an id may hold either.
 */
export function asSegment(text: string): string {
  return encodeURIComponent(text).replaceAll('~', '%7E').replaceAll('%', '~');
}

/** The text of a part of an address; a part that was not made by `asSegment` is the text itself. */
export function segmentText(segment: string): string {
  try {
    return decodeURIComponent(segment.replaceAll('~', '%'));
  } catch {
    return segment;
  }
}
