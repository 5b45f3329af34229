import { z } from 'zod';
import { isPeriodName } from '../../periods/periods.ts';
import { call } from '../calls/call.ts';
import { entryOf, entryWithin, noEntry, opening } from '../calls/entry.ts';
import { ADMINISTER, PREPARE, REVIEW, WORK } from '../calls/needs.ts';
import { CHART_FORMATS, chartSchema } from '../close/chart.ts';
import type { ChartLineText, ChartTrial } from '../close/chart.ts';
import { closeEntrySchema } from '../close/close-log.ts';
import type { CloseView } from '../close/close-view.ts';
import type { CustomerPage } from '../close/customers.ts';
import { IMPORTED_TABLES, importedAsSchema, keptFileSchema } from '../close/given-files.ts';
import type { ImportedTable, KeptFile, TableReading } from '../close/given-files.ts';
import type { PackFacts, PackReading } from '../close/pack.ts';
import { askedSampleSchema } from '../close/sample.ts';
import type { SampleView } from '../close/sample.ts';
import type { CloseToday, LaterRow } from '../close/sign-off.ts';
import { ENTRY_CHOICES, LAYOUT_IDS } from '../close/layouts.ts';
import type { EntryFiles } from '../close/layouts.ts';
import { BALANCE_SIGNS, itemOfExceptionSchema } from '../close/tie-out.ts';
import type { LinkedItem } from '../close/tie-out.ts';
import { reasonSchema } from '../settings.ts';
import { exportTargetSchema, tableFormatSchema } from '../calls/written-file.ts';
import type { WrittenFile } from '../calls/written-file.ts';

const ofPeriod = {
  sourceId: z.int(),
  period: z.string().refine(isPeriodName),
};
const by = z.string().trim().min(1).max(200);
/** Who enters something; left out, the user of the system. */
const enteredBy = by.optional();
const place = z.string().min(1).max(4096);

/** What a person enters; what is booked and signed follows from what is done. */
const enteredSchema = closeEntrySchema.refine(({ is }) => is !== 'event' && is !== 'booked');

/** What customers can be ordered by. */
const CUSTOMER_ORDERS = ['customer', 'platform', 'ledger', 'difference'] as const;

/** Some entries of a period, in a layout. */
const ofEntries = {
  ...ofPeriod,
  layout: z.enum(LAYOUT_IDS),
  which: z.enum(ENTRY_CHOICES),
};

/** A period of a source that a completed run reports on, and where its close stands. */
export interface ClosablePeriod extends CloseToday {
  readonly period: string;
  readonly runId: string;
}

export const closeCalls = {
  /** The latest first. */
  'close.periods': call<readonly ClosablePeriod[]>()(
    z.strictObject({ sourceId: z.int() }),
    opening('close.opened', ({ sourceId }) => ({ detail: { sourceId } })),
  ),
  'close.view': call<CloseView>()(
    z.strictObject(ofPeriod),
    opening('close.opened', ({ sourceId, period }) => ({ detail: { sourceId, period } })),
  ),
  /** Of a locked period, the rows by which the latest run differs; none of any other. */
  'close.later-rows': call<readonly LaterRow[]>()(z.strictObject(ofPeriod), noEntry),
  'close.enter': call<CloseView>()(
    z.strictObject({
      ...ofPeriod,
      entries: z.array(enteredSchema).min(1).max(1000),
      by: enteredBy,
    }),
    entryWithin('close.item'),
    // How all periods are closed, and where entries go, is not for those who close them.
    ({ entries }) =>
      entries.some(({ is }) => is === 'terms' || is === 'chart') ? ADMINISTER : WORK,
  ),
  /** How the file of a table would be read: what can be asked before it is imported. */
  'close.read-table': call<TableReading>()(
    z.strictObject({
      place,
      table: z.enum(Object.keys(IMPORTED_TABLES) as [ImportedTable, ...ImportedTable[]]),
      as: importedAsSchema.default({}),
    }),
    noEntry,
  ),
  /** Takes the balances from the file of a trial balance, of which a copy is kept. */
  'close.import-balances': call<CloseView>()(
    z.strictObject({
      ...ofPeriod,
      place,
      sign: z.enum(BALANCE_SIGNS),
      as: importedAsSchema.default({}),
      by: enteredBy,
    }),
    entryWithin('close.balances'),
  ),
  /** Takes what the platform says that its customers have from a file, of which a copy is kept. */
  'close.import-customers': call<CloseView>()(
    z.strictObject({ ...ofPeriod, place, as: importedAsSchema.default({}), by: enteredBy }),
    entryWithin('close.customers'),
  ),
  /** A page of the customers of that list beside those of the ledger; null where none was imported. */
  'close.customers': call<CustomerPage | null>()(
    z.strictObject({
      ...ofPeriod,
      query: z.strictObject({
        only: z.enum(['different', 'all']).default('different'),
        /** A part of the customer's id; empty for any. */
        search: z.string().max(200).default(''),
        orderBy: z.enum(CUSTOMER_ORDERS).default('customer'),
        descending: z.boolean().default(false),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(1000).default(100),
      }),
    }),
    noEntry,
  ),
  /** Those that differ. */
  'close.export-customers': call<WrittenFile>()(
    z.strictObject({ ...ofPeriod, format: tableFormatSchema, target: exportTargetSchema }),
    entryWithin('export.written'),
  ),
  /** Keeps a copy of a file, to be attached to a reconciling item or to an item of a sample. */
  'close.attach': call<KeptFile & { readonly bytes: number }>()(
    z.strictObject({ place }),
    entryOf('close.attached', ({ place: of }) => ({ detail: { place: of } })),
  ),
  'close.export-attachment': call<WrittenFile>()(
    z.strictObject({ file: keptFileSchema, target: exportTargetSchema }),
    entryWithin('export.written'),
  ),
  /** Makes an exception of the period's run a reconciling item; each leads to the other. */
  'close.item-of-exception': call<CloseView>()(
    z.strictObject({ ...ofPeriod, key: z.string(), item: itemOfExceptionSchema, by: enteredBy }),
    entryWithin('close.item'),
  ),
  'close.linked-items': call<readonly LinkedItem[]>()(
    z.strictObject({ sourceId: z.int() }),
    noEntry,
  ),
  /** The sample that is tested by hand; null where none is kept with the period. */
  'close.sample': call<SampleView | null>()(z.strictObject(ofPeriod), noEntry),
  /** Draws it anew, and keeps how it was drawn. */
  'close.draw-sample': call<SampleView>()(
    z.strictObject({ ...ofPeriod, sample: askedSampleSchema, by: enteredBy }),
    entryWithin('close.sample'),
  ),
  'close.book': call<CloseView>()(
    z.strictObject({ ...ofPeriod, by }),
    entryWithin('close.booked'),
    PREPARE,
  ),
  'close.step': call<CloseView>()(
    z.strictObject({
      ...ofPeriod,
      by,
      action: z.discriminatedUnion('is', [
        z.strictObject({ is: z.enum(['prepare', 'review', 'lock']) }),
        z.strictObject({ is: z.literal('reopen'), reason: reasonSchema }),
      ]),
    }),
    entryWithin('close.event'),
    ({ action: { is } }) => (is === 'prepare' ? PREPARE : is === 'reopen' ? WORK : REVIEW),
  ),
  /** What a chart would make of the period, before it is saved. */
  'close.try-chart': call<ChartTrial>()(
    z.strictObject({ ...ofPeriod, chart: chartSchema }),
    noEntry,
  ),
  /** The lines of a chart in a file, to begin a draft with: nothing is kept. */
  'close.read-chart': call<readonly ChartLineText[]>()(z.strictObject({ place }), noEntry),
  'close.export-chart': call<WrittenFile>()(
    z.strictObject({
      sourceId: z.int(),
      version: z.int(),
      format: z.enum(CHART_FORMATS),
      target: exportTargetSchema,
    }),
    entryWithin('export.written'),
  ),
  'close.entry-files': call<EntryFiles>()(z.strictObject(ofEntries), noEntry),
  /** One of the files by its name; null: all of them, several as a zip. */
  'close.export-entries': call<WrittenFile>()(
    z.strictObject({ ...ofEntries, file: z.string().nullable(), target: exportTargetSchema }),
    entryWithin('export.written'),
  ),
  /** The rows that would book what has lapsed, with the columns of the ledger. */
  'close.export-expiry': call<WrittenFile>()(
    z.strictObject({ ...ofPeriod, target: exportTargetSchema }),
    entryWithin('export.written'),
  ),
  /** Makes the auditor's pack, a job: jobs.cancel ends it. */
  'close.pack': call<WrittenFile & PackFacts>()(
    z.strictObject({
      ...ofPeriod,
      jobId: z.uuid(),
      /** Null: the sample that is kept with the period. */
      sample: askedSampleSchema.nullable().default(null),
      target: exportTargetSchema,
    }),
    entryWithin('pack.written'),
  ),
  /** Whether a pack is what was written, a job as well. */
  'close.verify-pack': call<PackReading>()(
    z.strictObject({ jobId: z.uuid(), place }),
    entryOf('pack.verified', ({ place: of }) => ({ detail: { place: of } })),
  ),
} as const;
