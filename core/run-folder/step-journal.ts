import type { StepName } from '../contract/steps.ts';

export interface StepResult {
  readonly rowsIn: number;
  readonly rowsOut: number;
  /** SHA-256 of what the step read and wrote, by name. */
  readonly checksums: Readonly<Record<string, string>>;
}

/** Where the pipeline writes down what it does; the history implements it. */
export interface StepJournal {
  /** A step begins; the journal knows when. */
  begin(name: StepName): void;
  end(name: StepName, result: StepResult): void;
  /** The result of a step that an earlier, interrupted attempt of this run completed. */
  completed(name: StepName): StepResult | undefined;
}
