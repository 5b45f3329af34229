import type { Role } from '../../core/contract/calls/needs.ts';
import { isSamePerson } from '../../core/contract/close/sign-off.ts';
import type { PeopleState } from '../../core/contract/people/people.ts';
import type { History } from '../history/history.ts';
import { signedIn } from './admit.ts';

/** The people of the data folder, who of them is signed in, and whom the closes of sources name besides. */
export function peopleState(history: History): PeopleState {
  const people = history.people();
  return { people, signedIn: signedIn(history), offered: offered(history, people) };
}

function offered(history: History, people: PeopleState['people']): PeopleState['offered'] {
  const found: { readonly name: string; readonly roles: readonly Role[] }[] = [];
  for (const { id } of history.listSources()) {
    const terms = history.closeLog(id).findLast(({ entry }) => entry.is === 'terms')?.entry;
    if (terms?.is !== 'terms') continue;
    for (const { name, roles } of terms.terms.people)
      if (![...people, ...found].some((one) => isSamePerson(one.name, name)))
        found.push({ name, roles });
  }
  return found;
}
