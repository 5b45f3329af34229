import {
  FISCAL_PERIODS_WORDS,
  MONTHS,
} from '../../../core/contract/setting-words/calendar-words.ts';
import { choicesOf } from '../../components/controls/choices.ts';
import { ChoiceField } from '../../components/controls/controls.tsx';
import { DateField } from '../../components/date-field/date-field.tsx';
import type { RunForm } from './run-form.ts';
import { SETTING_NAMES } from '../../../core/contract/setting-words/setting-names.ts';

const MONTH_CHOICES = MONTHS.map((words, at) => ({ value: String(at + 1), words }));

interface CalendarFieldsProps {
  /** The id of a kind of period, whose dependencies are asked for. */
  readonly kind: string | null;
  readonly form: RunForm;
  readonly onChange: (form: RunForm) => void;
}

/** What the periods of a kind depend on; nothing for those of the calendar on the wall. */
export function CalendarFields({ kind, form, onChange }: CalendarFieldsProps) {
  const { calendar } = form;
  const set = (change: Partial<RunForm['calendar']>): void =>
    onChange({ ...form, calendar: { ...calendar, ...change } });
  if (kind === 'two-weeks')
    return (
      <DateField
        label={SETTING_NAMES.twoWeeksFrom}
        value={calendar.twoWeeksFrom}
        hint="The first day of any two-week period."
        onChange={(twoWeeksFrom) => set({ twoWeeksFrom })}
      />
    );
  if (kind !== 'fiscal') return null;
  return (
    <>
      <ChoiceField
        label={SETTING_NAMES.fiscalStart}
        value={String(calendar.fiscalStart)}
        choices={MONTH_CHOICES}
        hint="A fiscal year is named after the calendar year in which it ends."
        onChange={(month) => set({ fiscalStart: Number(month) })}
      />
      <ChoiceField
        label={SETTING_NAMES.fiscalPeriods}
        value={calendar.fiscalPeriods}
        choices={choicesOf(FISCAL_PERIODS_WORDS)}
        onChange={(fiscalPeriods) => set({ fiscalPeriods })}
      />
    </>
  );
}
