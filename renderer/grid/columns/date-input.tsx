import { useId, useState } from 'react';
import type { CustomDateProps } from 'ag-grid-react';
import { DayPicker } from '../../components/date-field/day-picker.tsx';
import { dayText, exampleDay, localDay, typedDay } from '../../format/typed-day.ts';
import { useSettings } from '../../format/use-format.ts';
import css from './columns.module.css';

/** The field for a day in the filter of a column of dates, in the format of the settings. */
export function DateInput({ date, onDateChange }: CustomDateProps) {
  const id = useId();
  const { dateFormat } = useSettings();
  const given = date === null ? null : localDay(date);
  const [{ text, meant }, setTyped] = useState({ text: shown(given), meant: given });
  // Reset by the filter, or filled by a view that was linked to.
  if (meant !== given) setTyped({ text: shown(given), meant: given });
  const typed = typedDay(text, dateFormat);

  function shown(day: string | null): string {
    return day === null ? '' : dayText(day, dateFormat);
  }
  const take = (next: string): void => {
    const read = typedDay(next, dateFormat);
    const day = read.ok ? read.value : null;
    setTyped({ text: next, meant: day });
    if (day !== given) onDateChange(dateOf(day));
  };
  return (
    <div className={css.dateInput}>
      <div>
        <input
          aria-label="Day"
          aria-describedby={typed.ok ? undefined : id}
          aria-invalid={typed.ok ? undefined : true}
          placeholder={exampleDay(dateFormat)}
          autoComplete="off"
          value={text}
          onChange={({ target }) => take(target.value)}
        />
        <DayPicker label="Day" text={text} onPick={(day) => take(shown(day))} />
      </div>
      {!typed.ok && (
        <p id={id} role="alert">
          {typed.wrong}
        </p>
      )}
    </div>
  );
}

/** The grid's filters hold days in the machine's own time zone. */
function dateOf(day: string | null): Date | null {
  return day === null ? null : new Date(`${day}T00:00:00`);
}
