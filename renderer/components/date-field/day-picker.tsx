import { CalendarDays } from 'lucide-react';
import { useState } from 'react';
import { useSettings } from '../../format/use-format.ts';
import { localDay, typedDay } from '../../format/typed-day.ts';
import { Button } from '../controls/controls.tsx';
import { Popover } from '../overlays/popover.tsx';
import { Calendar } from './calendar.tsx';

interface DayPickerProps {
  /** What the day is, as its field is labelled. */
  readonly label: string;
  /** What stands in the field. */
  readonly text: string;
  /** Takes the day, `YYYY-MM-DD`. */
  readonly onPick: (day: string) => void;
}

/** The button beside a field for a day, which opens a calendar. */
export function DayPicker({ label, text, onPick }: DayPickerProps) {
  const [open, setOpen] = useState(false);
  const { dateFormat } = useSettings();
  const typed = typedDay(text, dateFormat);
  const words = `Choose the ${label.charAt(0).toLowerCase()}${label.slice(1)}`;
  return (
    <Popover
      label={words}
      open={open}
      onOpen={setOpen}
      button={
        <Button iconOnly aria-label={words} title={words}>
          <CalendarDays size={16} aria-hidden />
        </Button>
      }
    >
      <Calendar
        chosen={typed.ok && typed.value !== null ? Date.parse(typed.value) : null}
        today={Date.parse(localDay(new Date()))}
        onPick={(day) => {
          setOpen(false);
          onPick(new Date(day).toISOString().slice(0, 10));
        }}
      />
    </Popover>
  );
}
