import type { Calendar } from '../../core/contract/periods.ts';
import type { SourceChoice } from '../../core/contract/recognition.ts';
import type { Policy, Settings } from '../../core/contract/settings.ts';
import type { Progress, StepName, Tell } from '../../core/contract/steps.ts';
import type { WriterRequest } from './as-writer.ts';
import type { RunOutcome } from './carry-out.ts';
import type { Fetch } from './source-bytes.ts';

/** What a run is carried out with, whether it begins or goes on. */
export interface Working extends WriterRequest {
  /** Folder that the results are copied to as well. */
  readonly out: string | undefined;
  readonly workers: number;
  /** For tests that want many partitions of a small ledger. */
  readonly rowsPerPartition?: number | undefined;
  readonly now: () => Date;
  /** The step after which the run waits for a person; absent: it runs to its end. */
  readonly until?: StepName | undefined;
  readonly onProgress?: Tell<Progress>;
  /** The run was written down, or goes on. */
  readonly onRun?: (runId: string) => void;
  /** A step, the findings, the checks of the run were written down. */
  readonly onChange?: (runId: string) => void;
}

export interface RunRequest extends Working {
  /** A local path, or the place that `fetch` gets the bytes from. */
  readonly source: string;
  readonly settings: Settings;
  /** Which source it is a file of; absent: as the program recognises it. */
  readonly sourceChoice?: SourceChoice | undefined;
  /**
   * What of the settings' calendar was said: the rest is that of the source, where the file is known as one of it.
   * Absent: all of it.
   */
  readonly saidCalendar?: Partial<Calendar> | undefined;
  /** The settings say all of how the file is read: nothing of it is taken over from the source's latest run. */
  readonly readingIsWhole?: boolean | undefined;
  readonly force: boolean;
  /** Brings the source's bytes to this machine; absent: `source` is a path. */
  readonly fetch?: Fetch;
}

export interface ContinueRequest extends Working {
  readonly runId: string;
  /** Another policy than the run has, as long as matching has not begun. */
  readonly policy?: Policy | undefined;
  /** Brings the bytes of the run's place to this machine; absent: it is a path. */
  readonly fetch?: Fetch;
}

/** What the run of a file came to. */
export interface FileOutcome extends RunOutcome {
  /** Paths of the results: in `out` where it was given, else in the run's folder. */
  readonly outputs: readonly string[];
  /** The step after which the run waits; null where it ended. */
  readonly pausedAfter: StepName | null;
}
