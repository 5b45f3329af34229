import type { PeopleState, Person } from '../../core/contract/people/people.ts';
import { useCall } from '../bridge/api.ts';

/** The people of the data folder and who is signed in; undefined until it is known. */
export function usePeople(): PeopleState | undefined {
  return useCall('people.state', {}, { staleTime: Infinity }).data;
}

/** Those who are people of the folder now. */
export function presentPeople({ people }: PeopleState): readonly Person[] {
  return people.filter(({ removedAt }) => removedAt === null);
}

/** Those whom a passphrase lets in here. */
export function peopleHere(state: PeopleState): readonly Person[] {
  return presentPeople(state).filter(({ keys }) => keys[0]?.isHere);
}
