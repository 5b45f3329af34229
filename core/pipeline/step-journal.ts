/** The five steps that the analyst walks through. */
export const STEP_NAMES = ['download', 'validate', 'match', 'verify', 'report'] as const;
export type StepName = (typeof STEP_NAMES)[number];

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

export interface Progress {
  readonly step: StepName;
  readonly done: number;
  /** Null where the end is not known. */
  readonly of: number | null;
  /** What is being done, for a person. */
  readonly words: string;
}
