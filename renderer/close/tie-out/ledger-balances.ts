import type { AppSettings } from '../../../core/contract/api/settings.ts';
import type { CloseView } from '../../../core/contract/close/close-view.ts';
import type { BalancePlace, GlBalance } from '../../../core/contract/close/tie-out.ts';
import { centsOf } from '../../format/format.ts';
import type { Format } from '../../format/format.ts';

/** The sides of an account; a liability stands on the credit side. */
export const SIDE_WORDS = { credit: 'Cr', debit: 'Dr' } as const;
export type Side = keyof typeof SIDE_WORDS;

/** A balance as it is typed: an amount and its side. */
export interface TypedBalance extends BalancePlace {
  readonly text: string;
  readonly side: Side;
}

/** A balance of an account that owes, signed cents, as a ledger shows it: `4,811.13 Cr`. */
export function balanceWords(cents: number | null, format: Pick<Format, 'amount'>): string {
  if (cents === null) return format.amount(null);
  const side = cents < 0 ? 'debit' : 'credit';
  return `${format.amount(Math.abs(cents))}${cents === 0 ? '' : ` ${SIDE_WORDS[side]}`}`;
}

/** One line in words: the account and, where they are told, its currency and company. */
export function placeWords({ account, currency, company }: BalancePlace): string {
  return [account, currency, company].filter((part) => part !== '').join(' · ');
}

/**
 * The balances that can be typed for a period, each as it stands: one for each line of the tie-out, and for each
 * account that has none; by company, one for each company of the ledger instead.
 */
export function balancesToType(
  view: Pick<CloseView, 'tieOut' | 'terms' | 'flux'>,
  byCompany: boolean,
  format: Pick<Format, 'amount'>,
): readonly TypedBalance[] {
  const currencies = currenciesOf(view);
  const companies = byCompany ? companiesOf(view) : [{ currency: '', company: '' }];
  const wanted = view.terms.accounts.flatMap(({ account }) =>
    currencies.flatMap((currency) =>
      companies
        .filter((one) => !byCompany || one.currency === currency)
        .map(({ company }) => ({ account, currency, company })),
    ),
  );
  const known = view.tieOut.filter(({ company }) => (company !== '') === byCompany);
  const places = new Map([...known, ...wanted].map((place) => [keyOf(place), place]));
  return [...places.values()].map(({ account, currency, company }) => {
    const cents = known.find((line) => keyOf(line) === keyOf({ account, currency, company }))?.gl;
    return {
      ...{ account, currency, company },
      text: cents == null ? '' : format.amount(Math.abs(cents)),
      side: cents != null && cents < 0 ? 'debit' : 'credit',
    };
  });
}

/** The companies of the ledger by currency, as the flux tells them; none where customers have no company. */
export function companiesOf({
  flux,
}: Pick<CloseView, 'flux'>): readonly { readonly currency: string; readonly company: string }[] {
  return flux
    .filter(({ column, measure }) => column === 'COMPANY' && measure === 'closing')
    .map(({ currency, value }) => ({ currency, company: value }));
}

function currenciesOf({ tieOut, flux }: Pick<CloseView, 'tieOut' | 'flux'>): readonly string[] {
  const all = [...flux, ...tieOut].map(({ currency }) => currency);
  return all.length === 0 ? [''] : [...new Set(all)].sort();
}

/**
 * What was typed, in signed cents: positive where something is owed. A minus turns the side, and so does a side
 * written behind the amount. Null where the text is no amount, undefined where there is none.
 */
export function centsTyped(
  { text, side }: Pick<TypedBalance, 'text' | 'side'>,
  numbers: AppSettings['numberFormat'],
): number | null | undefined {
  const [, amount = '', written] = /^(.*?)\s*(cr|dr)?\.?$/i.exec(text.trim())!;
  if (amount === '') return written === undefined ? undefined : null;
  const cents = centsOf(amount, numbers);
  if (cents === null) return null;
  const isDebit = written === undefined ? side === 'debit' : written.toLowerCase() === 'dr';
  return isDebit && cents !== 0 ? -cents : cents;
}

/** The balances that were typed, without those left blank; null where one of them is no amount. */
export function typedBalances(
  typed: readonly TypedBalance[],
  numbers: AppSettings['numberFormat'],
): readonly GlBalance[] | null {
  const balances: GlBalance[] = [];
  for (const { account, currency, company, ...one } of typed) {
    const cents = centsTyped(one, numbers);
    if (cents === null) return null;
    if (cents !== undefined) balances.push({ account, currency, company, cents });
  }
  return balances;
}

function keyOf({ account, currency, company }: BalancePlace): string {
  return JSON.stringify([account, currency, company]);
}
