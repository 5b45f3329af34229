import { LAYOUT_IDS } from '../../../core/contract/close/layouts.ts';
import type { LayoutId } from '../../../core/contract/close/layouts.ts';
import { glBalanceSchema } from '../../../core/contract/close/tie-out.ts';
import type { GlBalance } from '../../../core/contract/close/tie-out.ts';
import { MOST_SAMPLED, POPULATIONS, SAMPLE_METHODS } from '../../../core/contract/close/sample.ts';
import { centsOfText } from '../../../core/ledger/money.ts';
import { PERIOD_EXAMPLES, isPeriodName } from '../../../core/periods/periods.ts';
import type { ImportedAs } from '../../../core/contract/close/given-files.ts';
import { itemOf } from './close-item.ts';
import { CLOSE_STEPS } from './command.ts';
import type { CloseCommand } from './command.ts';
import { settingsOf } from './given-settings.ts';
import type { OptionValues } from './options.ts';
import { usage } from './usage.ts';

/** What is asked of the close of a period. Throws a Problem of kind `usage` in words that name the option. */
export function closeCommand(values: OptionValues, words: readonly string[]): CloseCommand {
  const [word, ...rest] = words;
  const step = CLOSE_STEPS.find((one) => one === word);
  if (step === undefined || rest.length > 0)
    throw usage(
      word === undefined ? 'close needs a step.' : `close has no step ${words.join(' ')}.`,
      `Choose one of ${CLOSE_STEPS.join(', ')}.`,
    );
  const { source, period, reason, record } = values;
  if (source === undefined) throw usage('No source was named.', 'Name it with --source NAME.');
  if (period === undefined || !isPeriodName(period))
    throw usage(
      period === undefined ? 'No period was named.' : 'The value of --period is not valid.',
      `Write it as ${PERIOD_EXAMPLES[0]!}, for example.`,
    );
  if (step === 'record' && record === undefined)
    throw usage('close record needs a file.', 'Name it with --record FILE.');
  if (step === 'reverse' && values.entry === undefined)
    throw usage(
      'close reverse needs an entry.',
      'Name it with --entry ID, as close journal tells it.',
    );
  if (step === 'reopen' && reason === undefined)
    throw usage('close reopen needs a reason.', 'Write it with --reason TEXT.');
  return {
    name: 'close',
    step,
    source,
    period,
    by: values.by,
    reason: reason ?? '',
    balances: (values.balance ?? []).map(balanceOf),
    trialBalance: values['trial-balance'],
    sign: values['credit-positive'] ? 'credit-positive' : 'debit-positive',
    customerList: values['customer-list'],
    as: importedAs(values),
    entry: values.entry,
    isReversed: !(values['not-reversed'] ?? false),
    item: itemOf(values),
    paper: {
      tickMark: values['tick-mark'],
      evidence: values.evidence,
      conclusion: values.conclusion,
    },
    record,
    layout: layoutIn(values.layout),
    out: values.out,
    book: values.book ?? false,
    sample: sampleOf(values),
    dataDir: values['data-dir'],
    json: values.json ?? false,
  };
}

/** `ACCOUNT=AMOUNT`, `ACCOUNT=AMOUNT USD` or `ACCOUNT=AMOUNT USD COMPANY`: what is owed, without a sign. */
function balanceOf(text: string): GlBalance {
  const at = text.lastIndexOf('=');
  const [amount = '', currency = '', ...company] = text
    .slice(at + 1)
    .trim()
    .split(/\s+/);
  const read = centsOfText(amount);
  const balance = glBalanceSchema.safeParse({
    account: text.slice(0, Math.max(at, 0)),
    currency: currency.toUpperCase(),
    company: company.join(' '),
    cents: 'cents' in read ? read.cents : null,
  });
  if (balance.success) return balance.data;
  throw usage(
    `The balance ${text} is not valid.`,
    'Write it as --balance "2150=1234.50 USD": account, what is owed, currency and company if there are any.',
  );
}

function layoutIn(id: string | undefined): LayoutId | null {
  if (id === undefined) return null;
  const found = LAYOUT_IDS.find((layout) => layout === id);
  if (found) return found;
  throw usage('The value of --layout is not valid.', `Choose one of ${LAYOUT_IDS.join(', ')}.`);
}

/** How a table that is imported is read: the options of a ledger's file. */
function importedAs({ sheet, map, decimals }: OptionValues): ImportedAs {
  const given = { ...(map && { map }), ...(decimals !== undefined && { decimals }) };
  const settings = settingsOf(given);
  return {
    ...(sheet !== undefined && { sheet }),
    ...(settings.mapping && { mapping: settings.mapping }),
    ...(settings.decimals && { decimals: settings.decimals }),
  };
}

const SAMPLE_OPTIONS = ['sample-from', 'sample-by', 'sample-size', 'sample-seed'] as const;

function sampleOf(values: OptionValues): CloseCommand['sample'] {
  if (SAMPLE_OPTIONS.every((option) => values[option] === undefined)) return null;
  const size = values['sample-size'] ?? '25';
  if (!/^[1-9]\d*$/.test(size) || Number(size) > MOST_SAMPLED)
    throw usage(
      `The value of --sample-size is not a whole number from 1 to ${MOST_SAMPLED}.`,
      'Leave it out for 25.',
    );
  return {
    population: oneOf('--sample-from', values['sample-from'] ?? 'redemptions', POPULATIONS),
    method: oneOf('--sample-by', values['sample-by'] ?? 'monetary-unit', SAMPLE_METHODS),
    size: Number(size),
    seed: values['sample-seed'] ?? null,
  };
}

function oneOf<Name extends string>(
  option: string,
  given: string,
  known: Readonly<Record<Name, unknown>>,
): Name {
  if (Object.hasOwn(known, given)) return given as Name;
  throw usage(
    `The value of ${option} is not valid.`,
    `Choose one of ${Object.keys(known).join(', ')}.`,
  );
}
