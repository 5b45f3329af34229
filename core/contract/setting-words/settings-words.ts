import { ROLL_FORWARD_WORDS } from '../periods.ts';
import { policyTitle } from '../settings.ts';
import type { Settings } from '../settings.ts';
import { FISCAL_PERIODS_WORDS, MONTHS } from './calendar-words.ts';
import { DATES_WORDS, DECIMALS_WORDS, sheetsText } from './format-words.ts';
import { CHANGED_WORDS, INCREMENT_WORDS } from './increment-words.ts';
import { ON_ERROR_WORDS } from './on-error-words.ts';
import { SETTING_NAMES } from './setting-names.ts';

/** How a side shows amounts (cents) and days (`YYYY-MM-DD`). */
export interface SettingFormat {
  amount(cents: number): string;
  dayNamed(day: string): string;
}

/** A setting as screens and files name it, and what it was. */
export interface SettingWords {
  readonly name: string;
  readonly value: string;
}

/** What a run was asked to do, a line a setting. */
export function settingsWords(settings: Settings, format: SettingFormat): readonly SettingWords[] {
  const { fiscalStart, fiscalPeriods, twoWeeksFrom } = settings.calendar;
  const rollForward = ROLL_FORWARD_WORDS.find(({ kind }) => kind === settings.rollForward)!;
  const mapped = Object.entries(settings.mapping).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    { name: SETTING_NAMES.policy, value: policyTitle(settings.policy) },
    { name: SETTING_NAMES.onError, value: ON_ERROR_WORDS[settings.onError] },
    { name: SETTING_NAMES.increment, value: INCREMENT_WORDS[settings.increment].title },
    { name: SETTING_NAMES.onChanged, value: changedWords(settings) },
    {
      name: SETTING_NAMES.asOf,
      value: settings.asOf === null ? 'From the ledger' : format.dayNamed(settings.asOf),
    },
    { name: SETTING_NAMES.period, value: settings.period ?? 'The whole ledger' },
    { name: SETTING_NAMES.fiscalStart, value: MONTHS[fiscalStart - 1]! },
    { name: SETTING_NAMES.fiscalPeriods, value: FISCAL_PERIODS_WORDS[fiscalPeriods] },
    { name: SETTING_NAMES.twoWeeksFrom, value: format.dayNamed(twoWeeksFrom) },
    { name: SETTING_NAMES.rollForward, value: rollForward.title },
    { name: SETTING_NAMES.toleranceCents, value: format.amount(settings.toleranceCents) },
    { name: SETTING_NAMES.entity, value: settings.entity ?? 'Not named' },
    { name: SETTING_NAMES.xlsx, value: settings.xlsx ? 'Written' : 'Not written' },
    { name: SETTING_NAMES.csvBom, value: settings.csvBom ? 'Yes' : 'No' },
    {
      name: SETTING_NAMES.mapping,
      value:
        mapped.length === 0
          ? 'None'
          : mapped.map(([header, column]) => `${header} → ${column}`).join(', '),
    },
    { name: SETTING_NAMES.dates, value: DATES_WORDS[settings.dates ?? ''] },
    { name: SETTING_NAMES.decimals, value: DECIMALS_WORDS[settings.decimals ?? ''] },
    { name: SETTING_NAMES.sheets, value: sheetsText(settings.sheets) || 'By name' },
  ];
}

/** What counts for reported rows that are changed or gone, and why: for all, then for those decided by themselves. */
function changedWords({
  onChanged,
  onChangedReason,
  decidedRows = [],
}: Pick<Settings, 'onChanged' | 'onChangedReason' | 'decidedRows'>): string {
  const together = onChangedReason
    ? `${CHANGED_WORDS[onChanged]} (${onChangedReason})`
    : CHANGED_WORDS[onChanged];
  const single = decidedRows.map(({ decision, reason, rows }) => {
    const ids =
      rows.length > 5
        ? `${rows.slice(0, 5).join(', ')} and ${rows.length - 5} more`
        : rows.join(', ');
    return `${CHANGED_WORDS[decision]} for ${ids} (${reason})`;
  });
  const others = onChanged === 'halt' ? [] : [`${together} for all others`];
  return single.length === 0 ? together : [...single, ...others].join('; ');
}
