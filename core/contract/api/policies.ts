import { z } from 'zod';
import type { Policy } from '../settings.ts';
import type { MoneyTotals } from '../run.ts';
import { call } from '../calls/call.ts';
import { entryWithin, noEntry, ofRun, opening } from '../calls/entry.ts';
import { exportTargetSchema, sheetFormatSchema } from '../calls/written-file.ts';
import type { WrittenFile } from '../calls/written-file.ts';

/** What one policy makes of a ledger. */
export interface PolicyOutcome {
  readonly policy: Policy;
  /** Of each currency in the order of their codes, or of the only one (with an empty name). Cents. */
  readonly byCurrency: readonly { readonly currency: string; readonly totals: MoneyTotals }[];
  /** Redemptions that took a lot, those that lots cover wholly, and all redemptions. */
  readonly matchedRedemptions: number;
  readonly coveredRedemptions: number;
  readonly redemptions: number;
  readonly allocations: number;
  /** Customers with untracked variance or uncovered redemptions. */
  readonly customersAffected: number;
}

export interface PolicyComparison {
  readonly outcomes: readonly PolicyOutcome[];
  /** Customers on whom the policies differ most, the largest first. */
  readonly examples: readonly {
    readonly customer: string;
    readonly movements: number;
    /** The largest difference in matched cents between two policies. */
    readonly difference: number;
  }[];
}

/** A movement in the picture of a policy or a customer's trail. */
export interface PictureMovement {
  readonly id: string;
  readonly type: 'earned' | 'spent' | 'expired';
  /** Wall-clock ms. */
  readonly createdAt: number;
  /** Signed. */
  readonly cents: number;
  readonly currency: string;
}
export interface PicturePair {
  readonly earnedId: string;
  readonly redeemerId: string;
  readonly cents: number;
}
export interface PolicyPicture {
  readonly customer: string;
  /** In the order of RULES.md section 3; at most 200, `more` says how many there are beyond. */
  readonly movements: readonly PictureMovement[];
  readonly more: number;
  readonly pairs: Readonly<Record<Policy, readonly PicturePair[]>>;
}

export const policyCalls = {
  /** All policies on the validated ledger of a run. */
  'policies.compare': call<PolicyComparison>()(
    z.strictObject({ runId: z.string() }),
    opening('policies.compared', ofRun),
  ),
  /** The same comparison: as a workbook with the run and its cut-off, or its figures as CSV. */
  'policies.export': call<WrittenFile>()(
    z.strictObject({ runId: z.string(), format: sheetFormatSchema, target: exportTargetSchema }),
    entryWithin('export.written'),
  ),
  'policies.picture': call<PolicyPicture>()(
    z.strictObject({ runId: z.string(), customer: z.string().max(500) }),
    noEntry,
  ),
} as const;
