import { writeFile } from 'node:fs/promises';
import type { ApiHandlers } from '../../../core/contract/api/api.ts';
import type { PeopleState, Person } from '../../../core/contract/people/people.ts';
import { sourcePath } from '../../app/allowed-path.ts';
import type { AppContext } from '../../app/app-context.ts';
import { writeExport } from '../../app/export-file.ts';
import { notSignedIn } from '../../history/audit/who-acts.ts';
import { unknownPerson } from '../../history/people/people-problems.ts';
import { newKey, seal } from '../../secrets/person-key.ts';
import { peopleState } from '../people-state.ts';
import { cardOf, checkFingerprint, readCard } from '../person-card.ts';
import { signerOf, signIn } from '../sign-in.ts';

type Calls = Extract<keyof ApiHandlers, `people.${string}`>;

/** The people of the data folder, and who is signed in (RULES.md section 16). */
export function peopleHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  const { history, now, emit } = context;
  const told = (): PeopleState => {
    emit('people.changed', {});
    return peopleState(history);
  };
  const personOf = (id: string): Person => {
    const found = history.people().find((one) => one.id === id);
    if (found === undefined) throw unknownPerson(id);
    return found;
  };
  return {
    'people.state': () => peopleState(history),
    'people.sign-in': async ({ person, passphrase }) => {
      await signIn(history, person, passphrase, now().getTime());
      return told();
    },
    'people.sign-out': () => {
      if (history.signer() !== null) history.noteSignedOut();
      history.actAs(null);
      return told();
    },
    'people.add': async ({ name, roles, passphrase }) => {
      const key = await newKey(passphrase);
      const isFirst = !history.hasPeople();
      const id = history.addPerson(name, roles, key);
      if (isFirst) await signIn(history, id, passphrase, now().getTime());
      return told();
    },
    'people.roles': ({ person, roles }) => {
      history.changeRoles(person, roles);
      return told();
    },
    'people.passphrase': async ({ old, passphrase }) => {
      const signer = history.signer();
      if (signer === null) throw notSignedIn();
      const { privateKey } = await signerOf(history, signer.person, old, now().getTime());
      const sealed = await seal(privateKey, passphrase, signer.key);
      history.resealKey(signer.person, signer.key, sealed);
      return told();
    },
    'people.reset': async ({ person, passphrase }) => {
      const key = await newKey(passphrase);
      history.renewKey(person, key);
      return told();
    },
    'people.remove': ({ person }) => {
      history.removePerson(person);
      return told();
    },
    'people.card': async ({ person, target }) => {
      const { text, fingerprint } = cardOf(personOf(person));
      const written = await writeExport(context, target, 'card', async (path) => {
        await writeFile(path, text);
        return null;
      });
      return { ...written, fingerprint };
    },
    'people.read-card': async ({ place }) => {
      const { card, fingerprint } = await readCard(await sourcePath(context, place));
      return { ...card, fingerprint };
    },
    'people.trust': async ({ place, fingerprint, roles }) => {
      const read = await readCard(await sourcePath(context, place));
      checkFingerprint(read, fingerprint);
      history.trustCard(read.card, read.fingerprint, roles);
      return told();
    },
  };
}
