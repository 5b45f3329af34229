import type { StepName } from '../../core/contract/steps.ts';

export function WalkScreen({ runId, step }: { runId: string | null; step: StepName | null }) {
  return (
    <p>
      {runId} {step}
    </p>
  );
}
