import type { PackFile } from '../files/pack-file.ts';
import type { PackInput } from './pack-input.ts';

/** All that the program knows of a part of a pack. A part is a file in parts/ and a line in parts.ts. */
export interface PackPart {
  /** The folder, or the file, that it is in the pack. */
  readonly place: string;
  /** What it holds, in a sentence or two: the list at the front of the pack. */
  readonly about: string;
  /** Its files, each at a path that begins with its place. The same input gives the same files. */
  readonly files: (input: PackInput) => readonly PackFile[] | Promise<readonly PackFile[]>;
}
