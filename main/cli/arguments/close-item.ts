import { ITEM_KINDS } from '../../../core/contract/close/tie-out.ts';
import type { ItemKind } from '../../../core/contract/close/tie-out.ts';
import { dayText, timeOfText } from '../../../core/ledger/time.ts';
import { centsOfText } from '../../../core/ledger/money.ts';
import type { GivenItem } from './command.ts';
import type { OptionValues } from './options.ts';
import { usage } from './usage.ts';

/** What is said of a reconciling item. Throws a Problem of kind `usage` in words that name the option. */
export function itemOf(values: OptionValues): GivenItem {
  const { amount } = values;
  return {
    id: values.item,
    exception: values.exception,
    account: values.account,
    company: values.company,
    kind: kindOf(values.kind),
    ...(amount === undefined ? { cents: undefined, currency: '' } : amountOf(amount)),
    reference: values.reference,
    expectedBy: dayIn('--expected-by', values['expected-by']),
    clearedOn: dayIn('--cleared-on', values['cleared-on']),
    attach: values.attach,
  };
}

function kindOf(given: string | undefined): ItemKind | undefined {
  if (given === undefined || Object.hasOwn(ITEM_KINDS, given)) return given as ItemKind | undefined;
  throw usage(
    'The value of --kind is not valid.',
    `Choose one of ${Object.keys(ITEM_KINDS).join(', ')}.`,
  );
}

/** `12.50` or `-12.50 USD`: the part of general ledger − sub-ledger that the item explains. */
function amountOf(text: string): Pick<GivenItem, 'cents' | 'currency'> {
  const [amount = '', currency = '', ...more] = text.trim().split(/\s+/);
  const read = centsOfText(amount);
  if ('cents' in read && read.cents !== 0 && more.length === 0)
    return { cents: read.cents, currency: currency.toUpperCase() };
  throw usage(
    `The amount ${text} is not valid.`,
    'Write it as --amount "-12.50 USD": what of general ledger less sub-ledger it explains, and the currency if there are several.',
  );
}

function dayIn(option: string, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const at = /^\d{4}-\d{2}-\d{2}$/.test(given) ? timeOfText(given) : undefined;
  if (at !== undefined && at !== null && dayText(at) === given) return given;
  throw usage(`The value of ${option} is not a day.`, 'Write it as YYYY-MM-DD.');
}
