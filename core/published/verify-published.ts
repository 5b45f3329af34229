import type { CheckFailure, CheckResult } from '../contract/checks.ts';
import type { Policy } from '../contract/settings.ts';
import type { RunTotals } from '../contract/run.ts';
import { totalsByCurrency, unusedAndShort } from '../contract/totals.ts';
import type { Totals } from '../ledger/draft.ts';
import { changedOutputs } from '../disk/publish.ts';
import { verify } from '../verify/verify.ts';
import { cancelled } from './cancelled.ts';
import type { ReadBackOptions } from './open-table.ts';
import { counted } from '../counted.ts';
import { readPublishedDraft } from './published-draft.ts';
import { loadValidation } from '../run-folder/validation-file.ts';

/** What a run says of itself: which files, and which figures. */
export interface PublishedRun {
  /** `ledger.bin` of the run, and its checksum. */
  readonly ledger: { readonly path: string; readonly sha256: string };
  /** Where its files lie. */
  readonly folder: string;
  /** Its files as they were written. */
  readonly outputs: readonly { readonly name: string; readonly sha256: string }[];
  readonly policy: Policy;
  /** As they were reported, in cents. */
  readonly totals: RunTotals;
}

export interface PublishedVerdict {
  /** All seven checks hold, and all files are what was written. */
  readonly passed: boolean;
  /** The seven checks of RULES.md section 4, in order. */
  readonly checks: readonly CheckResult[];
  /** Files that are missing or not what was written. */
  readonly changedFiles: readonly string[];
}

const KEPT = 100;

/**
 * Proves the published files of a run anew: their checksums, and the seven checks on what the files
 * themselves hold, against the accepted ledger and the source's control totals. Nothing of the
 * matching is read. Throws Problem `run.cancelled`, or `run.checkpoint-damaged` where the ledger is
 * not what was validated.
 */
export async function verifyPublished(
  run: PublishedRun,
  options: ReadBackOptions = {},
): Promise<PublishedVerdict> {
  const { signal, onProgress } = options;
  const of = run.outputs.length;
  const changedFiles: string[] = [];
  for (const [n, output] of run.outputs.entries()) {
    if (signal?.aborted) throw cancelled();
    onProgress?.({ done: n, of, unit: null, words: `Comparing ${output.name}` });
    changedFiles.push(...(await changedOutputs([output], run.folder)));
  }
  onProgress?.({ done: of, of, unit: null, words: 'Reading the ledger' });
  const { source } = await loadValidation(run.ledger.path, run.ledger.sha256);
  if (signal?.aborted) throw cancelled();
  const published = await readPublishedDraft(run.folder, run.policy, source, options);
  const checks = verify(
    published,
    published.draft,
    source.asOf,
    wholeTotals(run.totals),
    source.control,
    {
      ...(signal && { signal }),
      onProgress: (done) => onProgress?.({ ...done, words: 'Checking' }),
    },
  );
  const judged = checks.map((check) =>
    withFaults(
      check,
      published.faults.filter((fault) => fault.check === check.id),
    ),
  );
  return {
    passed: changedFiles.length === 0 && judged.every(({ passed }) => passed),
    checks: judged,
    changedFiles,
  };
}

/** The totals by currency, with the two halves of the untracked variance, which the record does not name. */
function wholeTotals(totals: RunTotals): Record<string, Totals> {
  return Object.fromEntries(
    totalsByCurrency(totals).map(({ currency, totals: of }) => {
      const { unused, short } = unusedAndShort(of);
      return [currency, { ...of, untrackedUnused: unused, untrackedUncovered: short }];
    }),
  );
}

function withFaults(check: CheckResult, faults: readonly CheckFailure[]): CheckResult {
  if (faults.length === 0) return check;
  const failureCount = faults.length + check.failureCount;
  return {
    ...check,
    passed: false,
    failureCount,
    failures: [...faults.map(({ message, ids }) => ({ message, ids })), ...check.failures].slice(
      0,
      KEPT,
    ),
    numbers: { ...check.numbers, failures: failureCount },
    detail: `${counted(failureCount, 'failure')}; the first: ${faults[0]!.message}`,
  };
}
