import type { PolicyComparison, PolicyPicture } from '../../core/contract/api/policies.ts';
import type { ProblemValue } from '../../core/contract/problem.ts';
import type { LedgerCheckpoint } from '../run-views/validated-ledger.ts';

/** What the worker is started with: the ledger that all its answers are about. */
export type PolicyWorkerData = LedgerCheckpoint;

export type PolicyQuestion =
  | { readonly kind: 'compare' }
  | { readonly kind: 'picture'; readonly customer: string };

export interface AskedQuestion {
  readonly number: number;
  readonly question: PolicyQuestion;
}

export interface PolicyAnswer {
  readonly number: number;
  readonly answer:
    | { readonly ok: true; readonly value: PolicyComparison | PolicyPicture }
    | { readonly ok: false; readonly problem: ProblemValue };
}
