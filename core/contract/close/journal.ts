import { z } from 'zod';
import type { GroupColumn, TYPE_NAMES } from '../../ledger/ledger.ts';

const cents = z.int().min(0);
const entryLineSchema = z.strictObject({
  account: z.string().min(1),
  debit: cents,
  credit: cents,
  memo: z.string(),
  /** By the name of a dimension its value. */
  dimensions: z.record(z.string(), z.string()),
});
/** A line of an entry: of debit and credit one is 0. Unsigned cents. */
export type EntryLine = Readonly<z.infer<typeof entryLineSchema>>;

/** The kinds of entries that can be reversed: a true-up of breakage is made anew each period from all there is. */
export const REVERSIBLE_KINDS = ['period', 'correction'] as const;

/** An entry of the general ledger, of one company and currency (RULES.md section 9). */
export const journalEntrySchema = z.strictObject({
  /** The same whenever it is made from the same figures. */
  id: z.string().min(1),
  /**
   * That of a period's activity; the difference to what was booked for a period before; the taking back of another
   * entry; the true-up of breakage.
   */
  kind: z.enum(['period', 'correction', 'reversal', 'breakage']),
  /** The period of whose activity it tells. */
  of: z.string().min(1),
  /** The period that it is posted in. */
  period: z.string().min(1),
  date: z.iso.date(),
  /** Empty where customers are told by no company. */
  company: z.string(),
  /** ISO 4217 code; empty where the source has no CURRENCY column. */
  currency: z.string(),
  memo: z.string(),
  /** The id of the entry that it takes back; null for all others. */
  reverses: z.string().nullable(),
  lines: z.array(entryLineSchema).min(1).readonly(),
});
export type JournalEntry = Readonly<z.infer<typeof journalEntrySchema>>;

/** What the kinds of entries are called. */
export const ENTRY_KINDS: Readonly<Record<JournalEntry['kind'], string>> = {
  period: 'Activity',
  correction: 'Correction',
  reversal: 'Reversal',
  breakage: 'Breakage',
};

/** `LOCATION North, CLASS Retail`. */
export function dimensionsWords(dimensions: EntryLine['dimensions']): string {
  return Object.entries(dimensions)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

/** What moved alike in a period: of one type, reason and currency, and of customers of the same groups. */
export interface ActivityLine {
  readonly period: string;
  /** ISO 4217 code; empty where the source has no CURRENCY column. */
  readonly currency: string;
  readonly type: (typeof TYPE_NAMES)[number];
  /** Empty for none. */
  readonly reason: string;
  /** Empty for a customer without one. */
  readonly groups: Readonly<Partial<Record<GroupColumn, string>>>;
  /** Unsigned. */
  readonly cents: number;
  readonly movements: number;
}

/** Whether what is booked of a period and what is to be posted change the liability as the roll-forward does. */
export interface LiabilityProof {
  readonly period: string;
  readonly currency: string;
  /** Credits − debits of the liability accounts, in cents, of the entries booked before and of the new ones. */
  readonly booked: number;
  readonly posted: number;
  /** Closing − opening of the roll-forward. */
  readonly movement: number;
  readonly agrees: boolean;
}
