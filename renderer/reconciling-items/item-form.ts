import type { AppSettings } from '../../core/contract/api/settings.ts';
import type { BalancePlace, ItemKind, ReconcilingItem } from '../../core/contract/close/tie-out.ts';
import type { ExceptionCode } from '../../core/contract/exceptions.ts';
import type { ExceptionRecord } from '../../core/contract/run.ts';
import { centsOf } from '../format/format.ts';
import type { Format } from '../format/format.ts';
import { dayText, typedDay } from '../format/typed-day.ts';

/** A reconciling item as it stands in fields. */
export interface ItemForm {
  readonly place: BalancePlace;
  readonly kind: ItemKind;
  /** The part of general ledger − sub-ledger that it explains. */
  readonly amount: string;
  readonly reference: string;
  readonly explanation: string;
  /** As it is typed; empty for none. */
  readonly expectedBy: string;
}

type Numbers = Pick<AppSettings, 'numberFormat' | 'dateFormat'>;

/** A new item of a place, for an amount in cents, as far as it is known. */
export function newItem(
  place: BalancePlace,
  cents: number | null,
  format: Pick<Format, 'amount'>,
): ItemForm {
  return {
    place,
    kind: 'timing',
    amount: cents === null || cents === 0 ? '' : format.amount(cents),
    reference: '',
    explanation: '',
    expectedBy: '',
  };
}

/**
 * The part of general ledger − sub-ledger that an exception explains if the general ledger does not have it, in cents;
 * null where that can be either way and a person has to say it. What was redeemed or expired without cause has made
 * the sub-ledger too low.
 */
export function explainedBy({
  code,
  cents,
}: Pick<ExceptionRecord, 'code' | 'cents'>): number | null {
  return LOWERS_SUB_LEDGER.has(code) ? cents : null;
}
const LOWERS_SUB_LEDGER: ReadonlySet<string> = new Set<ExceptionCode>([
  'redemption.unmatched',
  'redemption.partly-matched',
  'expired.out-of-order',
  'balance.negative',
]);

/** An item that is there, to be changed. */
export function formOfItem(
  { account, currency, company, kind, cents, reference, explanation, ...item }: ReconcilingItem,
  format: Pick<Format, 'amount'>,
  { dateFormat }: Numbers,
): ItemForm {
  return {
    place: { account, currency, company },
    ...{ kind, reference, explanation, amount: format.amount(cents) },
    expectedBy: item.expectedBy === null ? '' : dayText(item.expectedBy, dateFormat),
  };
}

/** By field what is wrong with it. */
export type WrongItem = Readonly<Partial<Record<keyof ItemForm, string>>>;

/** What the fields say; by field what is wrong where it cannot be entered. */
export function itemOf(
  form: ItemForm,
  { numberFormat, dateFormat }: Numbers,
):
  | {
      readonly ok: true;
      readonly item: Pick<
        ReconcilingItem,
        keyof BalancePlace | 'kind' | 'cents' | 'reference' | 'explanation' | 'expectedBy'
      >;
    }
  | { readonly ok: false; readonly wrong: WrongItem } {
  const cents = centsOf(form.amount, numberFormat);
  const expected = typedDay(form.expectedBy, dateFormat);
  const wrong: Partial<Record<keyof ItemForm, string>> = {};
  if (cents === null || cents === 0) wrong.amount = 'An amount that is not 0.00, such as −12.50.';
  if (form.explanation.trim() === '') wrong.explanation = 'Say what it is.';
  if (!expected.ok) wrong.expectedBy = expected.wrong;
  if (cents === null || !expected.ok || Object.keys(wrong).length > 0) return { ok: false, wrong };
  return {
    ok: true,
    item: {
      ...form.place,
      kind: form.kind,
      cents,
      reference: form.reference.trim(),
      explanation: form.explanation.trim(),
      expectedBy: expected.value,
    },
  };
}
