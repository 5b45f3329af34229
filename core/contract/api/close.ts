import { z } from 'zod';
import { isPeriodName } from '../../periods/periods.ts';
import { call } from '../calls/call.ts';
import { entryWithin, noEntry, opening } from '../calls/entry.ts';
import { closeEntrySchema } from '../close/close-log.ts';
import type { CloseView } from '../close/close-view.ts';
import type { CloseState, LaterRow } from '../close/sign-off.ts';
import { ENTRY_CHOICES, LAYOUT_IDS } from '../close/layouts.ts';
import type { EntryFiles } from '../close/layouts.ts';
import { BALANCE_SIGNS } from '../close/tie-out.ts';
import { reasonSchema } from '../settings.ts';
import { exportTargetSchema } from '../calls/written-file.ts';
import type { WrittenFile } from '../calls/written-file.ts';

const ofPeriod = {
  sourceId: z.int(),
  period: z.string().refine(isPeriodName),
};
const by = z.string().trim().min(1).max(200);

/** What a person enters; what is booked and signed follows from what is done. */
const enteredSchema = closeEntrySchema.refine(({ is }) => is !== 'event' && is !== 'booked');

/** Some entries of a period, in a layout. */
const ofEntries = {
  ...ofPeriod,
  layout: z.enum(LAYOUT_IDS),
  which: z.enum(ENTRY_CHOICES),
};

/** A period of a source that a completed run reports on, and where its close stands. */
export interface ClosablePeriod {
  readonly period: string;
  readonly runId: string;
  /** By its signatures; whether they are suspended, its view tells. */
  readonly state: CloseState;
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
    z.strictObject({ ...ofPeriod, entries: z.array(enteredSchema).min(1).max(1000) }),
    entryWithin('close.item'),
  ),
  /** Takes the balances from the file of a trial balance. */
  'close.import-balances': call<CloseView>()(
    z.strictObject({ ...ofPeriod, place: z.string().min(1), sign: z.enum(BALANCE_SIGNS) }),
    entryWithin('close.balances'),
  ),
  'close.book': call<CloseView>()(z.strictObject({ ...ofPeriod, by }), entryWithin('close.booked')),
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
} as const;
