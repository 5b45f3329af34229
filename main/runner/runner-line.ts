import type { Progress } from '../../core/contract/steps.ts';
import type { FromRunner } from './messages.ts';

/** What a task can do while it is carried out. */
export interface RunnerLine {
  readonly signal: AbortSignal;
  tell(message: FromRunner): void;
  progress(progress: Progress): void;
}
