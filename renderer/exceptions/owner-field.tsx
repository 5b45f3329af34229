import { useState } from 'react';
import { useCall } from '../bridge/api.ts';
import { SelectField, TextField } from '../components/controls/controls.tsx';
import css from './exceptions.module.css';

interface OwnerFieldProps {
  readonly label: string;
  /** Null is nobody; undefined leaves it as it is. */
  readonly owner: string | null | undefined;
  readonly owners: readonly string[];
  readonly onChange: (owner: string | null | undefined) => void;
  /** Whether it can be left as it is. */
  readonly leave?: boolean;
}

/** Who looks after it: no one yet, the one who sits here, somebody named before, or a new name. */
export function OwnerField({ label, owner, owners, onChange, leave }: OwnerFieldProps) {
  const me = useCall('shell.info', {}, { staleTime: Infinity }).data?.actor;
  const known = [...new Set([...(me === undefined ? [] : [me]), ...owners])];
  const [naming, setNaming] = useState(false);
  const other = naming || (typeof owner === 'string' && !known.includes(owner));
  const value = other
    ? 'other'
    : owner === undefined
      ? 'leave'
      : owner === null
        ? 'nobody'
        : `=${owner}`;
  return (
    <div className={css.owner}>
      <SelectField
        label={label}
        value={value}
        onChange={({ target }) => {
          const chosen = target.value;
          setNaming(chosen === 'other');
          if (chosen === 'other') onChange('');
          else if (chosen === 'leave') onChange(undefined);
          else onChange(chosen === 'nobody' ? null : chosen.slice(1));
        }}
      >
        {leave && <option value="leave">No change</option>}
        <option value="nobody">Unassigned</option>
        {known.map((name) => (
          <option key={name} value={`=${name}`}>
            {name === me ? `${name} (you)` : name}
          </option>
        ))}
        <option value="other">Someone else …</option>
      </SelectField>
      {other && (
        <TextField
          label="Name of the owner"
          value={owner ?? ''}
          maxLength={100}
          autoFocus={naming}
          onChange={({ target }) => {
            setNaming(true);
            onChange(target.value);
          }}
        />
      )}
    </div>
  );
}
