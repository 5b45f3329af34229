import type { Role } from '../../../core/contract/calls/needs.ts';
import type { application } from '../app/application-fixture.ts';

type Program = ReturnType<typeof application>;

export const passphraseOf = (name: string): string => `the passphrase of ${name}`;

/** The id of a person by name. */
export async function idOf({ call }: Pick<Program, 'call'>, name: string): Promise<string> {
  const { people } = await call('people.state', {});
  return people.find((one) => one.name === name && one.removedAt === null)!.id;
}

/** Signs a person in, in the place of whoever was. */
export async function signIn(program: Pick<Program, 'call'>, name: string): Promise<void> {
  const person = await idOf(program, name);
  await program.call('people.sign-in', { person, passphrase: passphraseOf(name) });
}

/** Adds people, the first as the one who adds the others and is signed in afterwards. */
export async function withPeople(
  program: Pick<Program, 'call'>,
  people: Readonly<Record<string, readonly Role[]>>,
): Promise<void> {
  for (const [name, roles] of Object.entries(people))
    await program.call('people.add', {
      name,
      roles: [...roles],
      passphrase: passphraseOf(name),
    });
}
