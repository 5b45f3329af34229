import type { z } from 'zod';
import type { Entry } from './entry.ts';
import { needsOf } from './needs.ts';
import type { Needs } from './needs.ts';

/**
 * A call of the API: what it takes, checked at the boundary, what it gives back, what it leaves in the audit log, and
 * who may make it.
 */
export interface Call<Input extends z.ZodType = z.ZodType, Output = unknown> {
  readonly input: Input;
  readonly leaves: Entry;
  /** Who may make it where the data folder has people, by its input (RULES.md section 16). */
  readonly needs: (input: never) => Needs;
  /** Never there: it carries the output's type. */
  readonly output?: Output;
}

/**
 * Declares a call: `call<Output>()(inputSchema, leaves, needs)`. What it leaves in the audit log is one of
 * {@link noEntry}, {@link entryWithin}, {@link opening} and {@link entryOf}; who may make it follows from that where
 * nothing else is said.
 */
export function call<Output>() {
  return <Input extends z.ZodType>(
    input: Input,
    leaves: Entry<z.output<Input>>,
    needs: Needs | ((given: z.output<Input>) => Needs) = needsOf(leaves as Entry),
  ): Call<Input, Output> => ({
    input,
    leaves: leaves as Entry,
    needs: typeof needs === 'function' ? (needs as (given: never) => Needs) : () => needs,
  });
}
