import { writeFile } from 'node:fs/promises';
import { ROLES } from '../../../core/contract/calls/needs.ts';
import { isSamePerson } from '../../../core/contract/close/sign-off.ts';
import {
  LEAST_PASSPHRASE,
  passphraseSchema,
  spokenFingerprint,
} from '../../../core/contract/people/people.ts';
import type { Person } from '../../../core/contract/people/people.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { dataFolder, historyFile } from '../../data-folder/data-folder.ts';
import { openHistory } from '../../history/history.ts';
import type { History } from '../../history/history.ts';
import { notSignedIn } from '../../history/audit/who-acts.ts';
import { unknownPerson } from '../../history/people/people-problems.ts';
import { cardOf, checkFingerprint, readCard } from '../../people/person-card.ts';
import { signerOf } from '../../people/sign-in.ts';
import { newKey, seal } from '../../secrets/person-key.ts';
import type { PeopleCommand } from '../arguments/people-command.ts';
import { passphraseOf } from './signing-in.ts';
import type { Ask } from './signing-in.ts';

/** Does what is asked of the people of a data folder, and answers what is to be printed. Throws Problems. */
export async function peopleStep(
  command: PeopleCommand,
  passphraseFile: string | undefined,
  ask: Ask,
): Promise<string> {
  const history = openHistory(historyFile(dataFolder(command.dataDir)));
  try {
    await act(history, command, passphraseFile, ask);
    const people = history.people();
    return command.json ? `${JSON.stringify(people)}\n` : listText(people);
  } finally {
    history.close();
  }
}

async function act(
  history: History,
  command: PeopleCommand,
  passphraseFile: string | undefined,
  ask: Ask,
): Promise<void> {
  const fresh = (): Promise<string> => newPassphrase(command.newPassphraseFile, ask);
  switch (command.step) {
    case 'list':
      return;
    case 'add':
      history.addPerson(command.person, command.roles, await newKey(await fresh()));
      return;
    case 'roles':
      history.changeRoles(named(history, command.person).id, command.roles);
      return;
    case 'remove':
      history.removePerson(named(history, command.person).id);
      return;
    case 'passphrase': {
      if (command.person !== null) {
        const { id } = named(history, command.person);
        history.renewKey(id, await newKey(await fresh()));
        return;
      }
      const signer = history.signer();
      if (signer === null) throw notSignedIn();
      const old = await passphraseOf(passphraseFile, 'THRIVE_PASSPHRASE', 'Passphrase: ', ask);
      const { privateKey } = await signerOf(history, signer.person, old, Date.now());
      history.resealKey(
        signer.person,
        signer.key,
        await seal(privateKey, await fresh(), signer.key),
      );
      return;
    }
    case 'card': {
      const { text } = cardOf(named(history, command.person));
      await writeFile(command.file, text);
      const detail = { what: 'card', path: command.file };
      history.appendAudit({ action: 'export.written', detail });
      return;
    }
    case 'trust': {
      const read = await readCard(command.file);
      checkFingerprint(read, command.fingerprint);
      history.trustCard(read.card, read.fingerprint, command.roles);
      return;
    }
  }
}

function named(history: History, name: string): Person {
  const found = history
    .people()
    .find((one) => one.removedAt === null && isSamePerson(one.name, name));
  if (found === undefined) throw unknownPerson(name);
  return found;
}

async function newPassphrase(file: string | undefined, ask: Ask): Promise<string> {
  const given = await passphraseOf(file, 'THRIVE_NEW_PASSPHRASE', 'New passphrase: ', ask);
  if (passphraseSchema.safeParse(given).success) return given;
  throw new Problem({
    kind: 'usage',
    code: 'people.no-passphrase',
    message: `A passphrase has at least ${LEAST_PASSPHRASE} characters.`,
    hint: 'Several words that do not belong together are easy to remember and hard to guess.',
  });
}

function listText(people: readonly Person[]): string {
  const present = people.filter(({ removedAt }) => removedAt === null);
  if (present.length === 0)
    return 'This data folder has no people: anybody may do everything, and names are typed.\n';
  return present
    .map(({ name, roles, keys: [key] }) =>
      [
        name,
        `  ${roles.map((role) => ROLES[role].title).join(', ')}`,
        `  ${spokenFingerprint(key!.fingerprint)}${key!.isHere ? '' : ', known by a card'}`,
        '',
      ].join('\n'),
    )
    .join('');
}
