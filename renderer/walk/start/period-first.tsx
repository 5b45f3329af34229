import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { Button, TextField } from '../../components/controls/controls.tsx';
import { Panel } from '../../components/surfaces/surfaces.tsx';
import { isPeriod, lastMonth, patternWords } from '../../places/pattern.ts';
import { useOpenPlace } from '../../frame/open-places.tsx';
import type { Chosen } from '../../frame/open-places.tsx';
import parts from '../../components/surfaces/parts.module.css';

/** Of a place that names a period, the period is asked for before it is looked at. */
export function PeriodFirst({ place }: { place: Chosen }) {
  const { choose } = useOpenPlace();
  const [period, setPeriod] = useState(() => lastMonth(Date.now()));
  const right = isPeriod(period);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (right) choose({ ...place, period: period.trim() });
  };
  return (
    <Panel title="Which period is it for?">
      <form className={parts.form} onSubmit={submit} noValidate>
        <p>
          <span className={parts.place}>{place.place}</span> stands for another file each month. The
          run reports on the same month.
        </p>
        <div className={parts.inline}>
          <TextField
            label="Period"
            placeholder="YYYY-MM"
            value={period}
            wrong={right ? null : 'Enter a month as YYYY-MM.'}
            onChange={({ target }) => setPeriod(target.value)}
          />
        </div>
        {right && <p role="status">{patternWords(place.place, period.trim())}</p>}
        <div>
          <Button type="submit" look="primary" disabled={!right}>
            Preview
          </Button>
        </div>
      </form>
    </Panel>
  );
}
