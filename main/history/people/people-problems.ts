import { Problem } from '../../../core/contract/problem.ts';

export function unknownPerson(id: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'people.unknown',
    message: `The data folder knows nobody of the name or number ${id}.`,
    hint: 'People lists everybody it knows.',
  });
}

export function removed(name: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'people.unknown',
    message: `${name} was removed from the people of this data folder.`,
    hint: 'An administrator can add the person again, with a new key.',
  });
}

export function nameTaken(name: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'people.name-taken',
    message: `There is already a person called ${name}.`,
    hint: 'Choose a name that tells the two apart, or reset the passphrase of the one who is there.',
  });
}

export function lastAdministrator(): Problem {
  return new Problem({
    kind: 'usage',
    code: 'people.last-administrator',
    message: 'Nobody would be left who can add people and reset passphrases.',
    hint: 'Make somebody else an administrator first.',
  });
}
