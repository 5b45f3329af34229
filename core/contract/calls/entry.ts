import type { ActName } from '../acts/acts.ts';

/** What an entry of the audit log says of a call, from its input. */
export interface Subject {
  readonly runId?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/**
 * What a call leaves in the audit log (RULES.md section 15). Whoever answers calls heeds it and never asks which call
 * it has. That a call was refused or failed is written down of every one.
 */
export type Entry<Input = never> =
  | { readonly is: 'none' }
  | { readonly is: 'within'; readonly act: ActName }
  | { readonly is: 'opening' | 'done'; readonly act: ActName; of(input: Input): Subject };

/** It shows what an opening has told of, or nothing of the ledger and its books. */
export const noEntry: Entry<unknown> = { is: 'none' };

/** Its handler writes it down, in the one transaction with what it does. */
export function entryWithin(act: ActName): Entry<unknown> {
  return { is: 'within', act };
}

/** It reads something out: written down once an opening, not with each page of it. */
export function opening<Input = unknown>(
  act: ActName,
  of: (input: Input) => Subject = () => ({}),
): Entry<Input> {
  return { is: 'opening', act, of };
}

/** Written down when it was done, with what its input says of it. */
export function entryOf<Input = unknown>(
  act: ActName,
  of: (input: Input) => Subject = () => ({}),
): Entry<Input> {
  return { is: 'done', act, of };
}

/** The subject of what is done with a run. */
export function ofRun({ runId }: { readonly runId: string }): Subject {
  return { runId };
}
