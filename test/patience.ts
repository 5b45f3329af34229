/**
 * How long is waited for a state that comes: for ever, as good as. What never comes is ended by the limit
 * of its test, which stands in vitest.config.ts and is one for all.
 */
export const PATIENTLY = { timeout: 600_000 };
