/** The five steps that the analyst walks through. */
export const STEP_NAMES = ['download', 'validate', 'match', 'verify', 'report'] as const;
export type StepName = (typeof STEP_NAMES)[number];

export const PROGRESS_UNITS = ['rows', 'bytes', 'files'] as const;
/** What progress counts; null for what has no name of its own, such as checks. */
export type ProgressUnit = (typeof PROGRESS_UNITS)[number] | null;

export interface Progress {
  readonly step: StepName;
  readonly done: number;
  /** Null where the end is not known. */
  readonly of: number | null;
  readonly unit: ProgressUnit;
  /** How far the step is, 0 to 1, where `done` counts but a part of it. */
  readonly share?: number | undefined;
  /** What is being done, for a person. */
  readonly words: string;
  readonly waiting?: Waiting | undefined;
}

/** A source that is not there yet is looked for until a deadline. Epoch ms. */
export interface Waiting {
  readonly nextLookAt: number;
  readonly until: number;
  /** How often it has been looked for. */
  readonly looks: number;
}
