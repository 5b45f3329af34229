import { STEP_TITLES } from '../../../core/contract/steps.ts';
import type { ReactNode } from 'react';
import { EmptyState, Panel } from '../../components/surfaces/surfaces.tsx';
import type { StepView } from './walk-steps.ts';

/** What stands in a step that has not been done: why, and what will be here. */
export function NotYet({ step, children }: { step: StepView; children: ReactNode }) {
  const title = STEP_TITLES[step.name];
  const words: Record<StepView['state'], string> = {
    todo: `${title} has not started.`,
    running: `${title} is running.`,
    waiting: `${title} is waiting for you.`,
    done: `${title} is done.`,
    halted: `${title} was halted.`,
    failed: `${title} failed.`,
    cancelled: `${title} was cancelled.`,
    interrupted: `${title} was interrupted.`,
  };
  return (
    <Panel>
      <EmptyState title={words[step.state]}>{children}</EmptyState>
    </Panel>
  );
}
