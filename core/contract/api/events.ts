import { MENU_SCREENS } from '../screens.ts';
import type { MenuScreenName } from '../screens.ts';
import type { UpdateView } from '../updates/update-state.ts';
import type { AppSettings } from './settings.ts';
import type { Job, RunEnding } from './runs.ts';

/** What the program tells the interface of its own accord. */
export interface ApiEvents {
  /** At most ten times a second a job. */
  readonly progress: Job;
  readonly 'job.ended': RunEnding;
  /** A run was written down anew: its status, its steps, its findings. */
  readonly 'run.changed': { readonly runId: string };
  readonly 'exceptions.changed': { readonly runId: string };
  /** The audit log was verified, or a break in it was explained: how many are open. */
  readonly 'audit.changed': { readonly open: number };
  readonly 'settings.changed': AppSettings;
  /** Somebody has signed in or out, or the people of the data folder have changed. */
  readonly 'people.changed': Record<string, never>;
  /** A schedule has come, was changed, or has an end. */
  readonly 'schedules.changed': null;
  /** A place was handed to the program: "Open with", a second start, the menu. */
  readonly 'place.opened': { readonly place: string };
  /** A command of the native menu that the interface carries out. */
  readonly menu: { readonly command: MenuCommand };
  /** A newer version was found, came nearer, or is ready. */
  readonly 'updates.changed': UpdateView;
  /** News that the system would not show. */
  readonly notice: { readonly words: string };
}
export type ApiEventName = keyof ApiEvents;
export const API_EVENTS = [
  'progress',
  'job.ended',
  'run.changed',
  'exceptions.changed',
  'audit.changed',
  'settings.changed',
  'people.changed',
  'schedules.changed',
  'place.opened',
  'menu',
  'updates.changed',
  'notice',
] as const satisfies readonly ApiEventName[];

export type MenuCommand = 'open' | 'search' | 'shortcuts' | 'report' | 'updates' | MenuScreenName;
/** The menu's own commands, and the screens that it leads to. */
export const MENU_COMMANDS: readonly MenuCommand[] = [
  'open',
  'search',
  'shortcuts',
  'report',
  'updates',
  ...MENU_SCREENS.map(({ name }) => name),
];
