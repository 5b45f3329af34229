/** A screen of the interface: where it is, what it is called, how one gets there. */
export interface ScreenFacts {
  readonly name: string;
  /**
   * A location: `:id` stands for any one part, what is between `(` and `)?` may be missing. What lies
   * below `/run/:runId` is a part of a run.
   */
  readonly path: `/${string}`;
  readonly title: string;
  /** Leads there from everywhere (in a run: from the whole run). With it goes an entry in the list of screens. */
  readonly key?: string;
  /** The screen whose entry is lit, for one that has no entry of its own. */
  readonly under?: string;
  /** Its entry in the native menu, among the views or among what concerns the program. */
  readonly menu?: {
    readonly of: 'view' | 'program';
    readonly label: string;
    readonly accelerator?: string;
  };
  /** It shows by itself how a run comes along that was started there. */
  readonly showsProgress?: boolean;
}

/**
 * The one list of screens, in the order of their entries: of the sidebar, of the tabs of a run, of the
 * keys and of the native menu. What stands on a screen, its own file binds to its name: a file
 * `…-screen.tsx` anywhere in the interface.
 */
const LIST = [
  { name: 'start', path: '/', title: 'Reconcile', key: 'alt+r', showsProgress: true },
  { name: 'sources', path: '/sources', title: 'Sources', key: 'alt+o', showsProgress: true },
  { name: 'source', path: '/sources/:id', title: 'Source', under: 'sources' },
  {
    name: 'history',
    path: '/history',
    title: 'History',
    key: 'alt+h',
    menu: { of: 'view', label: 'History' },
  },
  { name: 'compare', path: '/compare/:a/:b', title: 'Two runs compared' },
  {
    name: 'dashboard',
    path: '/dashboard',
    title: 'Dashboard',
    key: 'alt+b',
    menu: { of: 'view', label: 'Dashboard' },
  },
  {
    name: 'schedules',
    path: '/schedules',
    title: 'Schedules',
    key: 'alt+t',
    menu: { of: 'view', label: 'Schedules' },
  },
  {
    name: 'log',
    path: '/audit',
    title: 'Audit log',
    key: 'alt+u',
    menu: { of: 'view', label: 'Audit log' },
  },
  { name: 'retention', path: '/retention', title: 'Retention', under: 'settings' },
  { name: 'people', path: '/people', title: 'People', under: 'settings' },
  {
    name: 'backups',
    path: '/backups',
    title: 'Backups',
    key: 'alt+k',
    menu: { of: 'view', label: 'Backups' },
  },
  {
    name: 'settings',
    path: '/settings',
    title: 'Settings',
    key: 'alt+s',
    menu: { of: 'program', label: 'Settings…', accelerator: 'CmdOrCtrl+,' },
  },
  {
    name: 'walk',
    path: '/run/:runId(/step/:step)?',
    title: 'Steps',
    key: 'alt+1',
    showsProgress: true,
  },
  { name: 'grid', path: '/run/:runId/grid(/:view)?', title: 'Matched rows', key: 'alt+2' },
  {
    name: 'customer',
    path: '/run/:runId/customer/:customer',
    title: 'Customer',
    under: 'grid',
  },
  { name: 'exceptions', path: '/run/:runId/exceptions', title: 'Exceptions', key: 'alt+3' },
  { name: 'close', path: '/run/:runId/close(/:part)?', title: 'Close', key: 'alt+4' },
  { name: 'audit', path: '/run/:runId/audit', title: 'Audit trail', key: 'alt+5' },
] as const satisfies readonly ScreenFacts[];

type Listed = (typeof LIST)[number];
export type ScreenName = Listed['name'];
export type PathOf<N extends ScreenName> = Extract<Listed, { name: N }>['path'];

/** What lies in the frame of a run. */
export type RunScreenName = Extract<Listed, { path: `/run/:runId${string}` }>['name'];
/** What has an entry in the sidebar. */
export type SidebarScreenName = Exclude<Extract<Listed, { key: string }>['name'], RunScreenName>;
/** What has a tab in the frame of a run. */
export type RunTabName = Extract<Extract<Listed, { key: string }>['name'], RunScreenName>;
/** What has an entry in the native menu. */
export type MenuScreenName = Extract<Listed, { menu: object }>['name'];

export interface Screen extends ScreenFacts {
  readonly name: ScreenName;
}
export const SCREENS: readonly Screen[] = LIST;

/** Of what has an entry in the native menu, in the order of the alphabet. */
export const MENU_SCREENS: readonly {
  readonly name: MenuScreenName;
  readonly menu: NonNullable<ScreenFacts['menu']>;
}[] = LIST.filter((screen) => 'menu' in screen).toSorted((a, b) =>
  a.menu.label < b.menu.label ? -1 : 1,
);
