import { useRef, useState } from 'react';
import { EXCEPTION_STATUS_MEANINGS, EXCEPTION_STATUS_WORDS } from '../../core/contract/run.ts';
import type { ExceptionStatus } from '../../core/contract/run.ts';
import { choicesOf } from '../components/controls/choices.ts';
import { Button, ChoiceField, TextField } from '../components/controls/controls.tsx';
import { useShortcuts } from '../components/overlays/shortcuts.tsx';
import { useFormat } from '../format/use-format.ts';
import css from './exceptions.module.css';
import { OwnerField } from './owner-field.tsx';
import { decides, reasonMissing, STATUS_SHORTCUTS } from './work-list.ts';
import type { Decision } from './work-list.ts';

interface DecisionBarProps {
  readonly selected: number;
  /** How many the list's filters let through. */
  readonly matching: number;
  readonly owners: readonly string[];
  readonly busy: boolean;
  /** A key for a status was pressed, and nothing is selected. */
  readonly onNothing: () => void;
  /** Tells whether it was done; then the bar is empty again. */
  readonly onApply: (decision: Decision) => Promise<boolean>;
  readonly onSelectAll: () => void;
  readonly onClear: () => void;
}

/**
 * One decision on all that is selected: status, owner, note. The keys of the statuses fill it in for
 * the selection; nothing changes before it is applied.
 */
export function DecisionBar(props: DecisionBarProps) {
  const { selected, owners, busy, onNothing, onApply } = props;
  const [status, setStatus] = useState<ExceptionStatus | ''>('');
  const [owner, setOwner] = useState<string | null | undefined>(undefined);
  const [note, setNote] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const decision: Decision = {
    ...(status !== '' && { status }),
    ...(owner !== undefined && owner?.trim() !== '' && { owner: owner?.trim() ?? null }),
    ...(note.trim() !== '' && { note: note.trim() }),
  };
  useShortcuts(STATUS_SHORTCUTS, (keys) => {
    const chosen = STATUS_SHORTCUTS.find((shortcut) => shortcut.keys === keys)!.status;
    if (selected === 0) return onNothing();
    setStatus(chosen);
    form.current?.querySelector<HTMLInputElement>('input[name="note"]')?.focus();
  });
  const apply = async (): Promise<void> => {
    if (!(await onApply(decision))) return;
    setStatus('');
    setOwner(undefined);
    setNote('');
  };
  return (
    <form
      ref={form}
      className={css.bar}
      aria-label="Decide on the selection"
      onSubmit={(event) => {
        event.preventDefault();
        if (selected > 0 && decides(decision) && !busy) void apply();
      }}
    >
      <Selected {...props} />
      <ChoiceField
        label="Set status"
        value={status}
        choices={[{ value: '', words: 'No change' }, ...choicesOf(EXCEPTION_STATUS_WORDS)]}
        onChange={setStatus}
      />
      <OwnerField label="Set owner" owner={owner} owners={owners} onChange={setOwner} leave />
      <TextField
        label={reasonMissing({ ...decision, note: '' }) ? 'Reason (required)' : 'Note'}
        name="note"
        value={note}
        maxLength={2000}
        onChange={({ target }) => setNote(target.value)}
      />
      <Button type="submit" look="primary" disabled={selected === 0 || busy || !decides(decision)}>
        {busy ? 'Saving …' : 'Apply'}
      </Button>
      {status !== '' && (
        <p className={css.meaning}>
          <strong>{EXCEPTION_STATUS_WORDS[status]}:</strong> {EXCEPTION_STATUS_MEANINGS[status]}
        </p>
      )}
    </form>
  );
}

/** How many are selected, and the ways to more or none. */
function Selected({ selected, matching, onSelectAll, onClear }: DecisionBarProps) {
  const format = useFormat();
  return (
    <div className={css.selected}>
      <strong role="status">
        {selected === 0 ? 'Nothing selected' : `${format.count(selected)} selected`}
      </strong>
      <span>
        <Button
          look="plain"
          aria-label={`Select all ${format.count(matching)} that match`}
          disabled={matching === 0 || selected >= matching}
          onClick={onSelectAll}
        >
          Select all {format.count(matching)}
        </Button>
        <Button look="plain" disabled={selected === 0} onClick={onClear}>
          Clear
        </Button>
      </span>
    </div>
  );
}
