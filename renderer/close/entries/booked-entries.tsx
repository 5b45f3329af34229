import { useState } from 'react';
import type { SubmitEvent } from 'react';
import type { BookedEntry } from '../../../core/contract/close/close-view.ts';
import { Button, CheckField, TextField } from '../../components/controls/controls.tsx';
import { Panel, Pill } from '../../components/surfaces/surfaces.tsx';
import parts from '../../components/surfaces/parts.module.css';
import type { ClosePanelProps } from '../frame/close-part.ts';
import css from './entries.module.css';
import { EntryCard, MOST_OPEN } from './entry-card.tsx';
import { EntryFiles } from './entry-files.tsx';

/** The entries that were booked in the period, with their numbers in the general ledger. Null where there are none. */
export function BookedEntries(props: ClosePanelProps) {
  const { booked } = props.view;
  if (booked.length === 0) return null;
  const posted = booked.filter((entry) => entry.posted !== null).length;
  return (
    <Panel
      title="Booked entries"
      flush
      actions={
        <Pill tone={posted === booked.length ? 'good' : 'neutral'}>
          {posted} of {booked.length} posted
        </Pill>
      }
    >
      <div className={css.entries}>
        {booked.map((entry) => (
          <EntryCard
            key={entry.id}
            entry={entry}
            isOpen={booked.length <= MOST_OPEN}
            beside={entry.posted !== null && <Pill tone="good">Posted {entry.posted}</Pill>}
          >
            <div className={css.below}>
              <PostedNumber {...props} entry={entry} />
              <ReversalAsked {...props} entry={entry} />
            </div>
          </EntryCard>
        ))}
      </div>
      <EntryFiles view={props.view} which="booked" />
    </Panel>
  );
}

interface OfEntry extends Pick<ClosePanelProps, 'enter' | 'busy' | 'isLocked'> {
  readonly entry: BookedEntry;
}

/** The number that the general ledger gave an entry: told, or entered. A locked period's entry can be posted, too. */
function PostedNumber({ entry: { id, posted }, enter, busy }: OfEntry) {
  const [typed, setTyped] = useState<string | null>(posted === null ? '' : null);
  if (typed === null)
    return (
      <p className={parts.line}>
        <span>
          Posted as <strong>{posted}</strong>
        </span>
        <Button
          look="plain"
          aria-label={`Change the GL number of ${id}`}
          onClick={() => setTyped(posted ?? '')}
        >
          Change
        </Button>
      </p>
    );
  const number = typed.trim();
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (await enter([{ is: 'posted', entry: id, number }])) setTyped(null);
  };
  return (
    <form className={parts.inline} onSubmit={(event) => void save(event)}>
      <TextField
        label="GL number"
        aria-label={`GL number of ${id}`}
        value={typed}
        maxLength={100}
        onChange={({ target }) => setTyped(target.value)}
      />
      <Button type="submit" disabled={busy || number === ''} aria-label={`Mark as posted: ${id}`}>
        Mark as posted
      </Button>
    </form>
  );
}

/** Whether an entry is to be taken back in the next open period, or that it was. */
function ReversalAsked({ entry: { id, reversal }, enter, busy }: OfEntry) {
  if (reversal === null) return null;
  const { isWanted, bookedAs } = reversal;
  if (bookedAs !== null) return <p>Reversed by {bookedAs}.</p>;
  return (
    <CheckField
      label={`Reverse ${id} in the next open period`}
      checked={isWanted}
      disabled={busy}
      onChange={({ target }) =>
        void enter([{ is: 'reversal', entry: id, isWanted: target.checked }])
      }
    />
  );
}
