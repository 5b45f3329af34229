import { Problem } from '../../core/contract/problem.ts';
import type { Tell } from '../../core/contract/steps.ts';
import { cancelled } from '../../core/published/cancelled.ts';
import type { PublishedRun, PublishedVerdict } from '../../core/published/verify-published.ts';
import type { Host } from '../app/host.ts';
import { inProcess } from '../app/in-process.ts';

export interface ReverifyOptions {
  readonly signal: AbortSignal;
  readonly onProgress: Tell;
}

/** `verifyPublished` in a process of its own ({@link inProcess}). Throws what it throws. */
export function verifyInProcess(
  host: Pick<Host, 'forkRunner'>,
  published: PublishedRun,
  { signal, onProgress }: ReverifyOptions,
): Promise<PublishedVerdict> {
  return inProcess(host, {
    work: { task: 'verify', published },
    signal,
    onProgress,
    answerOf: (message) => (message.kind === 'verdict' ? message.verdict : undefined),
    cancelled,
    died,
  });
}

function died(code: number | null): Problem {
  return new Problem({
    kind: 'internal',
    code: 'reverify.process-ended',
    message: `The process that verified the files ended unexpectedly (${code === null ? 'killed' : `code ${code}`}).`,
    hint: 'Verify again; if it happens again, close other programs to free memory.',
    details: { code },
  });
}
