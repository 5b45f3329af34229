import { z } from 'zod';
import { MOST_ENTITY_LETTERS, settingsSchema } from '../settings.ts';
import { UPDATE_SOURCES, updateAddressSchema } from '../updates/update-place.ts';
import { call } from '../calls/call.ts';
import { entryWithin, noEntry } from '../calls/entry.ts';
import { ADMINISTER, SIGNED_IN } from '../calls/needs.ts';
import { networkSettingsSchema } from './places.ts';

export const DATE_FORMATS = ['YYYY-MM-DD', 'DD.MM.YYYY', 'MM/DD/YYYY', 'DD MMM YYYY'] as const;
/** How amounts are grouped and pointed on screen; files always have 1234.56. */
export const NUMBER_FORMATS = ['1,234.56', '1.234,56', '1 234,56', '1’234.56'] as const;
const THEMES = ['system', 'light', 'dark'] as const;

/** What the settings screen holds: the defaults of new runs, and how the screen looks. */
export const appSettingsSchema = z.strictObject({
  policy: settingsSchema.shape.policy,
  onError: z.enum(['halt', 'quarantine']).default('halt'),
  toleranceCents: z.int().min(0).max(100_000_000).default(0),
  /** `YYYY-MM-DD`; null = chosen by the ledger. */
  asOf: z.iso.date().nullable().default(null),
  /** 0 = chosen by the size of the ledger. */
  workers: z.int().min(0).max(64).default(0),
  /** Results and exports are copied there; null = they stay with the run. */
  outputFolder: z.string().max(4096).nullable().default(null),
  /** Heads of the audit log are kept there as well, best on another drive; null = in the data folder only. */
  auditFolder: z.string().max(4096).nullable().default(null),
  /** Whose credit it is, for the cover and pages of the workbook; empty: not named. */
  entity: z.string().trim().max(MOST_ENTITY_LETTERS).default(''),
  csvBom: z.boolean().default(false),
  xlsx: z.boolean().default(true),
  dateFormat: z.enum(DATE_FORMATS).default('YYYY-MM-DD'),
  numberFormat: z.enum(NUMBER_FORMATS).default('1,234.56'),
  /** Negatives as (16.07) or −16.07. */
  negatives: z.enum(['parentheses', 'minus']).default('parentheses'),
  theme: z.enum(THEMES).default('system'),
  /** A notification of the system when a run ends. */
  notify: z.boolean().default(true),
  /** `http://host:port`, without user and password; null: the system's, else the environment's. */
  proxy: networkSettingsSchema.shape.proxy.default(null),
  caFile: networkSettingsSchema.shape.caFile.default(null),
  /** How much of fetched objects is kept, in MiB. */
  cacheMiB: z.int().min(0).max(10_000_000).default(4096),
  /** Where newer versions of the program are looked for. */
  updatesFrom: z.enum(UPDATE_SOURCES).default('github'),
  /** The address for `address`; null while none is given. */
  updatesAddress: updateAddressSchema.nullable().default(null),
  /** Whether the program looks by itself: after its start, and once a day. */
  updatesLook: z.boolean().default(true),
  /** Whether what was found is fetched at once; it is installed only when a person says so. */
  updatesDownload: z.boolean().default(false),
});
export type AppSettings = z.infer<typeof appSettingsSchema>;
export const DEFAULT_APP_SETTINGS: AppSettings = appSettingsSchema.parse({});

/** What changes how figures look and none of them. */
const OF_THE_SCREEN: ReadonlySet<string> = new Set([
  'dateFormat',
  'numberFormat',
  'negatives',
  'theme',
  'notify',
] satisfies (keyof AppSettings)[]);

export const settingsCalls = {
  'settings.get': call<AppSettings>()(z.strictObject({}), noEntry, 'nobody'),
  'settings.set': call<AppSettings>()(
    appSettingsPatch(),
    entryWithin('settings.changed'),
    (patch) =>
      Object.keys(patch).every((name) => OF_THE_SCREEN.has(name)) ? SIGNED_IN : ADMINISTER,
  ),
  'settings.reset': call<AppSettings>()(z.strictObject({}), entryWithin('settings.changed')),
} as const;

/** Without the defaults: a name that is left out stays as it is. */
function appSettingsPatch() {
  const shape = appSettingsSchema.shape;
  return z.strictObject({
    policy: shape.policy.unwrap().optional(),
    onError: shape.onError.unwrap().optional(),
    toleranceCents: shape.toleranceCents.unwrap().optional(),
    asOf: shape.asOf.unwrap().optional(),
    workers: shape.workers.unwrap().optional(),
    outputFolder: shape.outputFolder.unwrap().optional(),
    auditFolder: shape.auditFolder.unwrap().optional(),
    entity: shape.entity.unwrap().optional(),
    csvBom: shape.csvBom.unwrap().optional(),
    xlsx: shape.xlsx.unwrap().optional(),
    dateFormat: shape.dateFormat.unwrap().optional(),
    numberFormat: shape.numberFormat.unwrap().optional(),
    negatives: shape.negatives.unwrap().optional(),
    theme: shape.theme.unwrap().optional(),
    notify: shape.notify.unwrap().optional(),
    proxy: shape.proxy.unwrap().optional(),
    caFile: shape.caFile.unwrap().optional(),
    cacheMiB: shape.cacheMiB.unwrap().optional(),
    updatesFrom: shape.updatesFrom.unwrap().optional(),
    updatesAddress: shape.updatesAddress.unwrap().optional(),
    updatesLook: shape.updatesLook.unwrap().optional(),
    updatesDownload: shape.updatesDownload.unwrap().optional(),
  });
}
