import { readFile, stat } from 'node:fs/promises';
import { personCardSchema } from '../../core/contract/people/people.ts';
import type { Person, PersonCard } from '../../core/contract/people/people.ts';
import { Problem } from '../../core/contract/problem.ts';
import { fingerprintOf } from '../secrets/person-key.ts';

/** A card with the fingerprint of its key, computed and not believed. */
export interface ReadCard {
  readonly card: PersonCard;
  readonly fingerprint: string;
}

const MOST_BYTES = 100_000;

/** What others need to know a person's signatures: no secret. Throws Problem `people.card` where there is no key. */
export function cardOf({ name, keys }: Person): ReadCard & { readonly text: string } {
  const key = keys.find(({ until }) => until === null);
  if (key === undefined) throw noCard(name);
  const card: PersonCard = { format: 'thrive-person-card-1', name, publicKey: key.publicKey };
  return { card, fingerprint: key.fingerprint, text: `${JSON.stringify(card, null, 2)}\n` };
}

/** Reads the card in a file. Throws Problem `people.card`. */
export async function readCard(path: string): Promise<ReadCard> {
  try {
    if ((await stat(path)).size > MOST_BYTES) throw noCard(path);
    const card = personCardSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    const fingerprint = fingerprintOf(card.publicKey);
    if (fingerprint === null) throw noCard(path);
    return { card, fingerprint };
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw noCard(path, error);
  }
}

/** Throws Problem `people.fingerprint` where a card has another key than the one that was compared. */
export function checkFingerprint({ card, fingerprint }: ReadCard, compared: string): void {
  if (fingerprint === compared) return;
  throw new Problem({
    kind: 'usage',
    code: 'people.fingerprint',
    message: `The card of ${card.name} has another fingerprint than the one that was compared.`,
    hint: 'Ask the person to read out the fingerprint, and trust the card only if it is the same.',
    details: { fingerprint },
  });
}

function noCard(what: string, cause?: unknown): Problem {
  return new Problem(
    {
      kind: 'source-unreadable',
      code: 'people.card',
      message: `${what} is not the card of a person.`,
      hint: 'A card is the file that “Save card” writes under People.',
    },
    cause,
  );
}
