import type { RunSettings } from '../../../core/contract/api/run-settings.ts';
import type { AppSettings } from '../../../core/contract/api/settings.ts';
import { isPeriodName, PERIOD_EXAMPLES, PLAIN_CALENDAR } from '../../../core/contract/periods.ts';
import type { Calendar } from '../../../core/contract/periods.ts';
import type { AskedFormats, Policy, Settings } from '../../../core/contract/settings.ts';
import { centsOf, separatorsOf } from '../../format/format.ts';
import { dayText, typedDay, typedPeriod } from '../../format/typed-day.ts';
import { askedFormats } from '../reading/format-view.ts';
import type { SaidFormats } from '../reading/format-view.ts';

/** The settings of a run as they are typed. Blank: the whole ledger, the ledger's own as-of date. */
export interface RunForm extends SaidFormats {
  readonly period: string;
  readonly asOf: string;
  readonly policy: Policy;
  readonly onError: Settings['onError'];
  readonly increment: Settings['increment'];
  readonly tolerance: string;
  /** What fiscal periods and spans of two weeks depend on; the day is as it is typed. */
  readonly calendar: Calendar;
}

export type RunFormReading =
  | {
      readonly kind: 'right';
      readonly settings: Pick<
        Settings,
        'period' | 'asOf' | 'policy' | 'onError' | 'increment' | 'toleranceCents' | 'calendar'
      > &
        AskedFormats;
    }
  | {
      readonly kind: 'wrong';
      readonly wrong: Partial<Record<'period' | 'asOf' | 'tolerance' | 'twoWeeksFrom', string>>;
    };

/** As the settings screen says, but for what a source that is set up says otherwise. */
export function runFormOf(settings: AppSettings, ofSource: RunSettings = {}): RunForm {
  const calendar = ofSource.calendar ?? PLAIN_CALENDAR;
  const asOf = ofSource.asOf === undefined ? settings.asOf : ofSource.asOf;
  return {
    period: '',
    asOf: asOf === null ? '' : dayText(asOf, settings.dateFormat),
    policy: ofSource.policy ?? settings.policy,
    onError: ofSource.onError ?? settings.onError,
    increment: ofSource.increment ?? 'auto',
    tolerance: centsText(ofSource.toleranceCents ?? settings.toleranceCents, settings.numberFormat),
    dates: ofSource.dates ?? '',
    decimals: ofSource.decimals ?? '',
    calendar: {
      ...calendar,
      twoWeeksFrom: dayText(calendar.twoWeeksFrom, settings.dateFormat),
    },
  };
}

/** The calendar as it is typed; null where its day is none. */
export function calendarOf(
  { calendar }: RunForm,
  dateFormat: AppSettings['dateFormat'],
): Calendar | null {
  const day = typedDay(calendar.twoWeeksFrom, dateFormat);
  if (!day.ok) return null;
  return { ...calendar, twoWeeksFrom: day.value ?? PLAIN_CALENDAR.twoWeeksFrom };
}

/** Of a form as it was edited, the fields that were: all others go on following their source. */
export function changedIn(before: RunForm, after: RunForm): Partial<RunForm> {
  const names = Object.keys(after) as (keyof RunForm)[];
  return Object.fromEntries(
    names.filter((name) => after[name] !== before[name]).map((name) => [name, after[name]]),
  );
}

/** What the form asks for, or what is wrong in it. */
export function readRunForm(
  form: RunForm,
  { numberFormat, dateFormat }: Pick<AppSettings, 'numberFormat' | 'dateFormat'>,
): RunFormReading {
  const period = typedPeriod(form.period, dateFormat) || null;
  const asOf = typedDay(form.asOf, dateFormat);
  const calendar = calendarOf(form, dateFormat);
  const toleranceCents = centsOf(form.tolerance, numberFormat);
  const wrong = {
    ...(period !== null &&
      !isPeriodName(period) && { period: `Enter it as ${PERIOD_EXAMPLES.join(', ')}.` }),
    ...(!asOf.ok && { asOf: asOf.wrong }),
    ...(calendar === null && { twoWeeksFrom: 'Enter a date on which a two-week period starts.' }),
    ...((toleranceCents === null || toleranceCents < 0) && {
      tolerance: `Enter an amount of 0 or more, such as ${centsText(500, numberFormat)}.`,
    }),
  };
  if (!asOf.ok || calendar === null || Object.keys(wrong).length > 0)
    return { kind: 'wrong', wrong };
  const { policy, onError, increment } = form;
  return {
    kind: 'right',
    settings: {
      period,
      asOf: asOf.value,
      policy,
      onError,
      increment,
      toleranceCents: toleranceCents ?? 0,
      calendar,
      ...askedFormats(form),
    },
  };
}

/** What a run is asked for: as typed, else what its source or the run before it was asked for. */
export function askedOf(
  typed: Extract<RunFormReading, { kind: 'right' }>['settings'],
  before: RunSettings = {},
): RunSettings {
  // A format that is not named is to be detected; which sheet is which the preview says.
  const { dates, decimals, sheets, ...others } = before;
  void dates;
  void decimals;
  void sheets;
  return { ...others, ...typed };
}

/** Of what a run is asked for, what a source remembers: where it is not as the settings screen has it. */
export function settingsThatDiffer(
  settings: Pick<Settings, 'policy' | 'onError' | 'toleranceCents' | 'calendar'> & AskedFormats,
  app: AppSettings,
): Partial<Pick<Settings, 'policy' | 'onError' | 'toleranceCents' | 'calendar'>> & AskedFormats {
  const { policy, onError, toleranceCents, calendar, dates, decimals } = settings;
  const names = Object.keys(calendar) as (keyof Calendar)[];
  return {
    ...(dates && { dates }),
    ...(decimals && { decimals }),
    ...(policy !== app.policy && { policy }),
    ...(onError !== app.onError && { onError }),
    ...(toleranceCents !== app.toleranceCents && { toleranceCents }),
    ...(names.some((name) => calendar[name] !== PLAIN_CALENDAR[name]) && { calendar }),
  };
}

function centsText(cents: number, numberFormat: AppSettings['numberFormat']): string {
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)}${separatorsOf(numberFormat).point}${digits.slice(-2)}`;
}
