import type { ReactNode } from 'react';
import { useSettings } from '../../format/use-format.ts';
import { dayText, exampleDay, typedDay } from '../../format/typed-day.ts';
import { TextField } from '../controls/controls.tsx';
import { DayPicker } from './day-picker.tsx';

interface DateFieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** As it is typed, in the format of the settings; `typedDay` reads it. */
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** A day, typed in the format of the settings or picked from a calendar; what is wrong stands below. */
export function DateField({ label, hint, value, onChange }: DateFieldProps) {
  const { dateFormat } = useSettings();
  const typed = typedDay(value, dateFormat);
  return (
    <TextField
      label={label}
      hint={hint}
      placeholder={exampleDay(dateFormat)}
      autoComplete="off"
      value={value}
      wrong={typed.ok ? null : typed.wrong}
      onChange={({ target }) => onChange(target.value)}
      beside={
        <DayPicker
          label={label}
          text={value}
          onPick={(day) => onChange(dayText(day, dateFormat))}
        />
      }
    />
  );
}
