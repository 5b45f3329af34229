import { Problem } from '../../core/contract/problem.ts';
import type { Tell } from '../../core/contract/steps.ts';
import { cancelled } from '../../core/published/cancelled.ts';
import type { PublishedRun, PublishedVerdict } from '../../core/published/verify-published.ts';
import { fromRunnerSchema } from '../runner/messages.ts';
import type { ToRunner } from '../runner/messages.ts';
import type { Host } from '../app/host.ts';

export interface ReverifyOptions {
  readonly signal: AbortSignal;
  readonly onProgress: Tell;
}

/** A second is promised to the one who cancels; what remains is for the process to die. */
const GRACE_MS = 700;

/**
 * `verifyPublished` in a process of its own, so that the window goes on, and that whatever befalls
 * native code while it is cancelled befalls that process alone. Throws what `verifyPublished` throws.
 */
export function verifyInProcess(
  host: Pick<Host, 'forkRunner'>,
  published: PublishedRun,
  { signal, onProgress }: ReverifyOptions,
): Promise<PublishedVerdict> {
  if (signal.aborted) return Promise.reject(cancelled());
  const answer = Promise.withResolvers<PublishedVerdict>();
  const runner = host.forkRunner();
  const send = (message: ToRunner): void => runner.send(message);
  let grace: NodeJS.Timeout | undefined;
  const cancel = (): void => {
    send({ kind: 'cancel' });
    grace = setTimeout(() => runner.kill(), GRACE_MS);
  };
  signal.addEventListener('abort', cancel, { once: true });
  runner.onMessage((sent) => {
    const { success, data: message } = fromRunnerSchema.safeParse(sent);
    if (!success) return;
    if (message.kind === 'progress') onProgress(message.progress);
    else if (message.kind === 'verdict') answer.resolve(message.verdict);
    else if (message.kind === 'ended') {
      const { problem } = message.ending;
      if (problem) answer.reject(signal.aborted ? cancelled() : new Problem(problem));
      runner.kill();
    }
  });
  runner.onExit((code) => {
    clearTimeout(grace);
    signal.removeEventListener('abort', cancel);
    // Without effect where it has answered.
    answer.reject(signal.aborted ? cancelled() : died(code));
  });
  send({ kind: 'start', work: { task: 'verify', published } });
  return answer.promise;
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
