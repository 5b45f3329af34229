import type { OutputFile } from '../disk/publish.ts';
import type { ExceptionList } from '../report/figures/exception-list.ts';
import type {
  MatchedFacts,
  ReconcileEnvironment,
  ReconcileRequest,
  ValidatedFacts,
} from './steps/asked-run.ts';
import { COURSE } from './steps/course.ts';
import type { Paused } from './steps/step.ts';
import { validatedFacts } from './steps/validate.ts';

export interface Reconciliation extends ValidatedFacts, MatchedFacts {
  readonly pausedAfter: null;
  readonly exceptions: ExceptionList;
  readonly outputs: readonly OutputFile[];
}

/**
 * Download, validate, match, verify, report: each step once, beginning after the last one that the journal
 * knows to be completed, and ending before its time where `until` says so. Throws a Problem for
 * whatever stops the run; nothing is published then, and a draft that failed verification lies in
 * the run's `draft` folder to be looked at.
 */
export function reconcile(
  request: ReconcileRequest,
  environment: ReconcileEnvironment & { readonly until?: undefined },
): Promise<Reconciliation>;
export function reconcile(
  request: ReconcileRequest,
  environment: ReconcileEnvironment,
): Promise<Reconciliation | Paused>;
export async function reconcile(
  request: ReconcileRequest,
  environment: ReconcileEnvironment,
): Promise<Reconciliation | Paused> {
  const ends: (() => Promise<void>)[] = [];
  try {
    const atEnd = (end: () => Promise<void>): void => void ends.push(end);
    const ended = await COURSE.take({ request, environment, atEnd });
    if ('pausedAfter' in ended) return ended;
    const { validation, facts, report, outputs } = ended.left;
    const { exceptions } = report;
    return {
      ...validatedFacts(validation.source),
      ...facts,
      pausedAfter: null,
      exceptions,
      outputs,
    };
  } finally {
    for (const end of ends) await end();
  }
}
