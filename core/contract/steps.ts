/** The five steps that the analyst walks through. */
export const STEP_NAMES = ['download', 'validate', 'match', 'verify', 'report'] as const;
export type StepName = (typeof STEP_NAMES)[number];
export const STEP_TITLES: Readonly<Record<StepName, string>> = {
  download: 'Download',
  validate: 'Validate',
  match: 'Match',
  verify: 'Verify',
  report: 'Report',
};

export const PROGRESS_UNITS = ['rows', 'bytes', 'files'] as const;
/** What progress counts; null for what has no name of its own, such as checks. */
export type ProgressUnit = (typeof PROGRESS_UNITS)[number] | null;

/** How far something is that is counted. */
export interface Counted {
  readonly done: number;
  /** Null where the end is not known. */
  readonly of: number | null;
  readonly unit: ProgressUnit;
}

/** A file that is being written: how far it is, 0 to 1, and 1 only when it is whole. */
export interface FileProgress {
  readonly name: string;
  readonly share: number;
}

/**
 * What a piece of work says of itself. Progress has this one shape: a piece tells what it knows, and whoever
 * asked for the work adds the rest, words to what is counted and the step to both.
 */
export interface WorkProgress extends Counted {
  /** The part of the step that is counted, e.g. the id of an output, where the step has more than one. */
  readonly part?: string | undefined;
  /** How far the step is, 0 to 1, where `done` counts but a part of it. */
  readonly share?: number | undefined;
  /** The files that are being written, in their order, where there are any. */
  readonly files?: readonly FileProgress[] | undefined;
  /** What is being done, for a person. */
  readonly words: string;
  readonly waiting?: Waiting | undefined;
}

export interface Progress extends WorkProgress {
  readonly step: StepName;
}

/** Takes word of how far a piece of work is. */
export type Tell<Told extends Counted = WorkProgress> = (progress: Told) => void;

/** A source that is not there yet is looked for until a deadline. Epoch ms. */
export interface Waiting {
  readonly nextLookAt: number;
  readonly until: number;
  /** How often it has been looked for. */
  readonly looks: number;
}
