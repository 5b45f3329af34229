import type { CheckResult, ControlTotals } from '../contract/checks.ts';
import { runCancelled } from '../contract/problem.ts';
import type { Counted, Tell } from '../contract/steps.ts';
import type { CutLedger } from '../ledger/cut-ledger.ts';
import type { Draft, Totals } from '../ledger/draft.ts';
import { concludeProof, provePartition } from './proof.ts';

export interface VerifyOptions {
  readonly signal?: { readonly aborted: boolean };
  /** Checks done, and how many there are. */
  readonly onProgress?: Tell<Counted>;
}

/**
 * Proves a whole draft from its own columns and the source's, without a line of the matcher's code: the
 * seven checks of RULES.md section 4, in order. Throws only when cancelled, as the Problem `run.cancelled`.
 */
export function verify(
  cut: CutLedger,
  draft: Draft,
  asOf: number,
  totals: Readonly<Record<string, Totals>>,
  control: ControlTotals,
  { signal, onProgress }: VerifyOptions = {},
): readonly CheckResult[] {
  const proof = provePartition(cut, draft, asOf, { rows: 0, allocations: 0 }, (done, of) => {
    if (signal?.aborted) throw runCancelled();
    onProgress?.({ done, of, unit: null });
  });
  return concludeProof([proof], totals, control);
}
