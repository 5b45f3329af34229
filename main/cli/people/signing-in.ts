import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isSamePerson } from '../../../core/contract/close/sign-off.ts';
import type { Needs } from '../../../core/contract/calls/needs.ts';
import type { Person } from '../../../core/contract/people/people.ts';
import { asProblem, Problem } from '../../../core/contract/problem.ts';
import { dataFolder, historyFile } from '../../data-folder/data-folder.ts';
import { actAsInProcess, systemUser } from '../../history/audit/session.ts';
import { unknownPerson } from '../../history/people/people-problems.ts';
import { openHistory } from '../../history/history.ts';
import type { History } from '../../history/history.ts';
import { admit } from '../../people/admit.ts';
import { signIn } from '../../people/sign-in.ts';

/** Asks for what is not to be seen; null where nobody can be asked. */
export type Ask = (question: string) => Promise<string | null>;

/** Who gives a command, and how the passphrase comes: never as an argument, which others of this computer can read. */
interface Given {
  /** The name of the person; undefined where the only one, or the user of the system, is meant. */
  readonly person: string | undefined;
  readonly passphraseFile: string | undefined;
}

/**
 * Signs in whoever gives a command, where the data folder has people, and lets it pass if their roles allow it. A
 * refusal is an entry of the audit log. Throws Problems `people.…`.
 */
export async function signInFor(
  what: string,
  needs: readonly Needs[],
  dataDir: string | undefined,
  given: Given,
  ask: Ask,
): Promise<void> {
  actAsInProcess(null);
  if (needs.every((one) => one === 'nobody')) return;
  const file = historyFile(dataFolder(dataDir));
  if (!existsSync(file)) return;
  const history = openedOrNot(file);
  if (history === null) return;
  try {
    if (!history.hasPeople()) return;
    const { id, name } = meant(history.people(), given.person);
    const question = `Passphrase of ${name}: `;
    const passphrase = await passphraseOf(given.passphraseFile, 'THRIVE_PASSPHRASE', question, ask);
    actAsInProcess(await signIn(history, id, passphrase, Date.now()));
    for (const one of needs) admit(history, one);
  } catch (error) {
    const { code } = asProblem(error);
    history.appendAudit({ action: 'call.refused', detail: { call: what, code } });
    throw error;
  } finally {
    history.close();
  }
}

/** Null where it cannot be opened: the command says so itself, or is the way back. Throws Problem `history.busy`. */
function openedOrNot(file: string): History | null {
  try {
    return openHistory(file);
  } catch (error) {
    if (asProblem(error).code === 'history.busy') throw error;
    return null;
  }
}

function meant(people: readonly Person[], given: string | undefined): Person {
  const here = people.filter(
    ({ removedAt, keys }) => removedAt === null && keys.some(({ isHere }) => isHere),
  );
  const name = given ?? process.env['THRIVE_PERSON'];
  if (name === undefined && here.length === 1) return here[0]!;
  const found = here.find((one) => isSamePerson(one.name, name ?? systemUser()));
  if (found !== undefined) return found;
  if (name !== undefined) throw unknownPerson(name);
  throw new Problem({
    kind: 'usage',
    code: 'people.sign-in',
    message: 'This data folder has people, and nobody was named.',
    hint: 'Say who you are with --person NAME, or in THRIVE_PERSON.',
  });
}

/** A passphrase from a file, from the environment, or typed. Throws Problem `people.no-passphrase`. */
export async function passphraseOf(
  file: string | undefined,
  variable: string,
  question: string,
  ask: Ask,
): Promise<string> {
  const given =
    file === undefined ? process.env[variable] : await firstLine(file).catch(() => undefined);
  const passphrase = given ?? (file === undefined ? await ask(question) : null);
  if (passphrase) return passphrase;
  throw new Problem({
    kind: 'usage',
    code: 'people.no-passphrase',
    message:
      file === undefined ? 'No passphrase was given.' : `No passphrase can be read from ${file}.`,
    hint: `Type it when asked, name a file that holds it, or set ${variable}.`,
  });
}

async function firstLine(file: string): Promise<string | undefined> {
  return (await readFile(file, 'utf8')).split(/\r?\n/)[0];
}
