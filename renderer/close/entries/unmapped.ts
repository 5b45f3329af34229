import type { ActivityLine } from '../../../core/contract/close/journal.ts';

/** What amounts without an account add up to in a currency. Unsigned cents: of all types together. */
export interface UnmappedSum {
  readonly currency: string;
  readonly cents: number;
  readonly movements: number;
}

/** A sum a currency, in the order of their codes. */
export function unmappedSums(unmapped: readonly ActivityLine[]): readonly UnmappedSum[] {
  const currencies = [...new Set(unmapped.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const of = unmapped.filter((one) => one.currency === currency);
    return {
      currency,
      cents: of.reduce((sum, { cents }) => sum + cents, 0),
      movements: of.reduce((sum, { movements }) => sum + movements, 0),
    };
  });
}

/** `earned Refund`, `spent without a reason`. */
export function activityName({ type, reason }: Pick<ActivityLine, 'type' | 'reason'>): string {
  return `${type} ${reason === '' ? 'without a reason' : reason}`;
}
