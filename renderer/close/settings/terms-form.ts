import type { AppSettings } from '../../../core/contract/api/settings.ts';
import { breakageTermsSchema } from '../../../core/contract/close/breakage.ts';
import type { BreakageTerms } from '../../../core/contract/close/breakage.ts';
import type { CloseTerms } from '../../../core/contract/close/close-log.ts';
import type { FluxTerms } from '../../../core/contract/close/flux.ts';
import type { ClosePerson } from '../../../core/contract/close/sign-off.ts';
import { centsOf } from '../../format/format.ts';
import type { Format } from '../../format/format.ts';

/** The terms of a close as they stand in fields. */
export interface TermsForm {
  readonly accounts: readonly { readonly account: string; readonly threshold: string }[];
  readonly people: readonly ClosePerson[];
  readonly graceDays: string;
  readonly materiality: string;
  readonly fluxThreshold: string;
  /** Per cent. */
  readonly fluxPercent: string;
  readonly fluxAgainst: FluxTerms['against'];
  readonly expectedFrom: string;
  readonly fewest: string;
  readonly deviations: string;
  /** Null: breakage is not booked. */
  readonly breakage: BreakageTerms | null;
  readonly remoteAfterMonths: string;
}

/** The fields that can be wrong, each with what is. */
export type WrongTerms = Readonly<Partial<Record<string, string>>>;

/** What a group of fields is given. */
export interface TermsFieldsProps {
  readonly form: TermsForm;
  readonly wrong: WrongTerms;
  readonly onChange: (change: Partial<TermsForm>) => void;
}

export function formOf(terms: CloseTerms, format: Pick<Format, 'amount'>): TermsForm {
  const { accounts, people, flux, breakage } = terms;
  return {
    accounts: accounts.map(({ account, thresholdCents }) => ({
      account,
      threshold: format.amount(thresholdCents),
    })),
    people,
    graceDays: String(terms.graceDays),
    materiality: format.amount(terms.materialityCents),
    fluxThreshold: format.amount(flux.thresholdCents),
    fluxPercent: String(flux.thresholdBasisPoints / 100),
    fluxAgainst: flux.against,
    expectedFrom: String(flux.expectedFrom),
    fewest: String(flux.fewest),
    deviations: String(flux.deviations),
    breakage,
    remoteAfterMonths: String((breakage ?? breakageTermsSchema.parse({})).remoteAfterMonths),
  };
}

/**
 * The terms that the fields hold, in the place of those `before`, which keep what has no field; or what is wrong, by
 * field. Rows without a name are left out.
 */
export function termsOf(
  form: TermsForm,
  before: CloseTerms,
  numbers: AppSettings['numberFormat'],
): { readonly ok: true; readonly terms: CloseTerms } | { readonly ok: false; wrong: WrongTerms } {
  const wrong: Record<string, string> = {};
  const read = (field: string, value: number | null, words: string): number => {
    if (value === null) wrong[field] = words;
    return value ?? 0;
  };
  const amount = (field: string, text: string): number => {
    const cents = centsOf(text, numbers);
    return read(field, cents !== null && cents >= 0 ? cents : null, 'An amount, such as 25.00.');
  };
  const whole = (field: string, text: string, [least, most]: readonly [number, number]): number =>
    read(field, wholeOf(text, least, most), `A whole number from ${least} to ${most}.`);
  const accounts = form.accounts
    .map(({ account, threshold }, index) => ({
      account: account.trim(),
      thresholdCents: amount(`threshold ${index}`, threshold),
    }))
    .filter(({ account }) => account !== '');
  if (accounts.length === 0) wrong['account 0'] = 'Name the account of the general ledger.';
  const people = form.people
    .map(({ name, roles }) => ({ name: name.trim(), roles }))
    .filter(({ name }) => name !== '');
  const flux: FluxTerms = {
    thresholdCents: amount('fluxThreshold', form.fluxThreshold),
    thresholdBasisPoints: Math.round(
      100 * read('fluxPercent', decimalOf(form.fluxPercent, 10_000), 'Per cent, such as 10.'),
    ),
    against: form.fluxAgainst,
    expectedFrom: whole('expectedFrom', form.expectedFrom, [1, 120]),
    fewest: whole('fewest', form.fewest, [1, 120]),
    deviations: read('deviations', decimalOf(form.deviations, 100), 'A number, such as 3.'),
  };
  const remoteAfterMonths = whole('remoteAfterMonths', form.remoteAfterMonths, [1, 600]);
  const terms: CloseTerms = {
    ...before,
    accounts,
    people,
    flux,
    graceDays: whole('graceDays', form.graceDays, [0, 3650]),
    materialityCents: amount('materiality', form.materiality),
    breakage: form.breakage && { ...form.breakage, remoteAfterMonths },
  };
  const doubled = people.find(({ name }, index) =>
    people.some((other, at) => at < index && other.name.toLowerCase() === name.toLowerCase()),
  );
  if (doubled) wrong['people'] = `${doubled.name} is listed twice.`;
  return Object.keys(wrong).length === 0 ? { ok: true, terms } : { ok: false, wrong };
}

function wholeOf(text: string, least: number, most: number): number | null {
  const value = /^\d{1,6}$/.test(text.trim()) ? Number(text) : NaN;
  return value >= least && value <= most ? value : null;
}

/** A number of at most two decimals, with a point or a comma. */
function decimalOf(text: string, most: number): number | null {
  const plain = text.trim().replace(',', '.');
  const value = /^\d{1,6}(\.\d{1,2})?$/.test(plain) ? Number(plain) : NaN;
  return value <= most ? value : null;
}
