import { ChevronLeft, ChevronRight, ChevronsLeft, ChevronsRight } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useSettings } from '../../format/use-format.ts';
import { Button } from '../controls/controls.tsx';
import { dayByKey, dayTitle, monthsLater, monthTitle, weekdays, weeksOf } from './calendar-days.ts';
import css from './date-field.module.css';

interface CalendarProps {
  /** The day that stands in the field; null where there is none. */
  readonly chosen: number | null;
  /** On which the calendar opens where none is chosen. */
  readonly today: number;
  readonly onPick: (day: number) => void;
}

const STEPS = [
  { months: -12, words: 'A year earlier', Icon: ChevronsLeft },
  { months: -1, words: 'A month earlier', Icon: ChevronLeft },
  { months: 1, words: 'A month later', Icon: ChevronRight },
  { months: 12, words: 'A year later', Icon: ChevronsRight },
] as const;

/** The days of a month. One of them has the focus; the keys of `dayByKey` move it, Enter picks it. */
export function Calendar({ chosen, today, onPick }: CalendarProps) {
  const firstWeekday = useSettings().dateFormat === 'MM/DD/YYYY' ? 0 : 1;
  const [at, setAt] = useState(chosen ?? today);
  const current = useRef<HTMLButtonElement>(null);
  const byKey = useRef(true);
  useEffect(() => {
    if (byKey.current) current.current?.focus();
    byKey.current = false;
  }, [at]);
  return (
    <div>
      <div className={css.head}>
        {STEPS.map(({ months, words, Icon }) => (
          <Button
            key={words}
            look="plain"
            iconOnly
            aria-label={words}
            className={months > 0 ? css.later! : css.earlier!}
            onClick={() => setAt(monthsLater(at, months))}
          >
            <Icon size={16} aria-hidden />
          </Button>
        ))}
        <strong aria-live="polite" className={css.month}>
          {monthTitle(at)}
        </strong>
      </div>
      <table
        className={css.days}
        role="grid"
        aria-label={monthTitle(at)}
        onKeyDown={(event) => {
          const next = dayByKey(at, event, firstWeekday);
          if (next === null) return;
          event.preventDefault();
          byKey.current = true;
          setAt(next);
        }}
      >
        <thead>
          <tr>
            {weekdays(firstWeekday).map((name) => (
              <th key={name} scope="col" abbr={name}>
                {name.slice(0, 2)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(at, firstWeekday).map((week) => (
            <tr key={week.find((day) => day !== null)}>
              {week.map((day, place) => (
                <td key={place} role="gridcell" aria-selected={day !== null && day === chosen}>
                  {day !== null && (
                    <button
                      ref={day === at ? current : undefined}
                      type="button"
                      tabIndex={day === at ? 0 : -1}
                      aria-label={dayTitle(day)}
                      aria-current={day === today ? 'date' : undefined}
                      onClick={() => onPick(day)}
                    >
                      {new Date(day).getUTCDate()}
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
