import { z } from 'zod';
import { reasonSchema } from '../settings.ts';
import { keptFileSchema } from './given-files.ts';

/** Where a balance stands: what a tie-out has a line for (RULES.md section 8). */
const placeSchema = z.strictObject({
  /** The account of the general ledger. */
  account: z.string().trim().min(1).max(100),
  /** ISO 4217 code; empty where the source has no CURRENCY column. */
  currency: z.string(),
  /** Empty where balances are not told by company, and of customers without one. */
  company: z.string(),
});
export type BalancePlace = z.infer<typeof placeSchema>;

/** What an account of the general ledger says is owed, in cents: a credit balance is positive. */
export const glBalanceSchema = placeSchema.extend({ cents: z.int() });
export type GlBalance = z.infer<typeof glBalanceSchema>;

/** An account that the sub-ledger is tied to, and what may stay unexplained there, in cents of each currency. */
export const tiedAccountSchema = z.strictObject({
  account: placeSchema.shape.account,
  thresholdCents: z.int().min(0),
});
export type TiedAccount = z.infer<typeof tiedAccountSchema>;

/** The kinds of reconciling items, in the order in which they are offered. */
export const ITEM_KINDS = {
  timing: {
    title: 'Timing',
    meaning: 'Both ledgers are right; one of them has it in another period and clears it there.',
  },
  unposted: {
    title: 'Unposted entry',
    meaning: 'The sub-ledger has it; its entry is not posted in the general ledger yet.',
  },
  'gl-error': {
    title: 'Error in the general ledger',
    meaning: 'The general ledger is wrong and has to be corrected.',
  },
  'ledger-error': {
    title: 'Error in the ledger',
    meaning: 'The ledger of store credit is wrong and has to be corrected.',
  },
  other: { title: 'Other', meaning: 'None of these; the explanation says what it is.' },
} as const;
export type ItemKind = keyof typeof ITEM_KINDS;
const itemKindSchema = z.enum(Object.keys(ITEM_KINDS) as [ItemKind, ...ItemKind[]]);

/** What explains a part of the difference between the two ledgers. */
export const reconcilingItemSchema = placeSchema.extend({
  id: z.string().min(1),
  kind: itemKindSchema,
  /** The part of general ledger − sub-ledger that it explains, in signed cents. */
  cents: z.int().refine((cents) => cents !== 0),
  /** A document, a ticket, an entry: where it can be looked up. Empty for none. */
  reference: z.string().trim().max(200),
  explanation: reasonSchema,
  /** `YYYY-MM-DD`: the as-of day of the tie-out in which it was first listed. */
  openedOn: z.iso.date(),
  /** `YYYY-MM-DD` by which it should clear; null where nobody has said. */
  expectedBy: z.iso.date().nullable(),
  /** `YYYY-MM-DD` on which it was cleared; null while it is open. */
  clearedOn: z.iso.date().nullable(),
  /** The key of the exception that it was made from; null for none. */
  exception: z.string().nullable(),
  /** What was attached: its name, and the checksum under which it is kept. */
  attachment: keptFileSchema.nullable(),
});
export type ReconcilingItem = z.infer<typeof reconcilingItemSchema>;

/** What a person says of an item that is made from an exception; all else follows from the exception. */
export const itemOfExceptionSchema = reconcilingItemSchema.pick({
  account: true,
  kind: true,
  cents: true,
  reference: true,
  explanation: true,
  expectedBy: true,
});
export type ItemOfException = z.infer<typeof itemOfExceptionSchema>;

/** An exception that a reconciling item was made from, and the item. */
export interface LinkedItem extends Pick<
  ReconcilingItem,
  'id' | 'account' | 'currency' | 'kind' | 'cents' | 'openedOn' | 'clearedOn'
> {
  /** The key of the exception. */
  readonly exception: string;
}

/** How a trial balance writes what is owed, where it has one column for balances. */
export const BALANCE_SIGNS = ['debit-positive', 'credit-positive'] as const;
export type BalanceSign = (typeof BALANCE_SIGNS)[number];

/** A reconciling item as it stands on a day. */
export interface ItemAt extends ReconcilingItem {
  /** Full days since it was first listed. */
  readonly ageDays: number;
  /** Listed before the period, and still open. */
  readonly isCarriedForward: boolean;
  /** It should have cleared by then. */
  readonly isOverdue: boolean;
}

/**
 * One account in one currency and, where the general ledger tells it, one company. All amounts are signed cents,
 * positive where something is owed.
 */
export interface TieOutLine extends BalancePlace {
  /** Null where no balance was given: nothing is tied then. */
  readonly gl: number | null;
  readonly subLedger: number;
  /** General ledger − sub-ledger; null without a balance. */
  readonly difference: number | null;
  readonly items: readonly ItemAt[];
  /** What the items add up to. */
  readonly explained: number;
  /** Difference − items; null without a balance. */
  readonly unexplained: number | null;
  /** What may stay unexplained. */
  readonly threshold: number;
  readonly isTied: boolean;
}
