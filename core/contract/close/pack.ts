import { z } from 'zod';
import type { CloseState } from './sign-off.ts';

/** What an auditor's pack is about (RULES.md section 14). */
export const packAboutSchema = z.object({
  entity: z.string(),
  source: z.string(),
  period: z.string(),
  /** `YYYY-MM-DD`: the as-of day. */
  as_of: z.string(),
  policy: z.string(),
  run: z.string(),
  /** The file that was reconciled. */
  source_file: z.object({
    name: z.string(),
    bytes: z.int(),
    sha256: z.string(),
    kept: z.boolean(),
  }),
  /** The program's version, and the digest of its rules. */
  software: z.string(),
  rules_sha256: z.string(),
  /** How it was made, in a sentence or two. */
  how: z.string(),
});
export type PackAbout = z.infer<typeof packAboutSchema>;

/** What is wrong with a pack. */
export interface PackFault {
  readonly what: 'changed' | 'missing' | 'added' | 'archive';
  /** The file that it is about; null where it is none. */
  readonly path: string | null;
  /** A sentence for a person. */
  readonly message: string;
}

/** Whether a pack is what was written. */
export interface PackReading {
  /** Of all of it: whoever noted it when the pack was made sees that it is the same. */
  readonly sha256: string;
  readonly bytes: number;
  /** Null where it cannot be read. */
  readonly about: PackAbout | null;
  /** So many files are in it, its manifest not counted. */
  readonly files: number;
  /** Empty where every byte is what was written. */
  readonly faults: readonly PackFault[];
}

/** A pack that was written, and where the close stood. */
export interface PackFacts {
  readonly packSha256: string;
  readonly files: number;
  readonly state: CloseState;
}
