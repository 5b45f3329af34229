import type { JobProgress } from '../../core/contract/api/runs.ts';
import type { ProgressUnit, StepName } from '../../core/contract/steps.ts';

/** What a piece of work says of itself. */
export interface WorkProgress {
  readonly step: StepName | null;
  readonly done: number;
  /** Null where the end is not known. */
  readonly of: number | null;
  readonly unit: ProgressUnit;
  readonly words: string;
}

/** A stretch of work that counts one thing, as measured so far. Times in milliseconds. */
export interface Stretch {
  readonly step: StepName | null;
  readonly of: number | null;
  readonly unit: ProgressUnit;
  readonly begunAt: number;
  readonly begunWith: number;
  readonly at: number;
  readonly done: number;
  /** Per second, smoothed; null until it can be told. */
  readonly rate: number | null;
}

/** Before this much has passed, a rate would be a guess. */
const TELLING_MS = 250;
/** The rate follows a change of pace within about this time. */
const SMOOTHING_MS = 3000;

/** The stretch after another word of progress. It begins anew where something else is counted. */
export function measured(before: Stretch | null, progress: WorkProgress, at: number): Stretch {
  const { step, of, unit, done } = progress;
  if (before?.step !== step || before.of !== of || before.unit !== unit || done < before.done)
    return { step, of, unit, begunAt: at, begunWith: done, at, done, rate: null };
  if (before.rate === null) {
    const elapsed = at - before.begunAt;
    const rate =
      elapsed >= TELLING_MS && done > before.begunWith
        ? ((done - before.begunWith) * 1000) / elapsed
        : null;
    return { ...before, at, done, rate };
  }
  const elapsed = at - before.at;
  if (elapsed <= 0) return { ...before, done };
  const share = 1 - Math.exp(-elapsed / SMOOTHING_MS);
  const now = ((done - before.done) * 1000) / elapsed;
  return { ...before, at, done, rate: before.rate + (now - before.rate) * share };
}

/** What the interface is told: with the rate, and the time that the rest takes at this rate. */
export function progressView({ rate }: Stretch, progress: WorkProgress): JobProgress {
  const { step, done, of, unit, words } = progress;
  const left = of === null ? null : Math.max(0, of - done);
  const remainingMs =
    left === 0 ? 0 : left === null || rate === null || rate <= 0 ? null : (left * 1000) / rate;
  return {
    step,
    done,
    of,
    unit,
    words,
    rate,
    remainingMs: remainingMs === null ? null : Math.round(remainingMs),
  };
}
