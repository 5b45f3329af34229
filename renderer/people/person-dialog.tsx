import { useState } from 'react';
import type { Role } from '../../core/contract/calls/needs.ts';
import type { PeopleState, Person } from '../../core/contract/people/people.ts';
import { useAction } from '../bridge/api.ts';
import { Button, TextField } from '../components/controls/controls.tsx';
import { Dialog } from '../components/overlays/dialog.tsx';
import { ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { isUsable, NewPassphrase, NOTHING_TYPED } from './new-passphrase.tsx';
import css from './people.module.css';
import { RoleFields } from './role-fields.tsx';

interface AddDialogProps {
  readonly state: PeopleState;
  readonly isFirst: boolean;
  readonly onClose: () => void;
}

/** Adds a person, who types the passphrase here; the first one is whoever sets people up. */
export function AddDialog({ state: { offered }, isFirst, onClose }: AddDialogProps) {
  const add = useAction('people.add', ['people.state']);
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<readonly Role[]>(isFirst ? ['administrator'] : ['preparer']);
  const [typed, setTyped] = useState(NOTHING_TYPED);
  const may = !add.isPending && name.trim() !== '' && roles.length > 0 && isUsable(typed);
  const choose = (given: string): void => {
    setName(given);
    const known = offered.find((one) => one.name === given);
    if (known && known.roles.length > 0)
      setRoles(isFirst ? [...known.roles, 'administrator'] : known.roles);
  };
  return (
    <Dialog
      open
      title={isFirst ? 'Set up people, beginning with yourself' : 'Add a person'}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            disabled={!may}
            onClick={() =>
              add.mutate(
                { name: name.trim(), roles: [...roles], passphrase: typed.first },
                { onSuccess: onClose },
              )
            }
          >
            {add.isPending ? 'Adding …' : isFirst ? 'Set up people' : 'Add'}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        {isFirst && (
          <p>
            From then on everybody signs in. If you are the only administrator and forget your
            passphrase, nobody can let you in again: add a second one soon.
          </p>
        )}
        <TextField
          label="Name"
          maxLength={200}
          list="people-offered"
          value={name}
          hint={offered.length > 0 ? 'Names that your closes list already are offered.' : undefined}
          onChange={({ target }) => choose(target.value)}
        />
        <datalist id="people-offered">
          {offered.map((one) => (
            <option key={one.name} value={one.name} />
          ))}
        </datalist>
        <RoleFields
          roles={roles}
          always={isFirst ? 'administrator' : undefined}
          onRoles={setRoles}
        />
        <NewPassphrase typed={typed} onTyped={setTyped} />
        {add.error && <ProblemNotice problem={add.error} />}
      </div>
    </Dialog>
  );
}

interface PersonDialogProps {
  readonly person: Person;
  readonly onClose: () => void;
}

export function RolesDialog({ person, onClose }: PersonDialogProps) {
  const change = useAction('people.roles', ['people.state']);
  const [roles, setRoles] = useState(person.roles);
  return (
    <Dialog
      open
      title={`Roles of ${person.name}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            disabled={change.isPending || roles.length === 0}
            onClick={() =>
              change.mutate({ person: person.id, roles: [...roles] }, { onSuccess: onClose })
            }
          >
            Save
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <RoleFields roles={roles} onRoles={setRoles} />
        {change.error && <ProblemNotice problem={change.error} />}
      </div>
    </Dialog>
  );
}

/** Somebody else's forgotten passphrase, replaced together with the key. */
export function ResetDialog({ person, onClose }: PersonDialogProps) {
  const reset = useAction('people.reset', ['people.state']);
  const [typed, setTyped] = useState(NOTHING_TYPED);
  return (
    <Dialog
      open
      title={`New passphrase for ${person.name}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            disabled={reset.isPending || !isUsable(typed)}
            onClick={() =>
              reset.mutate({ person: person.id, passphrase: typed.first }, { onSuccess: onClose })
            }
          >
            {reset.isPending ? 'Replacing …' : 'Replace passphrase and key'}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <p>
          {person.name} gets a new key as well. What the old key has signed until now keeps
          counting. Data folders that trust the old card need the new one.
        </p>
        <NewPassphrase typed={typed} onTyped={setTyped} />
        {reset.error && <ProblemNotice problem={reset.error} />}
      </div>
    </Dialog>
  );
}

export function OwnPassphraseDialog({ onClose }: { onClose: () => void }) {
  const change = useAction('people.passphrase', ['people.state']);
  const [old, setOld] = useState('');
  const [typed, setTyped] = useState(NOTHING_TYPED);
  return (
    <Dialog
      open
      title="Change your passphrase"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            disabled={change.isPending || old === '' || !isUsable(typed)}
            onClick={() => change.mutate({ old, passphrase: typed.first }, { onSuccess: onClose })}
          >
            Change
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <TextField
          label="Present passphrase"
          type="password"
          autoComplete="off"
          value={old}
          onChange={({ target }) => setOld(target.value)}
        />
        <NewPassphrase typed={typed} onTyped={setTyped} />
        {change.error && <ProblemNotice problem={change.error} />}
      </div>
    </Dialog>
  );
}

export function RemoveDialog({ person, onClose }: PersonDialogProps) {
  const remove = useAction('people.remove', ['people.state']);
  return (
    <Dialog
      open
      title={`Remove ${person.name}?`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Keep</Button>
          <Button
            look="danger"
            disabled={remove.isPending}
            onClick={() => remove.mutate({ person: person.id }, { onSuccess: onClose })}
          >
            Remove
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <p>
          {person.name} can no longer sign in or sign. What was signed until now keeps counting, and
          the name stays in the history.
        </p>
        {remove.error && <ProblemNotice problem={remove.error} />}
      </div>
    </Dialog>
  );
}
