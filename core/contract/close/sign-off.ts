import { z } from 'zod';
import type { TYPE_NAMES } from '../../ledger/ledger.ts';
import { reasonSchema } from '../settings.ts';

/** The states of a period's close, in their order (RULES.md section 13). */
export const CLOSE_STATES = {
  open: { title: 'Open', meaning: 'Being worked on.' },
  prepared: { title: 'Prepared', meaning: 'Complete, and signed by its preparer.' },
  reviewed: { title: 'Reviewed', meaning: 'Signed by a second person.' },
  locked: {
    title: 'Locked',
    meaning: 'Closed: what comes later is posted in the first open period.',
  },
} as const;
export type CloseState = keyof typeof CLOSE_STATES;

/** What a period needs before it can be prepared, in the order in which it is worked off. */
export const REQUIREMENT_WORDS = {
  verified: 'Run verified',
  'tied-out': 'Tied out to the general ledger',
  entries: 'Entries complete',
  booked: 'Entries booked',
  exceptions: 'Material exceptions decided',
  flux: 'Flux explained',
} as const;
export type RequirementId = keyof typeof REQUIREMENT_WORDS;

/** What a signature is about, in the order in which it is told. */
export const SIGNED_PARTS = {
  figures: 'Figures of the run',
  'tie-out': 'Tie-out and its items',
  entries: 'Journal entries',
  breakage: 'Breakage',
  flux: 'Flux and its explanations',
  exceptions: 'Decisions on exceptions',
  files: 'Files of the run',
} as const;
export type SignedPart = keyof typeof SIGNED_PARTS;
const partSchema = z.enum(Object.keys(SIGNED_PARTS) as [SignedPart, ...SignedPart[]]);
/** By part the digest of what is signed. */
const signedSchema = z.record(partSchema, z.string());
export type Signed = z.infer<typeof signedSchema>;

/** What a person may be in a close. */
export const CLOSE_ROLE_WORDS = { preparer: 'Preparer', reviewer: 'Reviewer' } as const;
export type CloseRole = keyof typeof CLOSE_ROLE_WORDS;
const roleSchema = z.enum(Object.keys(CLOSE_ROLE_WORDS) as [CloseRole, ...CloseRole[]]);
/** Who takes part in a close, as the settings list them. */
export const closePersonSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  roles: z.array(roleSchema),
});
export type ClosePerson = z.infer<typeof closePersonSchema>;

/** Whether two names are those of one person: letter case and blanks do not tell them apart. */
export function isSamePerson(a: string, b: string): boolean {
  const plain = (name: string): string => name.trim().replaceAll(/\s+/g, ' ').toLowerCase();
  return plain(a) === plain(b);
}

const done = { by: z.string().trim().min(1).max(200), at: z.int() };
/** What was done to a close. Events are added and never changed. */
export const closeEventSchema = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('prepared'), ...done, signed: signedSchema }),
  z.strictObject({ is: z.literal('reviewed'), ...done, signed: signedSchema }),
  z.strictObject({ is: z.literal('locked'), ...done, signed: signedSchema }),
  z.strictObject({ is: z.literal('reopened'), ...done, reason: reasonSchema }),
]);
export type CloseEvent = z.infer<typeof closeEventSchema>;

/** What signs a close: its preparation, its review, its lock. */
export type Signature = Exclude<CloseEvent, { is: 'reopened' }>;

/** Opens a period again: its signatures no longer count. */
export type Reopening = Extract<CloseEvent, { is: 'reopened' }>;

/** Where the close of a period stands. */
export interface CloseStanding {
  readonly state: CloseState;
  /** Those that count: of the preparer, then of the reviewer, then of who locked it. */
  readonly signatures: readonly Signature[];
  /**
   * What is no longer as it was signed, in the order of the parts: the signatures are suspended until it is so
   * again, or the period is prepared anew. Empty where nothing has changed.
   */
  readonly changed: readonly SignedPart[];
}

/** Where a close stands and what suspends its signatures, as it is told wherever a run or a period is listed. */
export type CloseToday = Pick<CloseStanding, 'state' | 'changed'>;

/** Where a close stands, in words: “Reviewed, suspended”. */
export function closeWords({ state, changed }: CloseToday): string {
  return CLOSE_STATES[state].title + (changed.length > 0 ? ', suspended' : '');
}

/** What has changed since a close was signed, in a sentence. */
export function changedWords({ changed }: Pick<CloseToday, 'changed'>): string {
  const parts = changed.map((part) => SIGNED_PARTS[part].toLowerCase());
  return `Changed since it was signed: ${parts.join(', ')}.`;
}

/** A row by which a ledger has changed since a period was locked. Signed cents; null where it is not there. */
export interface LaterRow {
  readonly what: 'added' | 'changed' | 'gone';
  readonly id: string;
  readonly customer: string;
  /** ISO 4217 code; empty where the source has no CURRENCY column. */
  readonly currency: string;
  readonly type: (typeof TYPE_NAMES)[number];
  /** Wall-clock ms. */
  readonly createdAt: number;
  readonly before: number | null;
  readonly now: number | null;
}
