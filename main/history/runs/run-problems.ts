import { Problem } from '../../../core/contract/problem.ts';
import type { RunRecord } from '../../../core/contract/run.ts';

export function matchBegun(run: RunRecord): Problem {
  return new Problem({
    kind: 'usage',
    code: 'run.match-begun',
    message: `The run ${run.id} has already started matching with the policy ${run.policy}.`,
    hint: 'Continue it with this policy, or start a new run with another.',
    details: { runId: run.id, policy: run.policy },
  });
}

export function notDelivered(runId: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'run.archived',
    message: `The run ${runId} is archived; its files are not delivered.`,
    hint: 'Restore the run in the history first.',
    details: { runId },
  });
}

export function notRunning(run: RunRecord): Problem {
  return new Problem({
    kind: 'internal',
    code: 'run.not-running',
    message: `The run ${run.id} has already ended (${run.status}).`,
    hint: 'Start a new run. With force it becomes a new revision that supersedes the old one.',
    details: { runId: run.id, status: run.status },
  });
}
