import { useId } from 'react';
import { holidaysIn } from '../../core/contract/schedules/holidays.ts';
import { WEEKDAYS } from '../../core/contract/setting-words/calendar-words.ts';
import { useFormat } from '../format/use-format.ts';
import { Button, CheckField } from '../components/controls/controls.tsx';
import css from './schedules.module.css';

/** In the order of a week of work. */
const ORDER = [1, 2, 3, 4, 5, 6, 0];

/** Which days are none of business: of each week, and by their date. */
export function BusinessDays({
  weekend,
  holidays,
  onWeekend,
  onHolidays,
}: {
  readonly weekend: readonly number[];
  /** As they were typed or read. */
  readonly holidays: string;
  readonly onWeekend: (days: readonly number[]) => void;
  readonly onHolidays: (text: string) => void;
}) {
  const id = useId();
  const format = useFormat();
  const found = holidaysIn(holidays).length;
  const read = async (file: File | undefined): Promise<void> => {
    if (file) onHolidays(holidaysIn(await file.text()).join('\n'));
  };
  return (
    <fieldset className={css.group}>
      <legend>Non-business days</legend>
      <div className={css.days}>
        {ORDER.map((day) => (
          <CheckField
            key={day}
            label={WEEKDAYS[day]!}
            checked={weekend.includes(day)}
            onChange={({ target }) =>
              onWeekend(target.checked ? [...weekend, day] : weekend.filter((one) => one !== day))
            }
          />
        ))}
      </div>
      <label htmlFor={id}>Holidays</label>
      <textarea
        id={id}
        rows={3}
        className={css.holidays}
        placeholder={'2026-12-25 Christmas Day\n2027-01-01 New Year’s Day'}
        value={holidays}
        onChange={({ target }) => onHolidays(target.value)}
      />
      <div className={css.under}>
        <span className="quiet">{format.counted(found, 'holiday')}, a day a line.</span>
        <label className={css.file}>
          Read from a file (.ics, .csv, .txt)
          <input
            type="file"
            accept=".ics,.csv,.txt"
            onChange={({ target }) => void read(target.files?.[0])}
          />
        </label>
        {holidays !== '' && (
          <Button look="plain" onClick={() => onHolidays('')}>
            Clear
          </Button>
        )}
      </div>
    </fieldset>
  );
}
