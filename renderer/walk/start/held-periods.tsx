import { ListFilter } from 'lucide-react';
import { useState } from 'react';
import type { ColumnReadings } from '../../../core/contract/api/sources.ts';
import { periodsHeld, ROLL_FORWARD_WORDS } from '../../../core/contract/periods.ts';
import type { RollForwardKind } from '../../../core/contract/periods.ts';
import { Button, SelectField } from '../../components/controls/controls.tsx';
import { Popover } from '../../components/overlays/popover.tsx';
import { useFormat, useSettings } from '../../format/use-format.ts';
import { dayText, localDay, typedPeriod } from '../../format/typed-day.ts';
import { CalendarFields } from './calendar-fields.tsx';
import { calendarOf } from './run-form.ts';
import type { RunForm } from './run-form.ts';
import css from './start.module.css';

interface HeldPeriodsProps {
  readonly form: RunForm;
  readonly formats: Pick<ColumnReadings, 'days' | 'isWhole'>;
  readonly onChange: (form: RunForm) => void;
}

/** The button beside the field for a period, which lists the periods that the file holds. */
export function HeldPeriods(props: HeldPeriodsProps) {
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState<RollForwardKind>('month');
  if (props.formats.days[props.form.dates] === null) return null;
  return (
    <Popover
      label="Periods in the file"
      open={open}
      onOpen={setOpen}
      button={
        <Button
          iconOnly
          aria-label="Choose a period of the file"
          title="Choose a period of the file"
        >
          <ListFilter size={16} aria-hidden />
        </Button>
      }
    >
      <OfKind {...props} kind={kind} onKind={setKind} onPicked={() => setOpen(false)} />
    </Popover>
  );
}

interface OfKindProps extends HeldPeriodsProps {
  readonly kind: RollForwardKind;
  readonly onKind: (kind: RollForwardKind) => void;
  readonly onPicked: () => void;
}

/** The periods of one kind, the latest first. */
function OfKind({ form, formats, kind, onKind, onPicked, onChange }: OfKindProps) {
  const { dateFormat } = useSettings();
  const format = useFormat();
  const { isWhole } = formats;
  const days = formats.days[form.dates];
  const calendar = calendarOf(form, dateFormat);
  const today = localDay(new Date());
  const names = days && calendar ? periodsHeld(kind, days, { isWhole, today, calendar }) : [];
  const typed = (name: string): string =>
    name.includes('..')
      ? name
          .split('..')
          .map((day) => dayText(day, dateFormat))
          .join('..')
      : name;
  const words = (name: string): string => name.split('..').map(shown).join(' – ');
  const shown = (part: string): string =>
    /^\d{4}-\d{2}-\d{2}$/.test(part) ? format.dayNamed(part) : part;
  return (
    <div className={css.periods}>
      <SelectField
        label="Periods in the file"
        value={kind}
        onChange={({ target }) => onKind(target.value as RollForwardKind)}
      >
        {ROLL_FORWARD_WORDS.map((one) => (
          <option key={one.kind} value={one.kind}>
            {one.many}
          </option>
        ))}
      </SelectField>
      <CalendarFields kind={kind} form={form} onChange={onChange} />
      <ul className={css.periodList} aria-label="Periods, the latest first">
        {names.map((name) => (
          <li key={name}>
            <button
              type="button"
              className={css.period}
              aria-pressed={typedPeriod(form.period, dateFormat) === name}
              onClick={() => {
                onChange({ ...form, period: typed(name) });
                onPicked();
              }}
            >
              {words(name)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
