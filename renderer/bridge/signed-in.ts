import type { PeopleState } from '../../core/contract/people/people.ts';
import { useCall } from './api.ts';

/** Whoever is signed in, whose name then counts and no other; null where nobody is, undefined until it is known. */
export function useSignedIn(): PeopleState['signedIn'] | undefined {
  return useCall('people.state', {}, { staleTime: Infinity }).data?.signedIn;
}
