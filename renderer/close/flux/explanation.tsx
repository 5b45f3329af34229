import { useState } from 'react';
import type { SubmitEvent } from 'react';
import type { FluxView } from '../../../core/contract/close/close-view.ts';
import { Button, TextField } from '../../components/controls/controls.tsx';
import type { ClosePanelProps } from '../frame/close-part.ts';
import css from './flux.module.css';
import { lineTitle } from './flux-slices.ts';

interface ExplanationProps extends Pick<ClosePanelProps, 'enter' | 'isLocked' | 'busy'> {
  readonly line: FluxView;
}

/** Why a line differs: what somebody has said, or the place to say it. */
export function Explanation({ line, enter, isLocked, busy }: ExplanationProps) {
  const [typed, setTyped] = useState<string | null>(line.explanation === null ? '' : null);
  if (typed === null || (isLocked && line.explanation !== null))
    return (
      <div className={css.said}>
        <span className={css.words}>{line.explanation}</span>
        {!isLocked && (
          <Button
            look="plain"
            aria-label={`Change the explanation of ${lineTitle(line)}`}
            onClick={() => setTyped(line.explanation ?? '')}
          >
            Change
          </Button>
        )}
      </div>
    );
  const explanation = typed.trim();
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (await enter([{ is: 'explained', key: line.key, explanation }])) setTyped(null);
  };
  return (
    <form className={css.said} onSubmit={(event) => void save(event)}>
      <div className={css.words}>
        <TextField
          label={`Explanation: ${lineTitle(line)}`}
          value={typed}
          maxLength={2000}
          disabled={isLocked}
          placeholder="Why it differs"
          onChange={({ target }) => setTyped(target.value)}
        />
      </div>
      <Button
        type="submit"
        disabled={isLocked || busy || explanation === ''}
        aria-label={`Save the explanation of ${lineTitle(line)}`}
      >
        Save
      </Button>
      {line.explanation !== null && (
        <Button look="plain" onClick={() => setTyped(null)}>
          Cancel
        </Button>
      )}
    </form>
  );
}
