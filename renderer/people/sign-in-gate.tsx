import { useState } from 'react';
import type { ReactNode } from 'react';
import type { PeopleState } from '../../core/contract/people/people.ts';
import { useAction } from '../bridge/api.ts';
import { Button, SelectField, TextField } from '../components/controls/controls.tsx';
import { Panel, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import css from './people.module.css';
import { peopleHere, presentPeople, usePeople } from './use-people.ts';

/** What lies behind it is shown once somebody has signed in, where the data folder has people. */
export function SignInGate({ children }: { children: ReactNode }) {
  const state = usePeople();
  if (state === undefined) return null;
  if (presentPeople(state).length === 0 || state.signedIn !== null) return children;
  return <SignIn state={state} />;
}

const KEPT = 'people:last';

function SignIn({ state }: { state: PeopleState }) {
  const here = peopleHere(state);
  const [person, setPerson] = useState(() => {
    const last = localStorage.getItem(KEPT);
    return here.some(({ id }) => id === last) ? last! : (here[0]?.id ?? '');
  });
  const [passphrase, setPassphrase] = useState('');
  const signIn = useAction('people.sign-in');
  return (
    <main className={css.gate}>
      <div className={css.card}>
        <h1 className={css.name}>Thrive Cash Reconciler</h1>
        <Panel title="Sign in">
          <form
            className={css.form}
            onSubmit={(event) => {
              event.preventDefault();
              localStorage.setItem(KEPT, person);
              signIn.mutate({ person, passphrase }, { onSettled: () => setPassphrase('') });
            }}
          >
            <SelectField
              label="Name"
              value={person}
              onChange={({ target }) => setPerson(target.value)}
            >
              {here.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </SelectField>
            <TextField
              label="Passphrase"
              type="password"
              autoComplete="off"
              autoFocus
              value={passphrase}
              onChange={({ target }) => setPassphrase(target.value)}
            />
            {signIn.error && <ProblemNotice problem={signIn.error} />}
            <div>
              <Button
                type="submit"
                look="primary"
                disabled={signIn.isPending || passphrase === '' || person === ''}
              >
                {signIn.isPending ? 'Signing in …' : 'Sign in'}
              </Button>
            </div>
            <p className="quiet">
              If you have forgotten your passphrase, an administrator can give you a new one.
            </p>
          </form>
        </Panel>
      </div>
    </main>
  );
}
