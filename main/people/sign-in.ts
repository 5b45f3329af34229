import { Problem } from '../../core/contract/problem.ts';
import type { Signer } from '../history/audit/session.ts';
import type { History } from '../history/history.ts';
import { signText, unsealed } from '../secrets/person-key.ts';

/** So many wrong passphrases cost nothing but their time; each further one twice the wait of the one before. */
const FREE_ATTEMPTS = 3;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 15 * 60_000;

/** How long after so many wrong passphrases the next one is not even tried, in milliseconds. */
function waitAfter(wrong: number): number {
  if (wrong < FREE_ATTEMPTS) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(20, wrong - FREE_ATTEMPTS));
}

/**
 * Whoever a passphrase lets in, without signing in yet. Throws Problems `people.wait`, `people.wrong-passphrase`,
 * `people.unknown`.
 *
 * @param now epoch milliseconds.
 */
export async function signerOf(
  history: History,
  id: string,
  passphrase: string,
  now: number,
): Promise<{ readonly signer: Signer; readonly privateKey: Buffer }> {
  const { count, lastAt } = history.wrongPassphrases(id);
  const waits = lastAt + waitAfter(count) - now;
  // A clock that was set back does not keep anybody out.
  if (waits > 0 && lastAt <= now) throw haveToWait(waits);
  const here = history.keyHere(id);
  const privateKey = here && (await unsealed(here.sealed, passphrase, here.fingerprint));
  const name = history.people().find((one) => one.id === id)!.name;
  if (here === null) throw noKeyHere(name);
  if (privateKey === null) {
    history.noteWrongPassphrase(id);
    throw wrongPassphrase(name);
  }
  const key = here.fingerprint;
  const sign = (text: string): string => signText(privateKey!, text);
  return { signer: { person: id, name, key, sign }, privateKey: privateKey! };
}

/** Signs a person in, for whatever is done with this history from now on. Throws as {@link signerOf} does. */
export async function signIn(
  history: History,
  id: string,
  passphrase: string,
  now: number,
): Promise<Signer> {
  const { signer } = await signerOf(history, id, passphrase, now);
  history.noteSignedIn(id);
  history.actAs(signer);
  return signer;
}

function haveToWait(ms: number): Problem {
  const seconds = Math.ceil(ms / 1000);
  return new Problem({
    kind: 'usage',
    code: 'people.wait',
    message: `The passphrase was wrong too often. The next attempt is possible in ${seconds} s.`,
    hint: 'Wait, and then try again. An administrator can reset a passphrase that is forgotten.',
    details: { seconds },
  });
}

function wrongPassphrase(name: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'people.wrong-passphrase',
    message: `This is not the passphrase of ${name}.`,
    hint: 'Try again. An administrator can reset a passphrase that is forgotten.',
  });
}

function noKeyHere(name: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'people.wrong-passphrase',
    message: `${name} is known here by a card only and signs elsewhere.`,
    hint: 'Sign in on the computer where the person was added.',
  });
}
