import type { z } from 'zod';
import type { Entry } from './entry.ts';

/** A call of the API: what it takes, checked at the boundary, what it gives back, and what it leaves in the audit log. */
export interface Call<Input extends z.ZodType = z.ZodType, Output = unknown> {
  readonly input: Input;
  readonly leaves: Entry;
  /** Never there: it carries the output's type. */
  readonly output?: Output;
}

/**
 * Declares a call: `call<Output>()(inputSchema, leaves)`. What it leaves in the audit log is one of {@link noEntry},
 * {@link entryWithin}, {@link opening} and {@link entryOf}.
 */
export function call<Output>() {
  return <Input extends z.ZodType>(
    input: Input,
    leaves: Entry<z.output<Input>>,
  ): Call<Input, Output> => ({ input, leaves: leaves as Entry });
}
