import { LEAST_PASSPHRASE } from '../../core/contract/people/people.ts';
import { TextField } from '../components/controls/controls.tsx';

/** A passphrase as it was typed, twice. */
export interface TypedTwice {
  readonly first: string;
  readonly second: string;
}
export const NOTHING_TYPED: TypedTwice = { first: '', second: '' };

export function isUsable({ first, second }: TypedTwice): boolean {
  return first.length >= LEAST_PASSPHRASE && first === second;
}

interface NewPassphraseProps {
  readonly typed: TypedTwice;
  readonly onTyped: (typed: TypedTwice) => void;
}

/** Asks for a new passphrase, twice, as nobody sees it. */
export function NewPassphrase({ typed, onTyped }: NewPassphraseProps) {
  const { first, second } = typed;
  return (
    <>
      <TextField
        label="New passphrase"
        type="password"
        autoComplete="new-password"
        value={first}
        hint={`At least ${LEAST_PASSPHRASE} characters: several words that do not belong together. It is kept nowhere.`}
        onChange={({ target }) => onTyped({ ...typed, first: target.value })}
      />
      <TextField
        label="The same once more"
        type="password"
        autoComplete="new-password"
        value={second}
        wrong={
          second !== '' && !first.startsWith(second) && first !== second
            ? 'The two are not the same.'
            : null
        }
        onChange={({ target }) => onTyped({ ...typed, second: target.value })}
      />
    </>
  );
}
