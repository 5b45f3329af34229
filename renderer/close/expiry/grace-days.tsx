import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { Button, TextField } from '../../components/controls/controls.tsx';
import parts from '../../components/surfaces/parts.module.css';
import type { ClosePanelProps } from '../frame/close-part.ts';
import css from './expiry.module.css';

const MOST_DAYS = 3650;

/** For how many days a lot may still be used after its expiry. */
export function GraceDays({ view: { terms }, isLocked, busy, enter }: ClosePanelProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? String(terms.graceDays);
  const days = /^\d{1,4}$/.test(text.trim()) ? Number(text) : NaN;
  const isRight = days <= MOST_DAYS;
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const entered = await enter([{ is: 'terms', terms: { ...terms, graceDays: days } }]);
    if (entered) setTyped(null);
  };
  return (
    <form className={css.grace} onSubmit={(event) => void save(event)}>
      <div className={parts.inline}>
        <TextField
          label="Days of grace"
          inputMode="numeric"
          value={text}
          disabled={isLocked}
          wrong={isRight ? null : `Whole days, from 0 to ${MOST_DAYS}.`}
          onChange={({ target }) => setTyped(target.value)}
        />
        <Button type="submit" disabled={isLocked || busy || !isRight || days === terms.graceDays}>
          Save
        </Button>
      </div>
      <p className="quiet">
        A lot may be used for so many days after its EXPIREDAT. Counts for every period that is not
        locked.
      </p>
    </form>
  );
}
