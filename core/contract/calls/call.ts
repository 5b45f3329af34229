import type { z } from 'zod';

/** A call of the API: what it takes, checked at the boundary, and what it gives back. */
export interface Call<Input extends z.ZodType = z.ZodType, Output = unknown> {
  readonly input: Input;
  /** Never there: it carries the output's type. */
  readonly output?: Output;
}

/** Declares a call: `call<Output>()(inputSchema)`. */
export function call<Output>() {
  return <Input extends z.ZodType>(input: Input): Call<Input, Output> => ({ input });
}
