/**
 * The floors of the house. A building is a list of storeys from the ground up, a storey is a list of
 * rooms, a room is a folder. A room may import from the storeys below its own and from what its
 * building sees of the others: never from its own storey, never from above. So there is no circle.
 *
 * ESLint holds this table in every file (`floors-rule.ts`); `floors.test.ts` proves that it does, and
 * that no line stands here which nothing needs.
 */
export interface Building {
  readonly name: 'core' | 'main' | 'renderer';
  /** What it is, in the message that a forbidden import gets. */
  readonly law: string;
  /** Rooms of other buildings that all its rooms may import; `core/*` stands for all of a building. */
  readonly sees: readonly string[];
  /** From the ground up, each room by its path within the building; `.` is the building's own folder. */
  readonly storeys: readonly (readonly string[])[];
}

/** What must not meet although the floors would let it. */
export interface Wall {
  /** A room, with all that lie in it. */
  readonly from: string;
  /** What is imported, by its path from the root, or by the name of its package. */
  readonly to: RegExp;
  /** One that the wall keeps out. */
  readonly example: string;
  readonly because: string;
}

/** A package that only some rooms may import. */
export interface Guarded {
  readonly name: RegExp;
  /** Rooms, each with all that lie in it. */
  readonly onlyIn: readonly string[];
  readonly because: string;
}

export const BUILDINGS: readonly Building[] = [
  {
    name: 'core',
    law: 'core/ is pure: it knows no main process, no interface and no Electron.',
    sees: [],
    storeys: [
      [
        'contract/acts',
        'contract/spreadsheet',
        'contract/storage',
        'contract/tokens',
        '.',
        'disk',
        'duckdb',
        'pack/memo/blocks',
        'policies',
        'schedule/units',
        'warehouse/dialects',
      ],
      ['contract/calls', 'ledger'],
      [
        'contract/anomalies',
        'formats',
        'pack/memo/drawn',
        'periods',
        'report/columns',
        'rules/rule',
      ],
      [
        'anomalies/kinds',
        'report/encode',
        'report/partition',
        'rules/account',
        'rules/movement',
        'rules/row',
      ],
      ['anomalies', 'report/package', 'report/zip', 'rules'],
      ['contract', 'report/files'],
      [
        'accepted',
        'contract/audit',
        'contract/baselines',
        'contract/backup',
        'contract/close',
        'contract/keeping',
        'contract/people',
        'contract/runs',
        'contract/schedules',
        'contract/setting-words',
        'contract/updates',
        'report/xlsx',
        'source/reading',
        'verify',
        'warehouse',
      ],
      [
        'baselines/expectations',
        'backup',
        'contract/api',
        'contract/baselines/figures',
        'contract/close/charts',
        'schedule/timings',
        'close/activity',
        'close/books',
        'close/breakage/methods',
        'close/flux/comparisons',
        'close/layouts',
        'close/tie-out',
        'keeping',
        'pack/files',
        'pack/sample/methods',
        'report/drawn',
        'source/csv',
        'source/parquet',
        'source/xlsx',
      ],
      [
        'baselines',
        'close/flux',
        'close/journal',
        'contract/rest/declare',
        'match',
        'pack/verify',
        'run-folder',
        'schedule',
        'source',
      ],
      [
        'close/breakage',
        'close/imports',
        'close/states',
        'contract/rest/resources',
        'later-file/merge',
        'published',
        'validate/rows',
      ],
      ['contract/rest', 'later-file/changes', 'later-file/standing', 'validate'],
      ['later-file', 'on-demand'],
      ['report/figures'],
      ['close/expiry', 'pack/sample/populations', 'report/outputs'],
      ['close/period', 'pack/sample', 'report/sheets/long'],
      ['pack/input', 'report/sheets'],
      ['pack/memo/sections', 'pack/reperformance', 'report/sheets/close'],
      ['pack/memo', 'report/workbook'],
      ['pack/parts', 'report'],
      ['pack', 'pipeline/parts'],
      ['pipeline/steps'],
      ['pipeline'],
    ],
  },
  {
    name: 'main',
    law: 'The main process imports main/ and core/ only.',
    sees: ['core/*'],
    storeys: [
      [
        '.',
        'backup/seal',
        'cli/arguments',
        'data-folder',
        'electron/ending',
        'electron/menu',
        'generate/ledger',
        'history/audit',
        'history/migrations/until-0.2.0',
        'secrets',
      ],
      [
        'electron/launch',
        'electron/page',
        'generate/messy',
        'history/migrations',
        'history/tables',
        'places/remote',
      ],
      [
        'electron/window',
        'generate/write',
        'history/backups',
        'history/api',
        'history/exceptions',
        'history/people',
        'history/rebuilding',
        'history/schedules',
        'history/runs',
        'history/verification',
        'places/local',
        'places/s3',
        'updater',
      ],
      ['generate', 'history', 'places/fetch'],
      [
        'baselines',
        'delivery/upload',
        'history/copies',
        'keeping/things',
        'people',
        'rebuilding',
        'recognition',
        'tokens',
      ],
      ['backup/parts', 'backup/store', 'cli/people', 'keeping/kinds', 'run-life'],
      ['backup', 'runner', 'warehouse'],
      ['app', 'recovery'],
      [
        'audit',
        'backup/calls',
        'cli/backup',
        'dashboard',
        'electron/host',
        'exceptions',
        'grid/view',
        'jobs',
        'keeping',
        'people/calls',
        'run-views',
        'settings',
        'shell',
        'sources',
        'updates',
      ],
      ['anomalies', 'cli/audit', 'cli/keeping', 'close', 'delivery', 'grid', 'policies'],
      ['cli/close', 'cli/observed', 'close/calls', 'runs'],
      ['schedules'],
      ['program'],
      ['electron', 'loopback'],
      ['rest/request', 'setup'],
      ['rest/own'],
      ['rest'],
      ['cli/api'],
      ['cli'],
    ],
  },
  {
    name: 'renderer',
    law: 'The interface reaches the program through core/contract only.',
    sees: [
      'core/contract',
      'core/contract/acts',
      'core/contract/api',
      'core/contract/audit',
      'core/contract/anomalies',
      'core/contract/baselines',
      'core/contract/backup',
      'core/contract/baselines/figures',
      'core/contract/calls',
      'core/contract/close',
      'core/contract/close/charts',
      'core/contract/keeping',
      'core/contract/people',
      'core/contract/runs',
      'core/contract/schedules',
      'core/contract/setting-words',
      'core/contract/spreadsheet',
      'core/contract/updates',
    ],
    storeys: [
      ['bridge', 'close/frame', 'components/controls'],
      ['close/acting', 'components/credentials', 'components/overlays', 'format'],
      [
        'components/customer-box',
        'components/date-field',
        'components/lots',
        'components/surfaces',
        'frame',
        'theme',
        'words',
      ],
      [
        'archive',
        'audit',
        'cells',
        'close/attachments',
        'close/breakage',
        'close/chart',
        'close/expiry',
        'close/pack',
        'close/settings',
        'close/sign-off',
        'compare',
        'components/charts',
        'backups',
        'log',
        'people',
        'places',
        'reconciling-items',
        'recovery',
        'report',
        'retention',
        'schedules',
        'search',
        'updates',
        'walk/sheets',
      ],
      [
        'app',
        'close/entries',
        'close/pictures',
        'close/sample',
        'close/tie-out',
        'dashboard/board',
        'exceptions/item',
        'grid/columns',
        'history',
        'settings',
        'trail',
        'under-way',
      ],
      [
        '.',
        'close/flux',
        'customer',
        'dashboard/panels',
        'exceptions',
        'grid/view',
        'sources',
        'walk/frame',
        'walk/opening',
        'walk/reading',
      ],
      [
        'close',
        'dashboard',
        'grid/rows',
        'walk/download',
        'walk/match',
        'walk/report',
        'walk/validate',
        'walk/verify',
      ],
      ['grid', 'walk', 'walk/start'],
    ],
  },
];

/** What shows a run that has ended, or prepares one. */
const READERS = ['dashboard', 'exceptions', 'grid', 'policies', 'run-views', 'sources'];

export const WALLS: readonly Wall[] = [
  ...READERS.map((room): Wall => ({
    from: `main/${room}`,
    to: /^core\/pipeline\//,
    example: 'core/pipeline/reconcile.ts',
    because: 'Whoever reads a run knows its folder, and not the machine that made it.',
  })),
  {
    from: 'core/verify',
    to: /^core\/(match\/|policies\/(?!traits\.))/,
    example: 'core/policies/exact.ts',
    because: 'Verification shares no code with the matcher: it reads the traits in the draft.',
  },
  {
    from: 'core/match',
    to: /^core\/verify\//,
    example: 'core/verify/verify.ts',
    because: 'The matcher shares no code with verification.',
  },
  {
    from: 'core/contract',
    to: /^node:/,
    example: 'node:fs',
    because: 'The contract is shared by all sides: a browser reads it as well.',
  },
  {
    from: 'core/policies',
    to: /^node:/,
    example: 'node:fs',
    because: 'The contract reads the policies, and a browser the contract.',
  },
  {
    from: 'renderer',
    to: /^node:/,
    example: 'node:fs',
    because: 'The interface runs in a browser.',
  },
];

export const GUARDED: readonly Guarded[] = [
  {
    name: /^electron(\/|$)/,
    onlyIn: ['main/electron'],
    because: 'Only the desktop host knows Electron.',
  },
  {
    name: /^(react|react-dom|ag-grid|radix-ui|wouter|lucide|recharts|@tanstack)([/-]|$)/,
    onlyIn: ['renderer'],
    because: 'Only the interface draws.',
  },
  {
    name: /^(electron-updater|builder-util-runtime)(\/|$)/,
    onlyIn: ['main/updater'],
    because: 'What replaces the program is held on a short rein in one place.',
  },
  {
    name: /^better-sqlite3$/,
    onlyIn: ['main/history', 'main/data-folder'],
    because: 'What SQLite holds is read and written in one place.',
  },
];
