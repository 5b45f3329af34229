import type { Job, JobProgress } from '../../core/contract/api/runs.ts';
import { STEP_NAMES } from '../../core/contract/steps.ts';
import type { ProgressUnit, StepName } from '../../core/contract/steps.ts';
import type { ToldProgress } from '../app/jobs.ts';

/** A stretch of work that counts one thing, as measured so far. Times in milliseconds. */
interface Stretch {
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
function measured(before: Stretch | null, progress: ToldProgress, at: number): Stretch {
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

/** What is counted at the moment and, where that is but a part of the step, the step itself. */
export interface Pace {
  readonly counted: Stretch;
  readonly step: Stretch | null;
}

/** The pace after another word of progress. */
export function paceAfter(before: Pace | null, progress: ToldProgress, at: number): Pace {
  const { step, share } = progress;
  return {
    counted: measured(before?.counted ?? null, progress, at),
    step:
      share === undefined
        ? null
        : measured(before?.step ?? null, { step, done: share, of: 1, unit: null, words: '' }, at),
  };
}

/** What the interface is told: with the rate, since when the step is under way, and the time that is left. */
export function progressView(
  { counted }: Pace,
  progress: ToldProgress,
  when: Pick<JobProgress, 'at' | 'since' | 'left'>,
): JobProgress {
  const { step, done, of, unit, words, share = of ? Math.min(1, done / of) : null } = progress;
  return {
    step,
    done,
    of,
    unit,
    share,
    files: progress.files ?? null,
    words,
    rate: counted.rate,
    ...when,
    waiting: progress.waiting ?? null,
  };
}

/** The rest of the step by its rate, in ms; null where it cannot be told, or nothing is left that is counted. */
export function restByRate({ counted, step }: Pace): number | null {
  const { done, of, rate } = step ?? counted;
  if (of === null || done >= of || rate === null || rate <= 0) return null;
  return ((of - done) * 1000) / rate;
}

/** How far a run is over all its steps, 0 to 1; −1 while that cannot be told. */
export function shareOf({ progress }: Pick<Job, 'progress'>): number {
  if (progress?.step == null) return -1;
  return (STEP_NAMES.indexOf(progress.step) + (progress.share ?? 0)) / STEP_NAMES.length;
}
