import { z } from 'zod';
import type { RunStatus, SourceRecord } from '../run.ts';
import { sourceChoiceSchema } from '../recognition.ts';
import type { Calendar, DaysHeld } from '../periods.ts';
import type { Recognition } from '../recognition.ts';
import type { StepName } from '../steps.ts';
import { call } from '../calls/call.ts';
import { entryOf, entryWithin, noEntry, ofRun, opening } from '../calls/entry.ts';
import { SIGNED_IN, WORK_OR_ADMINISTER } from '../calls/needs.ts';
import { placePeriodSchema, placeSchema, placeSecretSchema, s3AccessSchema } from './places.ts';
import type { ConnectionReport, FetchFacts, KeptSecret, ObjectChoice, S3Access } from './places.ts';
import { runSettingsSchema } from './run-settings.ts';
import type { RunSettings } from './run-settings.ts';
import { waitMinutesSchema } from '../settings.ts';
import type {
  AskedFormats,
  DateOrder,
  DecimalMark,
  SheetChoice,
  ThousandsMark,
} from '../settings.ts';

const mappingSchema = z.record(z.string().max(500), z.string().max(50));

export interface LastRun {
  readonly id: string;
  readonly status: RunStatus;
  /** The step after which it waits for the analyst; null where it does not wait. */
  readonly pausedAfter: StepName | null;
  readonly startedAt: number;
}

export interface RecentPlace {
  readonly place: string;
  readonly name: string;
  /** Epoch ms. */
  readonly openedAt: number;
  /** False for a local file that is gone; true for remote places, which are not asked. */
  readonly exists: boolean;
  readonly lastRun: LastRun | null;
}

/** A source that the analyst has set up once, to be run again and again. */
export interface SavedSource {
  readonly id: number;
  readonly name: string;
  readonly place: string;
  readonly s3: S3Access;
  readonly mapping: Readonly<Record<string, string>>;
  /** What its runs are asked to do where that differs from the settings screen. */
  readonly settings: RunSettings;
  /** How long to wait for an object that is not there yet, in minutes. */
  readonly waitMinutes: number;
  readonly secret: KeptSecret | null;
  readonly lastRun: LastRun | null;
}

/** What the places of this machine offer for keeping secrets. */
export interface KeychainStatus {
  readonly available: boolean;
  /** Why there is none, for the analyst; null where there is one. */
  readonly why: string | null;
}

/** The copies of remote objects that are kept so that they need not be fetched again. */
export interface CacheStatus {
  readonly files: number;
  readonly bytes: number;
  readonly limitBytes: number;
}

export interface HeaderPreview {
  /** As the source writes it. */
  readonly header: string;
  /** Excel's letters. */
  readonly letters: string;
  /** The column of the ledger it is understood as; `extra` is carried along; null has no header. */
  readonly field: string | null;
  /** Whether `field` was chosen by the user's mapping. */
  readonly mapped: boolean;
}

export interface SheetPreview {
  readonly name: string;
  /** Where its headers stand, as the source numbers rows. */
  readonly headerRow: number;
  /** What the program takes it for. */
  readonly role: 'ledger' | 'sales' | 'customers' | 'ignored';
  readonly headers: readonly string[];
  /** The first rows below the header as a person reads them. */
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
  /** Rows below the header if the source tells them without being read to its end. */
  readonly rowCount: number | null;
}

/** A cell of a column, and what it is read as: wall-clock ms or cents; null where it cannot be read so. */
export interface CellReading {
  /** As the source numbers it. */
  readonly row: number;
  readonly text: string;
  readonly read: number | null;
}

/** The cells of a column as they are read by one of its formats. */
export interface FormatReading<Format> {
  readonly format: Format;
  readonly cells: readonly CellReading[];
  /** How many cells of all rows that were looked at another format can read, and this one cannot. */
  readonly lost: number;
  /** The first of them; null where there is none. */
  readonly firstLost: Pick<CellReading, 'row' | 'text'> | null;
}

/** How a column is written, from its cells, before a run. */
interface ColumnReading<Format> {
  readonly header: string;
  /**
   * plain: its cells can be read in one way only. chosen: its cells say which of two ways it is.
   * undecided: a person has to say it, and `why` tells what the run would halt with.
   */
  readonly is: 'plain' | 'chosen' | 'undecided';
  readonly why: string | null;
  /** How it is read unless a person says otherwise. */
  readonly format: Format;
  /** Whether all of its cells that are shown are dates or numbers already, which need no reading. */
  readonly isTyped: boolean;
  /** Some of its cells, by each format that there is. */
  readonly readings: readonly FormatReading<Format>[];
}

export interface DateColumnReading extends ColumnReading<DateOrder> {
  readonly field: 'CREATEDAT' | 'EXPIREDAT';
}

export interface AmountColumnReading extends ColumnReading<DecimalMark> {
  readonly field: 'AMOUNT';
  /** What groups thousands in the cells that are shown, by each mark before the cents; null: nothing. */
  readonly thousands: Readonly<Record<DecimalMark, ThousandsMark | null>>;
}

/** The columns of a ledger that can be written in more than one way, as far as they hold anything. */
export interface ColumnReadings {
  readonly dates: readonly DateColumnReading[];
  readonly amounts: readonly AmountColumnReading[];
  /**
   * The days of CREATEDAT by what is said of its dates; blank, by every reading that its cells still allow. Null
   * where none can be read.
   */
  readonly days: Readonly<Record<DateOrder | '', DaysHeld | null>>;
  /** The rows that this rests on, and whether they are all. The run decides on all of them. */
  readonly rows: number;
  readonly isWhole: boolean;
}

/** What a source looks like before it is reconciled. */
export interface SourcePreview {
  readonly place: string;
  readonly name: string;
  readonly format: 'xlsx' | 'csv' | 'parquet';
  readonly bytes: number;
  readonly sha256: string;
  /** Epoch ms; null where the place does not say. */
  readonly modifiedAt: number | null;
  readonly notes: Readonly<Record<string, string>>;
  readonly sheets: readonly SheetPreview[];
  /** All that a workbook has, in its order; `sheets` shows the first of many. */
  readonly sheetNames: readonly string[];
  /** Which sheet is which, as far as it was said: for this look, else for the source. */
  readonly sheetChoice: SheetChoice;
  /** Names that were chosen, and that no sheet has; the run would halt. */
  readonly absentSheets: readonly string[];
  /** Of the ledger sheet; empty where there is none. */
  readonly columns: readonly HeaderPreview[];
  /** Required columns that no header gives; the run would halt. */
  readonly missing: readonly string[];
  readonly duplicated: readonly { readonly field: string; readonly headers: readonly string[] }[];
  /** How its dates and amounts are written, from all rows or the first of many; null without a ledger. */
  readonly formats: ColumnReadings | null;
  /** How they are, as far as it was said for the source. */
  readonly askedFormats: AskedFormats;
  /** What its fiscal periods and spans of two weeks depend on, as its source has it; null where it is new. */
  readonly calendar: Calendar | null;
  /** All columns of the ledger that a header can be mapped to. */
  readonly fields: readonly string[];
  /** The mapping in force: the one remembered for this source, or the one given. */
  readonly mapping: Readonly<Record<string, string>>;
  /** The one remembered for this source; empty where it is new. */
  readonly keptMapping: Readonly<Record<string, string>>;
  /** Which source it belongs to. */
  readonly recognition: Recognition;
  /** The latest completed run of these bytes in that source, whatever its settings. */
  readonly lastRun: string | null;
  /** Null for a local file. */
  readonly fetched: FetchFacts | null;
  /** How it was chosen; null where the place names one file. */
  readonly choice: ObjectChoice | null;
}

export interface SourceRows {
  readonly sheet: string;
  readonly headers: readonly string[];
  /** Where they stand, as the source numbers rows. */
  readonly headerRow: number;
  /** `row` as Excel numbers it. */
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
}

export const sourceCalls = {
  'sources.recent': call<readonly RecentPlace[]>()(z.strictObject({}), noEntry),
  'sources.forget': call<null>()(
    z.strictObject({ place: z.string() }),
    entryOf('place.forgotten', ({ place }) => ({ detail: { place } })),
    SIGNED_IN,
  ),
  /** Those that the analyst has set up, in the order of their names. */
  'sources.list': call<readonly SavedSource[]>()(z.strictObject({}), opening('sources.listed')),
  /**
   * Sets up a source (`id` null: that of the place, or a new one) or changes one, set up or not. It keeps its
   * history; finished runs keep the name that it had.
   * `secret`: left out, what is kept stays; null forgets it.
   */
  'sources.save': call<SavedSource>()(
    z.strictObject({
      id: z.int().nullable(),
      name: z.string().trim().min(1).max(200),
      place: z.string().trim().min(1).max(4096),
      s3: s3AccessSchema.default({}),
      mapping: mappingSchema.default({}),
      settings: runSettingsSchema.default({}),
      waitMinutes: waitMinutesSchema.default(0),
      secret: placeSecretSchema.nullable().optional(),
    }),
    entryWithin('source.saved'),
    WORK_OR_ADMINISTER,
  ),
  /** Takes a source off the list and forgets its secret. Its runs and decisions stay. */
  'sources.remove': call<null>()(z.strictObject({ id: z.int() }), entryWithin('source.removed')),
  /** Tries the way to a place, step by step. Problems are in the report, not thrown. */
  'sources.test': call<ConnectionReport>()(
    placeSchema.extend({
      jobId: z.uuid(),
      period: placePeriodSchema.default(null),
      /** Left out: the one kept for the saved source of this place. */
      secret: placeSecretSchema.optional(),
    }),
    entryOf('connection.tested', ({ place }) => ({ detail: { place } })),
    WORK_OR_ADMINISTER,
  ),
  'sources.keychain': call<KeychainStatus>()(z.strictObject({}), noEntry),
  'sources.cache': call<CacheStatus>()(z.strictObject({}), noEntry),
  'sources.clearCache': call<CacheStatus>()(z.strictObject({}), entryOf('cache.cleared')),
  /**
   * Fetches the place if it is remote, hashes it, reads the first rows. Streams `progress` under `jobId`.
   * For a saved source its access, its secret and its mapping are taken, where none is given. With
   * `waitMinutes` an object that is not there yet is waited for.
   */
  'sources.inspect': call<SourcePreview>()(
    placeSchema.extend({
      jobId: z.uuid(),
      /** Whose answers it is looked at with: its mapping, its formats, its sheets, its calendar. */
      source: sourceChoiceSchema.default({ kind: 'recognise' }),
      mapping: mappingSchema.optional(),
      /** Which sheet is which; left out: as it was said for the source's latest run. */
      sheets: runSettingsSchema.shape.sheets,
      period: placePeriodSchema.default(null),
      waitMinutes: waitMinutesSchema.default(0),
    }),
    opening('source.opened', ({ place }) => ({ detail: { place } })),
  ),
  /** All sources, set up or not; those that were reconciled last come first. */
  'sources.all': call<readonly SourceRecord[]>()(z.strictObject({}), noEntry),
  /** Keeps a mapping with a source, which is begun where it is new. */
  'sources.saveMapping': call<SourceRecord>()(
    z.strictObject({
      place: z.string().min(1).max(4096),
      /** `recognise`: that of the place. */
      source: sourceChoiceSchema.default({ kind: 'recognise' }),
      mapping: mappingSchema,
    }),
    entryWithin('source.changed'),
    WORK_OR_ADMINISTER,
  ),
  /**
   * Whether the local file of a run still has the bytes that the run has read; false where that cannot be told,
   * as of a remote place.
   */
  'sources.unchanged': call<boolean>()(z.strictObject({ runId: z.string() }), noEntry),
  /** Rows of the source of a run around a row, as the source has them. Reads the sheet up to there. */
  'sources.rows': call<SourceRows>()(
    z.strictObject({
      runId: z.string(),
      sheet: z.string(),
      from: z.int().min(1),
      count: z.int().min(1).max(500),
    }),
    opening('source.opened', ofRun),
  ),
} as const;
