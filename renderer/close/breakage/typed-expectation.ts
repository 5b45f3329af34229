import type { BreakageMethodId, Expectation } from '../../../core/contract/close/breakage.ts';
import { basisPointsOf } from './breakage-words.ts';

/** By what a class is estimated; `others`: by what counts for all classes that nobody has said anything of. */
export type ExpectationChoice = 'others' | Expectation['is'];

/** What stands in the fields of an expectation. */
export interface TypedExpectation {
  readonly choice: ExpectationChoice;
  readonly method: BreakageMethodId;
  /** Per cent. */
  readonly rate: string;
  readonly reason: string;
}

/** The fields as an expectation fills them; `isOwn`: it was set for just this class. */
export function typedOf(expectation: Expectation, isOwn: boolean, point: string): TypedExpectation {
  return {
    choice: isOwn ? expectation.is : 'others',
    method: expectation.is === 'escheatable' ? 'proportional' : expectation.method,
    rate:
      expectation.is === 'rate' ? String(expectation.basisPoints / 100).replace('.', point) : '',
    reason: expectation.is === 'chain-ladder' ? '' : expectation.reason,
  };
}

/** What was typed: an expectation, null for that of all other classes; or which field is not right yet. */
export type FoundExpectation =
  | { readonly ok: true; readonly expectation: Expectation | null }
  | { readonly ok: false; readonly field: 'rate' | 'reason'; readonly wrong: string };

/** Reads the fields. */
export function typedExpectation(
  { choice, method, rate, reason }: TypedExpectation,
  point: string,
): FoundExpectation {
  if (choice === 'others') return { ok: true, expectation: null };
  if (choice === 'chain-ladder') return { ok: true, expectation: { is: choice, method } };
  const basisPoints = choice === 'rate' ? basisPointsOf(rate, point) : 0;
  if (basisPoints === null)
    return {
      ok: false,
      field: 'rate',
      wrong: 'Enter a rate from 0 to 100, with two decimals at most.',
    };
  const why = reason.trim();
  if (why === '') return { ok: false, field: 'reason', wrong: 'Say why.' };
  return {
    ok: true,
    expectation:
      choice === 'rate'
        ? { is: choice, method, basisPoints, reason: why }
        : { is: choice, reason: why },
  };
}
