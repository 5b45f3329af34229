import type { Allocator } from './allocator.ts';
import type { PolicyTraits } from './traits.ts';

/** All that the program knows of a policy. A policy is one file here and a line in policies.ts. */
export interface DeclaredPolicy {
  /** Its name on the command line, in settings and in every output. It never changes. */
  readonly id: string;
  /** Its name for a person. */
  readonly title: string;
  /** What it does, in a sentence. */
  readonly short: string;
  /** As one explains it to an analyst: what it takes, what it leaves, and where that is shown. */
  readonly long: string;
  /** When it is the right one to take, in a sentence. */
  readonly when: string;
  readonly traits: PolicyTraits;
  readonly allocate: Allocator;
}
