import { POLICIES, settingsSchema } from '../../../core/contract/settings.ts';
import { PERIOD_EXAMPLES, ROLL_FORWARD_KINDS } from '../../../core/periods/periods.ts';
import type { GivenSettings } from './command.ts';
import type { OptionValues } from './options.ts';
import { usage } from './usage.ts';

/** The settings of the run that the options name, as they were given. Throws a Problem of kind `usage`. */
export function settingsOf(values: OptionValues): GivenSettings {
  const given = {
    ...(values.policy !== undefined && { policy: values.policy }),
    ...(values['on-error'] !== undefined && { onError: values['on-error'] }),
    ...(values.increment !== undefined && { increment: values.increment }),
    ...(values['on-changed'] !== undefined && { onChanged: values['on-changed'] }),
    ...(values['on-changed-reason'] !== undefined && {
      onChangedReason: values['on-changed-reason'],
    }),
    ...(values['as-of'] !== undefined && { asOf: values['as-of'] }),
    ...(values.period !== undefined && { period: values.period }),
    ...calendarOf(values),
    ...(values['roll-forward'] !== undefined && { rollForward: values['roll-forward'] }),
    ...(values.tolerance !== undefined && { toleranceCents: toleranceOf(values.tolerance) }),
    ...(values.entity !== undefined && { entity: values.entity }),
    ...(values['csv-bom'] && { csvBom: true }),
    ...(values['no-xlsx'] && { xlsx: false }),
    ...(values.dates !== undefined && { dates: values.dates }),
    ...(values.decimals !== undefined && { decimals: values.decimals }),
    ...sheetsOf(values),
    ...(values.map && { mapping: mappingOf(values.map) }),
  };
  const result = settingsSchema.safeParse(given);
  // As it was given: what was not may come from the saved source.
  if (result.success) return given as GivenSettings;
  const option = String(result.error.issues[0]?.path[0]);
  throw usage(
    `The value of ${OPTION_OF[option] ?? option} is not valid.`,
    HINT_OF[option] ?? 'Run with --help to see the options.',
  );
}

const OPTION_OF: Readonly<Record<string, string>> = {
  policy: '--policy',
  onError: '--on-error',
  increment: '--increment',
  onChanged: '--on-changed',
  onChangedReason: '--on-changed-reason',
  asOf: '--as-of',
  period: '--period',
  calendar: '--fiscal-start, --calendar or --two-weeks-from',
  rollForward: '--roll-forward',
  entity: '--entity',
  dates: '--dates',
  decimals: '--decimals',
  sheets: '--sheet, --sales-sheet or --customers-sheet',
};
const HINT_OF: Readonly<Record<string, string>> = {
  policy: `Choose ${oneOf(POLICIES)}.`,
  onError: 'Choose halt or quarantine.',
  increment: 'Choose auto, refresh, new-rows or off.',
  onChanged: 'Choose halt, keep or take.',
  onChangedReason: 'Write why, in up to 2,000 characters.',
  asOf: 'Write a day as YYYY-MM-DD, for example 2026-10-31.',
  period: `Write it as ${oneOf(PERIOD_EXAMPLES)}.`,
  calendar:
    'Write the month as 02, for example; choose months or 4-4-5; write the day as YYYY-MM-DD.',
  entity: 'Write the name of the entity, in up to 100 characters.',
  rollForward: `Choose ${oneOf(ROLL_FORWARD_KINDS)}.`,
  dates: 'Choose dmy (31/12/2026), mdy (12/31/2026) or ymd (2026-12-31).',
  decimals: 'Choose comma (1.234,50) or point (1,234.50).',
  sheets: 'Write the name as the tab of the workbook shows it.',
};

/** Names as a choice: `a, b or c`. */
function oneOf(names: readonly string[]): string {
  return names.join(', ').replace(/, (?=[^,]*$)/, ' or ');
}

/** What fiscal periods and spans of two weeks depend on, as far as it was given. */
function calendarOf(values: OptionValues): object {
  const start = values['fiscal-start'];
  const given = {
    ...(start !== undefined && { fiscalStart: /^\d{1,2}$/.test(start) ? Number(start) : NaN }),
    ...(values.calendar !== undefined && { fiscalPeriods: values.calendar }),
    ...(values['two-weeks-from'] !== undefined && { twoWeeksFrom: values['two-weeks-from'] }),
  };
  return Object.keys(given).length === 0 ? {} : { calendar: given };
}

/** Which sheet is which, as far as it was given. Throws where one is named for two. */
function sheetsOf(values: OptionValues): Pick<GivenSettings, 'sheets'> {
  const { sheet } = values;
  const sales = values['no-sales-sheet'] ? null : values['sales-sheet'];
  const customers = values['no-customers-sheet'] ? null : values['customers-sheet'];
  const sheets = {
    ...(sheet !== undefined && { ledger: sheet }),
    ...(sales !== undefined && { sales }),
    ...(customers !== undefined && { customers }),
  };
  const names = Object.values(sheets).filter((name) => name !== null);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined)
    throw usage(
      `The sheet ${twice} is given for two purposes.`,
      'Name different sheets with --sheet, --sales-sheet and --customers-sheet.',
    );
  return Object.keys(sheets).length === 0 ? {} : { sheets };
}

function toleranceOf(text: string): number {
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(text))
    throw usage('The value of --tolerance is not an amount.', 'Write it as 0.50, for example.');
  return Math.round(Number(text) * 100);
}

function mappingOf(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.lastIndexOf('=');
      if (at < 1)
        throw usage(
          `--map ${pair} is not a valid mapping.`,
          'Write it as "Header in the file=TRANS_ID".',
        );
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
