import { BREAKAGE_METHODS } from '../../../core/contract/close/breakage.ts';
import type { Expectation } from '../../../core/contract/close/breakage.ts';
import type { BreakageView } from '../../../core/contract/close/close-view.ts';
import type { Format } from '../../format/format.ts';

type ClassName = Pick<BreakageView, 'currency' | 'of'>;

/** What a class of lots is called: its currency, and its values in the columns that tell classes apart. */
export function classTitle({ currency, of }: ClassName): string {
  const values = Object.entries(of).map(([column, value]) =>
    value === '' ? `no ${column.toLowerCase().replaceAll('_', ' ')}` : value,
  );
  const title = [currency, ...values].filter((part) => part !== '').join(' · ');
  return title === '' ? 'All lots' : `${title[0]!.toUpperCase()}${title.slice(1)}`;
}

/** The same for the same class, and for no other. */
export function classKey({ currency, of }: ClassName): string {
  return JSON.stringify([currency, ...Object.entries(of).sort()]);
}

/** By what a class is estimated: `Chain ladder, proportional`, `12.5 % never redeemed, remote`. */
export function expectationWords(
  expectation: Expectation,
  { percent }: Pick<Format, 'percent'>,
): string {
  switch (expectation.is) {
    case 'chain-ladder':
      return `Chain ladder, ${methodWords(expectation)}`;
    case 'rate':
      return `${percent(expectation.basisPoints)} never redeemed, ${methodWords(expectation)}`;
    case 'escheatable':
      return 'Escheatable: no breakage';
  }
}

function methodWords({ method }: Exclude<Expectation, { is: 'escheatable' }>): string {
  return BREAKAGE_METHODS[method].title.toLowerCase();
}

/** A rate as a person types it, in hundredths of a per cent, with at most two decimals; null where it is none. */
export function basisPointsOf(text: string, point: string): number | null {
  const plain = text.replace(/[\s%]/g, '').replace(point, '.');
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(plain)) return null;
  const basisPoints = Math.round(Number(plain) * 100);
  return basisPoints <= 10_000 ? basisPoints : null;
}
