import { useState } from 'react';
import type { RunView } from '../../core/contract/api/runs.ts';
import type { Policy } from '../../core/contract/settings.ts';
import { STEP_NAMES } from '../../core/contract/steps.ts';
import type { StepName } from '../../core/contract/steps.ts';
import { useJobOfRun } from '../bridge/jobs.ts';
import { bindScreen } from '../frame/bound-screen.ts';
import { DownloadStep } from './download/download-step.tsx';
import { MatchStep } from './match/match-step.tsx';
import { ReportStep } from './report/report-step.tsx';
import { RunBar } from './frame/run-bar.tsx';
import { Stepper } from './frame/stepper.tsx';
import { HaltChoice } from './validate/halt-choice.tsx';
import { ValidateStep } from './validate/validate-step.tsx';
import { VerifyStep } from './verify/verify-step.tsx';
import frame from './frame/frame.module.css';
import { stepShown, stepViews } from './frame/walk-steps.ts';
import { useStartRun } from '../under-way/work-under-way.ts';

export const screen = bindScreen('walk', ({ run, step }) => (
  <WalkScreen view={run} asked={STEP_NAMES.find((name) => name === step) ?? null} />
));

/** A run: its five steps and its close, what can be done with it now, and the step that is looked at. */
function WalkScreen({ view, asked }: { view: RunView; asked: StepName | null }) {
  const job = useJobOfRun(view.run.id);
  const starting = useStartRun();
  const [chosen, setChosen] = useState<Policy | null>(null);
  const policy = chosen ?? view.run.policy;
  const shown = stepShown(view, asked);
  const steps = stepViews(view);
  const step = steps.find(({ name }) => name === shown)!;
  return (
    <div className={frame.walk}>
      <Stepper steps={steps} shown={shown} close={view.close} runId={view.run.id} />
      <RunBar
        view={view}
        job={job}
        starting={starting}
        shown={shown}
        policy={policy}
        halted={
          view.run.status === 'halted' &&
          shown === 'validate' && <HaltChoice view={view} starting={starting} />
        }
      />
      {shown === 'download' && <DownloadStep view={view} />}
      {shown === 'validate' && <ValidateStep view={view} step={step} />}
      {shown === 'match' && (
        <MatchStep
          view={view}
          step={step}
          starting={starting}
          policy={policy}
          onPolicy={setChosen}
        />
      )}
      {shown === 'verify' && <VerifyStep view={view} step={step} />}
      {shown === 'report' && <ReportStep view={view} step={step} starting={starting} job={job} />}
    </div>
  );
}
