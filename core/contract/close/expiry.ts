import type { Exception } from '../exceptions.ts';

/** The kinds of exceptions of the expiry control, each by its one name (RULES.md section 10). */
export const EXPIRY_EXCEPTIONS = {
  'lot.past-expiry': 'Open lot past its expiry',
  'lot.spent-after-expiry': 'Spent after its expiry',
} as const;
type ExpiryCode = keyof typeof EXPIRY_EXCEPTIONS;

/** An exception of the expiry control; told as those of a run are. */
export type ExpiryException = Omit<Exception, 'code'> & { readonly code: ExpiryCode };

/** What is at stake with exceptions of a kind in a currency, in unsigned cents. */
export interface ExpirySum {
  readonly code: ExpiryCode;
  /** ISO 4217 code; empty where the source has no CURRENCY column. */
  readonly currency: string;
  readonly count: number;
  readonly cents: number;
}
