import { ROLE_NAMES } from '../../../core/contract/calls/needs.ts';
import type { Role } from '../../../core/contract/calls/needs.ts';
import type { OptionValues } from './options.ts';
import { usage } from './usage.ts';

interface Shared {
  readonly name: 'people';
  /** The file of the new passphrase. */
  readonly newPassphraseFile: string | undefined;
  readonly dataDir: string | undefined;
  readonly json: boolean;
}

/** What is asked of the people of the data folder; each step with what it needs. */
export type PeopleCommand = Shared &
  (
    | { readonly step: 'list' }
    | { readonly step: 'add' | 'roles'; readonly person: string; readonly roles: readonly Role[] }
    /** Null: one's own passphrase; else that of somebody who has forgotten it. */
    | { readonly step: 'passphrase'; readonly person: string | null }
    | { readonly step: 'card'; readonly person: string; readonly file: string }
    | {
        readonly step: 'trust';
        readonly file: string;
        readonly fingerprint: string;
        readonly roles: readonly Role[];
      }
    | { readonly step: 'remove'; readonly person: string }
  );

/** A command about people. Throws a Problem of kind `usage`. */
export function peopleCommand(
  values: OptionValues,
  [step, ...words]: readonly string[],
): PeopleCommand {
  const shared: Shared = {
    name: 'people',
    newPassphraseFile: values['new-passphrase-file'],
    dataDir: values['data-dir'],
    json: values.json ?? false,
  };
  const [first, second, ...more] = words;
  const most = step === 'list' ? 0 : step === 'card' ? 2 : 1;
  if (words.length > most || more.length > 0)
    throw usage(`Too much was said: ${words.join(' ')}.`, 'Put names with blanks in quotes.');
  switch (step) {
    case 'list':
      return { ...shared, step };
    case 'add':
    case 'roles':
      return { ...shared, step, person: named(first), roles: rolesOf(values) };
    case 'passphrase':
      return { ...shared, step, person: first ?? null };
    case 'remove':
      return { ...shared, step, person: named(first) };
    case 'card':
      if (second === undefined)
        throw usage('people card needs a file.', 'Name the person, and the file to write.');
      return { ...shared, step, person: named(first), file: second };
    case 'trust':
      if (first === undefined || values.fingerprint === undefined)
        throw usage(
          'people trust needs the file of a card and its fingerprint.',
          'Have the person read out the fingerprint, and give it with --fingerprint.',
        );
      return {
        ...shared,
        step,
        file: first,
        fingerprint: values.fingerprint.replaceAll(/\s/g, '').toLowerCase(),
        roles: rolesOf(values),
      };
    default:
      throw usage(
        'people needs a step.',
        'Choose list, add, roles, passphrase, card, trust or remove.',
      );
  }
}

function named(person: string | undefined): string {
  if (person === undefined) throw usage('Nobody was named.', 'Name the person.');
  return person;
}

function rolesOf({ roles }: OptionValues): readonly Role[] {
  const names = (roles ?? '').split(',').map((name) => name.trim());
  const known = ROLE_NAMES.filter((role) => names.includes(role));
  if (known.length > 0 && known.length === new Set(names).size) return known;
  throw usage('--roles names no roles.', `Name some of ${ROLE_NAMES.join(', ')}, with commas.`);
}
