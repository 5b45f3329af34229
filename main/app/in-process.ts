import { Problem } from '../../core/contract/problem.ts';
import type { Progress, Tell } from '../../core/contract/steps.ts';
import { fromRunnerSchema } from '../runner/messages.ts';
import type { FromRunner, RunnerTask, ToRunner } from '../runner/messages.ts';
import type { Host } from './host.ts';

/** What is asked of a process, and what its ends mean. */
export interface Asked<Answer> {
  readonly work: RunnerTask;
  readonly signal: AbortSignal;
  readonly onProgress: Tell<Progress>;
  /** What a message answers; undefined for one that answers nothing. */
  readonly answerOf: (message: FromRunner) => Answer | undefined;
  readonly cancelled: () => Problem;
  /** It ended without a word, with this code; null: it was killed. */
  readonly died: (code: number | null) => Problem;
}

/** A second is promised to the one who cancels; what remains is for the process to die. */
const GRACE_MS = 700;

/**
 * Has a task done in a process of its own, so that the window goes on, and that whatever befalls native code while
 * it is cancelled befalls that process alone. Throws what the task throws.
 */
export function inProcess<Answer>(
  host: Pick<Host, 'forkRunner'>,
  { work, signal, onProgress, answerOf, cancelled, died }: Asked<Answer>,
): Promise<Answer> {
  if (signal.aborted) return Promise.reject(cancelled());
  const answer = Promise.withResolvers<Answer>();
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
    if (message.kind === 'progress') onProgress(message.progress as Progress);
    const found = answerOf(message);
    if (found !== undefined) answer.resolve(found);
    if (message.kind === 'ended') {
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
  send({ kind: 'start', work });
  return answer.promise;
}
