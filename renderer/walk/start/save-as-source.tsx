import { useState } from 'react';
import type { SubmitEvent } from 'react';
import type { RunSettings } from '../../../core/contract/api/run-settings.ts';
import { useAction } from '../../bridge/api.ts';
import { Button, TextField } from '../../components/controls/controls.tsx';
import { Dialog } from '../../components/overlays/dialog.tsx';
import { ProblemNotice } from '../../components/surfaces/surfaces.tsx';
import { useToast } from '../../components/overlays/toasts.tsx';
import { shownPlace } from '../../places/place-form.ts';
import type { Chosen } from '../../frame/open-places.tsx';
import type { Mapping } from '../../under-way/mapping.ts';
import parts from '../../components/surfaces/parts.module.css';

interface SaveAsSourceProps {
  readonly place: Chosen;
  /** What the source is called so far, or would be. */
  readonly name: string;
  /** The source that it is a file of; null where that is a new one. */
  readonly id: number | null;
  readonly mapping: Mapping;
  readonly settings: RunSettings;
  readonly onSaved: (id: number) => void;
  readonly onClose: () => void;
}

/** Puts a place that was looked at on the list of sources, as it was reached and read. */
export function SaveAsSource({
  place,
  name,
  id,
  mapping,
  settings,
  onSaved,
  onClose,
}: SaveAsSourceProps) {
  const [typed, setTyped] = useState(name);
  const toast = useToast();
  const save = useAction('sources.save', ['sources.list', 'sources.recent', 'sources.all']);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (typed.trim() === '') return;
    save.mutate(
      {
        id,
        name: typed.trim(),
        place: place.place,
        s3: place.s3 ?? {},
        mapping: { ...mapping },
        settings,
      },
      {
        onSuccess: (saved) => {
          toast(`${saved.name} was saved as a source.`);
          onSaved(saved.id);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title="Save as a source" open onClose={onClose}>
      <form className={parts.form} onSubmit={submit} noValidate>
        <p>
          <span className={parts.place}>{shownPlace(place.place)}</span> is saved with its access,
          its header mapping and those settings below that differ from the defaults in Settings.
        </p>
        <TextField
          label="Name"
          autoComplete="off"
          value={typed}
          wrong={typed.trim() === '' ? 'Enter a name.' : null}
          onChange={({ target }) => setTyped(target.value)}
        />
        {save.error && <ProblemNotice problem={save.error} />}
        <div className={parts.buttons}>
          <Button type="submit" look="primary" disabled={save.isPending || typed.trim() === ''}>
            Save source
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}
