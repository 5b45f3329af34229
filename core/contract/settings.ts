import { z } from 'zod';
import { DATE_ORDERS } from '../formats/date-order.ts';
import { DECIMAL_MARKS } from '../formats/decimal-mark.ts';
import { isPeriodName, PLAIN_CALENDAR, ROLL_FORWARD_KINDS } from '../periods/periods.ts';
import { DEFAULT_POLICY, POLICIES } from '../policies/policies.ts';

// For the sides that reach the program through the contract alone.
export { POLICIES, policyOf, policyTitle } from '../policies/policies.ts';
export type { Policy } from '../policies/policies.ts';
export type { DateOrder } from '../formats/date-order.ts';
export type { DecimalMark, ThousandsMark } from '../formats/decimal-mark.ts';

/** Excel allows 31 letters, others more. */
const sheetName = z.string().min(1).max(255);

/** What counts for a row that was reported and that a later file changes or lacks: what stands, or the file. */
export const ROW_DECISIONS = ['keep', 'take'] as const;
export type RowDecision = (typeof ROW_DECISIONS)[number];

/** The longest reason that is kept for what a person decides. */
export const MOST_REASON_LETTERS = 2000;
export const reasonSchema = z.string().trim().min(1).max(MOST_REASON_LETTERS);

/** How long a file that is not there yet is waited for: at most two weeks. */
export const waitMinutesSchema = z.int().min(0).max(20_160);

/** The longest name of an entity. */
export const MOST_ENTITY_LETTERS = 100;

/** Rows that were decided in the same way and for the same reason, by TRANS_ID. */
const decidedRowsSchema = z.strictObject({
  decision: z.enum(ROW_DECISIONS),
  reason: reasonSchema,
  rows: z.array(z.string().min(1)).min(1),
});
export type DecidedRows = z.infer<typeof decidedRowsSchema>;

/** What a run was asked to do. The snapshot stored with each run, and part of its identity. */
export const settingsSchema = z.strictObject({
  policy: z.enum(POLICIES).default(DEFAULT_POLICY),
  /** halt: errors publish nothing. quarantine: bad rows are set aside and the rest goes on. */
  onError: z.enum(['halt', 'quarantine']).default('halt'),
  /**
   * What a later file of the source is. auto: one that holds at least half of what stands is a refresh,
   * any other a ledger of its own. refresh: the whole ledger again. new-rows: only what is new, to be
   * added to what stands. off: a ledger of its own, compared with nothing.
   */
  increment: z.enum(['auto', 'refresh', 'new-rows', 'off']).default('auto'),
  /**
   * What counts where the file changes or lacks rows that a run before has reported. halt: nothing is
   * published until a person decides. keep: what stands. take: the file.
   */
  onChanged: z.enum(['halt', ...ROW_DECISIONS]).default('halt'),
  /** Why what stands, or the file, counts for all of these rows; left out where nobody has said. */
  onChangedReason: reasonSchema.optional(),
  /** Rows among these that were decided one by one; for all others `onChanged` says what counts. */
  decidedRows: z.array(decidedRowsSchema).min(1).optional(),
  /** `YYYY-MM-DD`, at whose end all is stated; null = the end of the period, else the latest CREATEDAT but not after today. */
  asOf: z.iso.date().nullable().default(null),
  /** The period reported on, of any kind (core/periods): `2026-06`, `FY26-P05`; null = the whole ledger. */
  period: z.string().refine(isPeriodName).nullable().default(null),
  /** What fiscal periods and spans of two weeks depend on. */
  calendar: z
    .strictObject({
      fiscalStart: z.int().min(1).max(12).default(PLAIN_CALENDAR.fiscalStart),
      fiscalPeriods: z.enum(['months', '4-4-5']).default(PLAIN_CALENDAR.fiscalPeriods),
      twoWeeksFrom: z.iso.date().default(PLAIN_CALENDAR.twoWeeksFrom),
    })
    .default(PLAIN_CALENDAR),
  /** The periods by which the roll-forward is drawn up, beside the months. */
  rollForward: z.enum(ROLL_FORWARD_KINDS).default('month'),
  /** Untracked variance up to this many cents is no exception. */
  toleranceCents: z.int().min(0).default(0),
  /** Whose credit it is: the name on the workbook's cover and pages; left out where nobody has said. */
  entity: z.string().trim().min(1).max(MOST_ENTITY_LETTERS).optional(),
  /** A byte order mark before CSV files, so that Excel reads names with accents by double click. */
  csvBom: z.boolean().default(false),
  /** Whether the .xlsx outputs are written. */
  xlsx: z.boolean().default(true),
  /** Source header → column of the ledger, for headers that no alias covers. */
  mapping: z.record(z.string(), z.string()).default({}),
  /** In which order dates with their year behind are written; left out = as each column says. */
  dates: z.enum(DATE_ORDERS).optional(),
  /** Which mark stands before the cents; left out = as the column says. */
  decimals: z.enum(DECIMAL_MARKS).optional(),
  /**
   * Which sheet of a workbook is which, as far as a person has said so; null = none, left out = as their
   * names say.
   */
  sheets: z
    .strictObject({
      ledger: sheetName.optional(),
      sales: sheetName.nullable().optional(),
      customers: sheetName.nullable().optional(),
    })
    .optional(),
});
export type Settings = z.infer<typeof settingsSchema>;

/** How dates and amounts are written, as far as a person has said so. */
export type AskedFormats = Pick<Settings, 'dates' | 'decimals'>;

/** Which sheets were chosen. */
export type SheetChoice = NonNullable<Settings['sheets']>;

/** How a file is to be read, as far as a person has said so: kept with its source. */
export type AskedReading = Pick<Settings, 'dates' | 'decimals' | 'sheets'>;

export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});
