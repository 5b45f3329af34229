import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RunView } from '../../core/contract/api/runs.ts';
import type { RunScreenName, ScreenName, SidebarScreenName } from '../../core/contract/screens.ts';
import type { ScreenParams } from './routes.ts';

/** What a screen is given: what its location says and, within a run, the run. */
type Given<N extends ScreenName> = ScreenParams<N> &
  (N extends RunScreenName ? { readonly run: RunView } : unknown);

/** A screen of the list with what stands on it. */
export interface BoundScreen {
  readonly name: ScreenName;
  /** Beside its entry in the sidebar; null where it has none. */
  readonly Icon: LucideIcon | null;
  readonly show: (given: Readonly<Record<string, unknown>>) => ReactNode;
}

/** Binds what stands on a screen to its name in the list; each `…-screen.tsx` exports one as `screen`. */
export function bindScreen<N extends ScreenName>(
  name: N,
  show: (given: Given<N>) => ReactNode,
  ...[Icon]: N extends SidebarScreenName ? [LucideIcon] : []
): BoundScreen {
  return {
    name,
    Icon: Icon ?? null,
    // The location was read by the path of this very name.
    show: (given) => show(given as Given<N>),
  };
}
