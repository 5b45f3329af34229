import type { ColumnReadings } from '../../../core/contract/api/sources.ts';
import { kindOfPeriod, PLAIN_CALENDAR } from '../../../core/contract/periods.ts';
import { policyOf } from '../../../core/contract/settings.ts';
import { choicesOf } from '../../components/controls/choices.ts';
import { ChoiceField, TextField } from '../../components/controls/controls.tsx';
import { DateField } from '../../components/date-field/date-field.tsx';
import { TwoDates } from '../../components/date-field/two-dates.tsx';
import { typedPeriod } from '../../format/typed-day.ts';
import { useSettings } from '../../format/use-format.ts';
import { INCREMENT_WORDS } from '../../../core/contract/setting-words/increment-words.ts';
import { ON_ERROR_SHORT } from '../../../core/contract/setting-words/on-error-words.ts';
import { POLICY_CHOICES } from '../../words/policy-words.ts';
import { CalendarFields } from './calendar-fields.tsx';
import { HeldPeriods } from './held-periods.tsx';
import { calendarOf } from './run-form.ts';
import type { RunForm } from './run-form.ts';
import parts from '../../components/surfaces/parts.module.css';
import { SETTING_NAMES } from '../../../core/contract/setting-words/setting-names.ts';

interface RunSettingsFieldsProps {
  readonly form: RunForm;
  readonly wrong: Partial<Record<'period' | 'tolerance', string>>;
  /** The file was chosen by its period, so the run has the same. */
  readonly fixedPeriod?: boolean;
  /** How the columns of the file are read; null where that is not known. */
  readonly formats: ColumnReadings | null;
  readonly onChange: (form: RunForm) => void;
}

/** What this run is asked to do. The defaults come from the settings screen. */
export function RunSettingsFields({
  form,
  wrong,
  fixedPeriod = false,
  formats,
  onChange,
}: RunSettingsFieldsProps) {
  const { dateFormat } = useSettings();
  const calendar = calendarOf(form, dateFormat) ?? PLAIN_CALENDAR;
  const kind = kindOfPeriod(typedPeriod(form.period, dateFormat), calendar)?.id ?? null;
  return (
    <div className={parts.fields}>
      <ChoiceField
        label={SETTING_NAMES.policy}
        value={form.policy}
        hint={policyOf(form.policy).short}
        choices={POLICY_CHOICES}
        onChange={(policy) => onChange({ ...form, policy })}
      />
      <ChoiceField
        label={SETTING_NAMES.onError}
        value={form.onError}
        hint={
          form.onError === 'halt'
            ? 'Errors stop the run; nothing is published.'
            : 'Rows with errors are set aside and reported; the rest is reconciled.'
        }
        choices={choicesOf(ON_ERROR_SHORT)}
        onChange={(onError) => onChange({ ...form, onError })}
      />
      <ChoiceField
        label={SETTING_NAMES.increment}
        value={form.increment}
        hint={INCREMENT_WORDS[form.increment].hint}
        choices={choicesOf(INCREMENT_WORDS)}
        onChange={(increment) => onChange({ ...form, increment })}
      />
      <TextField
        label={SETTING_NAMES.period}
        placeholder="2026-06"
        value={form.period}
        wrong={wrong.period}
        readOnly={fixedPeriod}
        hint={
          fixedPeriod
            ? 'The month by which the file was chosen.'
            : 'A month, a quarter (2026-Q2), a week (2026-W23), a fiscal period (FY26-P05) or two dates with .. between. Blank: the whole ledger.'
        }
        onChange={({ target }) => onChange({ ...form, period: target.value })}
        beside={
          !fixedPeriod && (
            <>
              {formats && <HeldPeriods form={form} formats={formats} onChange={onChange} />}
              <TwoDates text={form.period} onPick={(period) => onChange({ ...form, period })} />
            </>
          )
        }
      />
      <CalendarFields kind={kind} form={form} onChange={onChange} />
      <DateField
        label={SETTING_NAMES.asOf}
        value={form.asOf}
        hint="Every figure is stated at the end of this day. Blank: the end of the period, or the latest movement."
        onChange={(asOf) => onChange({ ...form, asOf })}
      />
      <TextField
        label={SETTING_NAMES.toleranceCents}
        inputMode="decimal"
        value={form.tolerance}
        wrong={wrong.tolerance}
        hint="Untracked variance up to this amount is not listed as an exception."
        onChange={({ target }) => onChange({ ...form, tolerance: target.value })}
      />
    </div>
  );
}
