import { useState } from 'react';
import type { SourcePreview } from '../../../core/contract/api/sources.ts';
import { claimWords } from '../../../core/contract/recognition.ts';
import type { SourceChoice } from '../../../core/contract/recognition.ts';
import { useCall } from '../../bridge/api.ts';
import { SelectField, TextField } from '../../components/controls/controls.tsx';
import { Notice, Panel } from '../../components/surfaces/surfaces.tsx';
import parts from '../../components/surfaces/parts.module.css';

interface SourceChoiceProps {
  readonly preview: SourcePreview;
  /** Null: not yet said. */
  readonly choice: SourceChoice | null;
  readonly onChoice: (choice: SourceChoice) => void;
}

const NEW = 'new';
const UNSAID = '';

/** Which source the file belongs to: as it was recognised and why, or as the analyst says. */
export function SourceChoicePanel({ preview, choice, onChoice }: SourceChoiceProps) {
  const { recognition } = preview;
  const { data: sources } = useCall('sources.all', {});
  const [name, setName] = useState(recognition.newName);
  const likely = recognition.claims.map(({ id }) => id);
  const others = (sources ?? []).filter(({ id }) => !likely.includes(id));
  const claim = choice?.kind === 'known' && recognition.claims.find(({ id }) => id === choice.id);
  const isNew = choice?.kind === 'new';
  return (
    <Panel title="Source">
      {choice === null && (
        <Notice tone="warn" title="Which source does this file belong to?">
          {recognition.claims.map((one) => (
            <p key={one.id}>
              <strong>{one.name}</strong>: {claimWords(one)}.
            </p>
          ))}
          <p>
            Runs of one source are compared with each other and share their decisions. Choose the
            source below, or start a new one.
          </p>
        </Notice>
      )}
      <div className={parts.fields}>
        <SelectField
          label="This file belongs to"
          value={choice === null ? UNSAID : choice.kind === 'known' ? String(choice.id) : NEW}
          hint={
            claim
              ? `Recognized: ${claimWords(claim)}.`
              : isNew
                ? 'It starts its own history; nothing is compared with earlier runs.'
                : choice === null
                  ? 'The run cannot start until you choose.'
                  : 'Chosen by you.'
          }
          onChange={({ target }) => {
            if (target.value === NEW) onChoice({ kind: 'new', name: name.trim() || null });
            else if (target.value !== UNSAID) onChoice({ kind: 'known', id: Number(target.value) });
          }}
        >
          {choice === null && <option value={UNSAID}>Choose the source</option>}
          {[...recognition.claims, ...others].map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
          <option value={NEW}>A new source</option>
        </SelectField>
        {isNew && (
          <TextField
            label="Name of the new source"
            autoComplete="off"
            value={name}
            hint={
              name.trim() === ''
                ? `Without a name it is called ${recognition.newName}.`
                : 'Later files of the same ledger are added to it.'
            }
            onChange={({ target }) => {
              setName(target.value);
              onChoice({ kind: 'new', name: target.value.trim() || null });
            }}
          />
        )}
      </div>
    </Panel>
  );
}
