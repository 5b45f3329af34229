import { STEP_TITLES } from '../../../core/contract/steps.ts';
import {
  Check,
  Circle,
  CircleDot,
  CirclePause,
  CircleSlash,
  CircleX,
  LoaderCircle,
  TriangleAlert,
} from 'lucide-react';
import { Link } from 'wouter';
import type { RunClose } from '../../../core/contract/api/runs.ts';
import { closeWords } from '../../../core/contract/close/sign-off.ts';
import type { StepName } from '../../../core/contract/steps.ts';
import { durationText } from '../../format/format.ts';
import { useFormat } from '../../format/use-format.ts';
import { pathTo, routes } from '../../frame/routes.ts';
import css from './frame.module.css';
import { rowsWords } from './walk-steps.ts';
import type { StepState, StepView } from './walk-steps.ts';

const LOOKS: Readonly<Record<StepState, { readonly words: string; readonly Icon: typeof Check }>> =
  {
    todo: { words: 'To do', Icon: Circle },
    running: { words: 'Running', Icon: LoaderCircle },
    waiting: { words: 'Waiting for you', Icon: CirclePause },
    done: { words: 'Done', Icon: Check },
    halted: { words: 'Halted', Icon: TriangleAlert },
    failed: { words: 'Failed', Icon: CircleX },
    cancelled: { words: 'Cancelled', Icon: CircleSlash },
    interrupted: { words: 'Interrupted', Icon: CircleDot },
  };

interface StepperProps {
  readonly steps: readonly StepView[];
  readonly shown: StepName;
  /** Where the close of the period stands, which follows the steps; null where it has not been begun. */
  readonly close: RunClose;
  /** Null before there is a run: the steps stand there, and none can be opened. */
  readonly runId: string | null;
}

/** The five steps in a row, and the close after them. What was done, or wants attention, can be opened. */
export function Stepper({ steps, shown, close, runId }: StepperProps) {
  const format = useFormat();
  return (
    <nav aria-label="Steps of the run">
      <ol className={css.steps}>
        {steps.map((step, index) => {
          const { name, state, open, durationMs } = step;
          const { words, Icon } = LOOKS[state];
          const lasted = durationMs === null || state === 'running' ? '' : durationText(durationMs);
          const content = (
            <>
              <span className={css.stepHead}>
                <Icon size={16} aria-hidden className={css.stepIcon} />
                <span className={css.stepName}>
                  {index + 1} {STEP_TITLES[name]}
                </span>
              </span>
              <span className={css.stepState}>
                {words} {lasted && <span className={css.stepFacts}>{lasted}</span>}
              </span>
              <span className={css.stepFacts}>{rowsWords(step, format) || '\u00a0'}</span>
            </>
          );
          const current = name === shown ? ('step' as const) : undefined;
          const className = `${css.step} ${css[state]}`;
          return (
            <li key={name}>
              {runId !== null && open ? (
                <Link href={routes.run(runId, name)} className={className} aria-current={current}>
                  {content}
                </Link>
              ) : (
                <span className={className} aria-current={current}>
                  {content}
                </span>
              )}
            </li>
          );
        })}
        <li>
          <CloseStep
            runId={steps.every(({ state }) => state === 'done') ? runId : null}
            place={steps.length + 1}
            close={close}
          />
        </li>
      </ol>
    </nav>
  );
}

interface CloseStepProps {
  /** Null until there is a completed run to close from. */
  readonly runId: string | null;
  readonly place: number;
  readonly close: RunClose;
}

/** What comes after the report: no step of the run, but where the walk leads to. */
function CloseStep({ runId, place, close }: CloseStepProps) {
  const isLocked = close?.state === 'locked' && close.changed.length === 0;
  const Icon = isLocked ? Check : Circle;
  const content = (
    <>
      <span className={css.stepHead}>
        <Icon size={16} aria-hidden className={css.stepIcon} />
        <span className={css.stepName}>{place} Close</span>
      </span>
      <span className={css.stepState}>{close === null ? 'To do' : closeWords(close)}</span>
      <span className={css.stepFacts}>{'\u00a0'}</span>
    </>
  );
  const className = `${css.step} ${isLocked ? css.done : css.todo}`;
  return runId === null ? (
    <span className={className}>{content}</span>
  ) : (
    <Link href={pathTo('close', { runId })} className={className}>
      {content}
    </Link>
  );
}
