import { z } from 'zod';
import { GROUP_COLUMNS } from '../../ledger/ledger.ts';
import { POLICIES, policyOf, reasonSchema } from '../settings.ts';
import type { Policy } from '../settings.ts';

/** By what lots can be put into classes, beside their currency. */
export const CLASS_COLUMNS = ['REASON', ...GROUP_COLUMNS] as const;
const classColumnSchema = z.enum(CLASS_COLUMNS);
export type ClassColumn = z.infer<typeof classColumnSchema>;

/** How breakage becomes income (RULES.md section 11), in the order in which it is offered. */
export const BREAKAGE_METHODS = {
  proportional: {
    title: 'Proportional',
    meaning:
      'As customers redeem: of the expected breakage the same share as of the expected redemptions.',
  },
  remote: {
    title: 'Remote',
    meaning: 'Only when it has expired, or is so old that its redemption is remote.',
  },
} as const;
export type BreakageMethodId = keyof typeof BREAKAGE_METHODS;
const methodSchema = z.enum(
  Object.keys(BREAKAGE_METHODS) as [BreakageMethodId, ...BreakageMethodId[]],
);

/** What every place says that shows an estimate. */
export const ESTIMATE_NOTE =
  'An estimate under a stated method (ASC 606-10-55-46 to 49, IFRS 15 B44 to B47), and no advice on which method or rate is right.';

/** Why an estimate by the matching of a policy is wrong (RULES.md section 11); null where it is not. */
export function estimateWarning(policy: Policy): string | null {
  const { title, traits } = policyOf(policy);
  if (!traits.leavesVariance) return null;
  const better = POLICIES.filter((id) => !policyOf(id).traits.leavesVariance);
  const titles = better.map((id) => policyOf(id).title).join(' or ');
  return `${title} leaves untracked variance: less counts as spent than was spent, so breakage comes out too high. Estimate it on a run with the policy ${titles}.`;
}

/** What is expected of a class: what its past says, or a rate that a person sets; or it has no breakage at all. */
const expectationSchema = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('chain-ladder'), method: methodSchema }),
  z.strictObject({
    is: z.literal('rate'),
    method: methodSchema,
    /** Hundredths of a per cent of what was earned that are never redeemed. */
    basisPoints: z.int().min(0).max(10_000),
    reason: reasonSchema,
  }),
  /** What is not redeemed is owed to a state as unclaimed property. */
  z.strictObject({ is: z.literal('escheatable'), reason: reasonSchema }),
]);
export type Expectation = z.infer<typeof expectationSchema>;

/** How breakage is estimated and booked. */
export const breakageTermsSchema = z.strictObject({
  by: z.array(classColumnSchema).default(['REASON']),
  /** What counts for classes that are not named. */
  others: expectationSchema.default({ is: 'chain-ladder', method: 'proportional' }),
  /** Classes by their values; a column or a currency that is left out may be any. The first that fits counts. */
  classes: z
    .array(
      z.strictObject({
        of: z.partialRecord(classColumnSchema, z.string()),
        currency: z.string().optional(),
        expectation: expectationSchema,
      }),
    )
    .default([]),
  /** After so many months a redemption is remote. */
  remoteAfterMonths: z.int().min(1).max(600).default(36),
  /** The accounts that a true-up is debited and credited to. */
  debit: z.string().trim().min(1).default('2190 Store credit breakage'),
  credit: z.string().trim().min(1).default('4900 Breakage income'),
});
export type BreakageTerms = z.infer<typeof breakageTermsSchema>;

/** What the chain ladder would have said of months that have passed since, beside what was. Cents. */
export interface BackTest {
  readonly heldOutMonths: number;
  /** Cohorts of which something was spent before. */
  readonly cohorts: number;
  /** What they would be expected to spend in these months, rounded to the cent, and what they did. */
  readonly predicted: number;
  readonly actual: number;
  /** Predicted − actual. */
  readonly error: number;
}

/** What is expected of a class, in words: `Rate of 10.00 %`. */
export function expectationWords(expectation: Expectation): string {
  switch (expectation.is) {
    case 'chain-ladder':
      return 'Chain ladder';
    case 'rate':
      return `Rate of ${(expectation.basisPoints / 100).toFixed(2)} %`;
    case 'escheatable':
      return 'Escheatable: none';
  }
}
