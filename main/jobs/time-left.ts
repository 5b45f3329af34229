import type { TimeLeft } from '../../core/contract/api/runs.ts';
import { STEP_NAMES } from '../../core/contract/steps.ts';
import type { StepName } from '../../core/contract/steps.ts';

/** How long each step is expected to take, in ms, as runs of the same source took it. */
export type ExpectedSteps = Readonly<Record<StepName, number>>;

/** What is known of the time left at one moment. Times in ms of a clock that only goes forward. */
export interface Sighting {
  readonly at: number;
  readonly step: StepName | null;
  /** By the rate of the step; null where there is none yet, or nothing more that is counted. */
  readonly byRate: number | null;
  /** Null where no earlier run tells. */
  readonly expected: ExpectedSteps | null;
}

/** When the work is thought to end, and how sure that is. */
export interface Estimate {
  readonly step: StepName | null;
  /** When the step, or the job where it has none, began. */
  readonly begunAt: number;
  readonly at: number;
  /** The end of this alone. */
  readonly of: TimeLeft['of'];
  /** Null while nothing is foreseen. */
  readonly end: number | null;
  /** Since when what is foreseen has agreed with itself. */
  readonly steadySince: number;
}

/** What is foreseen has to hold for so long before it is told. */
const STEADY_MS = 3000;
/** What is foreseen anew agrees with what was if the two are no further apart, of the time left and at least. */
const AGREED_SHARE = 0.3;
const AGREED_MS = 3000;
/** What is told follows what is foreseen anew within about this time. */
const SMOOTHING_MS = 5000;

/**
 * The estimate after another sighting. Small deviations are followed smoothly; a large one takes the estimate back
 * until it has held anew: no figure is better than one that jumps.
 */
export function estimateAfter(before: Estimate | null, sighting: Sighting): Estimate {
  const { at, step, expected } = sighting;
  const sameStep = before !== null && before.step === step;
  const begunAt = sameStep ? before.begunAt : at;
  const of = step !== null && expected !== null ? 'run' : 'step';
  const foreseen = foreseenMs(sighting, at - begunAt);
  const end = foreseen === null ? null : at + foreseen;
  // The rest of a run goes on over its steps; that of a step ends with it.
  const comparable = before !== null && before.of === of && (of === 'run' || sameStep);
  const fresh: Estimate = { step, begunAt, at, of, end, steadySince: at };
  if (!comparable || before.end === null || end === null) return fresh;
  const leftNow = Math.max(0, Math.min(before.end, end) - at);
  if (Math.abs(end - before.end) > Math.max(AGREED_MS, AGREED_SHARE * leftNow)) return fresh;
  const share = 1 - Math.exp(-(at - before.at) / SMOOTHING_MS);
  return {
    ...fresh,
    end: before.end + (end - before.end) * share,
    steadySince: before.steadySince,
  };
}

/** The time left by an estimate; null where it would be a guess, or is over and the work is not. */
export function timeLeft({ at, of, end, steadySince }: Estimate): TimeLeft | null {
  if (end === null || end <= at || at - steadySince < STEADY_MS) return null;
  return { ms: Math.round(end - at), of };
}

/** The rest of the step by its rate, else as it took before; with it, where earlier runs tell, all later steps. */
function foreseenMs({ step, byRate, expected }: Sighting, elapsed: number): number | null {
  if (step === null || expected === null) return byRate;
  const asBefore = expected[step] - elapsed;
  // A little longer than before is within what an estimate is for.
  const rest = byRate ?? (asBefore > -AGREED_MS ? Math.max(0, asBefore) : null);
  if (rest === null) return null;
  return STEP_NAMES.slice(STEP_NAMES.indexOf(step) + 1).reduce(
    (sum, later) => sum + expected[later],
    rest,
  );
}
