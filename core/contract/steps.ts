/** The five steps that the analyst walks through. */
export const STEP_NAMES = ['download', 'validate', 'match', 'verify', 'report'] as const;
export type StepName = (typeof STEP_NAMES)[number];

export interface Progress {
  readonly step: StepName;
  readonly done: number;
  /** Null where the end is not known. */
  readonly of: number | null;
  /** What is being done, for a person. */
  readonly words: string;
}
