import type { StepName } from '../../core/contract/steps.ts';
import { useCall } from '../bridge/api.ts';
import { Loading, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { RunWalk } from './run-walk.tsx';
import { StartScreen } from './start/start-screen.tsx';

/** Download, Validate, Match, Verify, Report: from a workbook to a signed-off report. */
export function WalkScreen({ runId, step }: { runId: string | null; step: StepName | null }) {
  return runId === null ? <StartScreen /> : <OpenedRun runId={runId} step={step} />;
}

function OpenedRun({ runId, step }: { runId: string; step: StepName | null }) {
  const { data: view, error } = useCall('runs.get', { runId });
  if (error) return <ProblemNotice problem={error} />;
  return view ? <RunWalk view={view} asked={step} /> : <Loading what="Opening the run" />;
}
