import { CalendarRange } from 'lucide-react';
import { useState } from 'react';
import { useSettings } from '../../format/use-format.ts';
import { dayText, typedDay, typedPeriod } from '../../format/typed-day.ts';
import { Button } from '../controls/controls.tsx';
import { Popover } from '../overlays/popover.tsx';
import { DateField } from './date-field.tsx';
import css from './date-field.module.css';

interface TwoDatesProps {
  /** What stands in the field of the period. */
  readonly text: string;
  /** Takes the period as it is typed: the two days in the format of the settings, `..` between. */
  readonly onPick: (text: string) => void;
}

/** The button beside a field for a period, which asks for its first and its last day. */
export function TwoDates({ text, onPick }: TwoDatesProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label="First and last day"
      open={open}
      onOpen={setOpen}
      button={
        <Button iconOnly aria-label="Choose two dates" title="Choose two dates">
          <CalendarRange size={16} aria-hidden />
        </Button>
      }
    >
      <Days
        text={text}
        onPick={(picked) => {
          setOpen(false);
          onPick(picked);
        }}
      />
    </Popover>
  );
}

function Days({ text, onPick }: TwoDatesProps) {
  const { dateFormat } = useSettings();
  const shown = (place: number): string => {
    const [day, ...others] = typedPeriod(text, dateFormat).split('..').slice(place);
    return day && (place === 1 || others.length === 1) ? dayText(day, dateFormat) : '';
  };
  const [from, setFrom] = useState(() => shown(0));
  const [to, setTo] = useState(() => shown(1));
  const [first, last] = [from, to].map((day) => {
    const typed = typedDay(day, dateFormat);
    return typed.ok ? typed.value : null;
  });
  const backwards = first && last && last < first;
  return (
    <form
      className={css.twoDates}
      onSubmit={(event) => {
        event.preventDefault();
        // The form lies within another one for React, not for the page.
        event.stopPropagation();
        if (first && last && !backwards) onPick(`${from.trim()}..${to.trim()}`);
      }}
    >
      <DateField label="First day" value={from} onChange={setFrom} />
      <DateField label="Last day" value={to} onChange={setTo} />
      {backwards && (
        <p role="alert" className={css.wrong}>
          The last day is before the first.
        </p>
      )}
      <Button type="submit" look="primary" disabled={!first || !last || Boolean(backwards)}>
        Use these dates
      </Button>
    </form>
  );
}
