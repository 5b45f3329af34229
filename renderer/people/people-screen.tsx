import { useState } from 'react';
import { ROLES } from '../../core/contract/calls/needs.ts';
import { spokenFingerprint } from '../../core/contract/people/people.ts';
import type { Person } from '../../core/contract/people/people.ts';
import { api } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { Heads } from '../components/surfaces/heads.tsx';
import { Loading, Notice, Panel, Table } from '../components/surfaces/surfaces.tsx';
import parts from '../components/surfaces/parts.module.css';
import { useExport } from '../components/surfaces/use-export.ts';
import { bindScreen } from '../frame/bound-screen.ts';
import { FileButton } from '../frame/file-button.tsx';
import { Screen } from '../frame/screen.tsx';
import {
  AddDialog,
  OwnPassphraseDialog,
  RemoveDialog,
  ResetDialog,
  RolesDialog,
} from './person-dialog.tsx';
import css from './people.module.css';
import { TrustDialog } from './trust-dialog.tsx';
import { presentPeople, usePeople } from './use-people.ts';

export const screen = bindScreen('people', () => <PeopleScreen />);

type Asked =
  | { readonly is: 'add' | 'own' }
  | { readonly is: 'roles' | 'reset' | 'remove'; readonly person: Person }
  | { readonly is: 'trust'; readonly place: string };

/** Who works with this data folder, what they may do, and the keys by which they sign. */
function PeopleScreen() {
  const state = usePeople();
  const [asked, setAsked] = useState<Asked | null>(null);
  if (state === undefined)
    return (
      <Screen>
        <Loading what="Reading the people" />
      </Screen>
    );
  const people = presentPeople(state);
  const isFirst = people.length === 0;
  const mayChange = isFirst || state.signedIn?.roles.includes('administrator') === true;
  const close = (): void => setAsked(null);
  return (
    <Screen
      actions={
        <div className={parts.buttons}>
          {state.signedIn && (
            <Button onClick={() => setAsked({ is: 'own' })}>Change your passphrase …</Button>
          )}
          {mayChange && !isFirst && (
            <FileButton
              label="Card of a person"
              accept=".json"
              onPlace={(place) => setAsked({ is: 'trust', place })}
            >
              Trust a card …
            </FileButton>
          )}
          {mayChange && (
            <Button look="primary" onClick={() => setAsked({ is: 'add' })}>
              {isFirst ? 'Set up people …' : 'Add a person …'}
            </Button>
          )}
        </div>
      }
    >
      {isFirst ? <Alone /> : <PeopleTable people={people} mayChange={mayChange} ask={setAsked} />}
      {asked?.is === 'add' && <AddDialog state={state} isFirst={isFirst} onClose={close} />}
      {asked?.is === 'own' && <OwnPassphraseDialog onClose={close} />}
      {asked?.is === 'roles' && <RolesDialog person={asked.person} onClose={close} />}
      {asked?.is === 'reset' && <ResetDialog person={asked.person} onClose={close} />}
      {asked?.is === 'remove' && <RemoveDialog person={asked.person} onClose={close} />}
      {asked?.is === 'trust' && <TrustDialog place={asked.place} onClose={close} />}
    </Screen>
  );
}

function Alone() {
  return (
    <Notice tone="info" title="One person works alone here.">
      Nobody signs in, anybody may do everything, and names are typed. So the program cannot tell
      the preparer from the reviewer: whoever sits at this computer can sign under both names. That
      is no segregation of duties. Set up people to have everybody sign in with a passphrase and
      sign with a key of their own.
    </Notice>
  );
}

interface PeopleTableProps {
  readonly people: readonly Person[];
  readonly mayChange: boolean;
  readonly ask: (asked: Asked) => void;
}

function PeopleTable({ people, mayChange, ask }: PeopleTableProps) {
  const exporting = useExport();
  const isLonely =
    people.filter(({ roles, keys }) => roles.includes('administrator') && keys[0]?.isHere)
      .length === 1;
  return (
    <>
      {isLonely && (
        <Notice tone="warn" title="There is one administrator.">
          If that passphrase is forgotten, nobody can reset it or add people. Files and figures stay
          readable, but the way back is a new data folder. Make somebody else an administrator as
          well.
        </Notice>
      )}
      <Panel title="People" flush>
        <Table caption="People of this data folder">
          <Heads of={['Name', 'Roles', 'Fingerprint of the key', 'Change']} />
          <tbody>
            {people.map((person) => {
              const [key] = person.keys;
              return (
                <tr key={person.id}>
                  <th scope="row">{person.name}</th>
                  <td>{person.roles.map((role) => ROLES[role].title).join(', ')}</td>
                  <td>
                    {key && <span className={css.key}>{spokenFingerprint(key.fingerprint)}</span>}
                    {key && !key.isHere && <div className="quiet">Signs elsewhere, by card</div>}
                  </td>
                  <td>
                    <div className={parts.buttons}>
                      <Button
                        disabled={exporting.busy}
                        onClick={() =>
                          void exporting.save(`${person.name}.card.json`, (target) =>
                            api('people.card', { person: person.id, target }),
                          )
                        }
                      >
                        Save card
                      </Button>
                      {mayChange && (
                        <>
                          <Button onClick={() => ask({ is: 'roles', person })}>Roles …</Button>
                          {key?.isHere && (
                            <Button onClick={() => ask({ is: 'reset', person })}>
                              New passphrase …
                            </Button>
                          )}
                          <Button onClick={() => ask({ is: 'remove', person })}>Remove …</Button>
                        </>
                      )}
                    </div>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </Table>
      </Panel>
    </>
  );
}
