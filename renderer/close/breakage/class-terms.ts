import type { BreakageTerms, Expectation } from '../../../core/contract/close/breakage.ts';
import type { BreakageView } from '../../../core/contract/close/close-view.ts';
import { classKey } from './breakage-words.ts';

type ClassName = Pick<BreakageView, 'currency' | 'of'>;

/**
 * Terms by which just this class has an expectation of its own; null: what counts for all others counts for it. What
 * is said of wider classes, such as of a reason in any currency, stays behind it.
 */
export function withExpectation(
  terms: BreakageTerms,
  { currency, of }: ClassName,
  expectation: Expectation | null,
): BreakageTerms {
  const key = classKey({ currency, of });
  const others = terms.classes.filter(
    (one) => one.currency === undefined || classKey({ currency: one.currency, of: one.of }) !== key,
  );
  const own = expectation === null ? [] : [{ of: { ...of }, currency, expectation }];
  return { ...terms, classes: [...own, ...others] };
}

/** Whether somebody has said something of just this class. */
export function hasOwnExpectation(terms: BreakageTerms, name: ClassName): boolean {
  return terms.classes.some(
    ({ currency, of }) => currency !== undefined && classKey({ currency, of }) === classKey(name),
  );
}
