import type { HistoryFacts } from '../../history/copies/history-facts.ts';

/** What parts are taken from. */
export interface Backed {
  /** The data folder. */
  readonly root: string;
  /** The copy of the history, and what it says: the other parts are as it knows them. */
  readonly copy: { readonly path: string; readonly facts: HistoryFacts };
  /** For files that are made for the backup. */
  readonly scratch: string;
}

/** A file that goes into a backup: where its bytes are now, and its path within the data folder, with `/`. */
export interface PartFile {
  readonly from: string;
  readonly path: string;
}

/** A part of the data folder that is backed up. */
export interface Part {
  /** The names in the data folder that it consists of: what is put aside when it is restored. */
  readonly names: readonly string[];
  /** For a person. */
  readonly words: string;
  files(backed: Backed): Promise<readonly PartFile[]>;
}
