import type { RunView } from '../../../core/contract/api/runs.ts';
import type { StepRecord } from '../../../core/contract/run.ts';
import { STEP_NAMES } from '../../../core/contract/steps.ts';
import type { StepName } from '../../../core/contract/steps.ts';
import type { Format } from '../../format/format.ts';

/** How a step stands for the analyst. `waiting`: it is the next one, and waits to be told. */
export type StepState =
  | 'todo'
  | 'running'
  | 'waiting'
  | 'done'
  | 'halted'
  | 'failed'
  | 'cancelled'
  | 'interrupted';

export interface StepView {
  readonly name: StepName;
  readonly state: StepState;
  /** Null before it began, and while it runs. */
  readonly durationMs: number | null;
  readonly rowsIn: number | null;
  readonly rowsOut: number | null;
  /** More than 1 after a resume. */
  readonly attempts: number;
  /** Whether there is something to look at. */
  readonly open: boolean;
}

type Walked = Pick<RunView, 'run' | 'steps' | 'pausedAfter'>;

/**
 * The five steps as they stand. Steps are taken in order, so the first that is not done carries the
 * state of the run, and those after it are still to do.
 */
export function stepViews(view: Walked): readonly StepView[] {
  const at = attentionIndex(view);
  return STEP_NAMES.map((name, index) => {
    const record = recordOf(view, name);
    const done = at === null || index < at;
    return {
      name,
      state: done ? 'done' : index === at ? stateOfRun(view) : 'todo',
      durationMs: record?.endedAt == null ? null : Math.max(0, record.endedAt - record.startedAt),
      rowsIn: record?.rowsIn ?? null,
      rowsOut: record?.rowsOut ?? null,
      attempts: record?.attempts ?? 0,
      open: done || index === at,
    };
  });
}

/** How long a run was at work, in milliseconds: its steps, without what it waited between them. */
export function workedMs(steps: Walked['steps']): number {
  return steps.reduce(
    (sum, { startedAt, endedAt }) => sum + Math.max(0, (endedAt ?? startedAt) - startedAt),
    0,
  );
}

/** The step that wants to be looked at: where the run is, stopped or waits; Report at its end. */
export function stepInFocus(view: Walked): StepName {
  const at = attentionIndex(view);
  return at === null ? 'report' : STEP_NAMES[at]!;
}

/** The step shown: the one asked for if it can be opened, else the one in focus. */
export function stepShown(view: Walked, asked: StepName | null): StepName {
  const open = stepViews(view).find(({ name }) => name === asked)?.open;
  return asked !== null && open ? asked : stepInFocus(view);
}

/** The step to take next while the run waits; null where it does not wait. */
export function nextStep(view: Walked): StepName | null {
  return isPaused(view) ? stepInFocus(view) : null;
}

export function isPaused({ run, pausedAfter }: Walked): boolean {
  return pausedAfter !== null && run.status === 'interrupted';
}

/** What went in and what came out, in a few words; empty where the step counts no rows. */
export function rowsWords(
  { name, rowsIn, rowsOut }: StepView,
  { count, counted }: Pick<Format, 'count' | 'counted'>,
): string {
  if (rowsIn === null) return rowsOut === null ? '' : counted(rowsOut, 'row');
  if (rowsOut === null) return counted(rowsIn, 'row');
  return `${count(rowsIn)} → ${name === 'match' ? counted(rowsOut, 'pair') : count(rowsOut)}`;
}

function attentionIndex(view: Walked): number | null {
  if (view.run.status === 'completed') return null;
  const at = STEP_NAMES.findIndex((name) => recordOf(view, name)?.status !== 'completed');
  // All steps are done but the run is not yet written down as completed.
  return at === -1 ? STEP_NAMES.length - 1 : at;
}

function stateOfRun(view: Walked): StepState {
  const { status } = view.run;
  if (status === 'completed') return 'done';
  return isPaused(view) ? 'waiting' : status;
}

function recordOf({ steps }: Walked, name: StepName): StepRecord | undefined {
  return steps.find((step) => step.name === name);
}
