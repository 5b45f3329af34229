import { updateAddressOf } from '../../core/contract/updates/update-place.ts';
import type { UpdatePlace, UpdateSource } from '../../core/contract/updates/update-place.ts';
import type { UpdateView } from '../../core/contract/updates/update-state.ts';
import type { ManagedUpdates } from './managed-updates.ts';

/** Where newer versions are looked for, and by whose decision. */
export interface UpdateDecision {
  /** Null where nobody is asked; `without` says why. */
  readonly place: UpdatePlace | null;
  readonly without: UpdateView['without'];
  readonly managedBy: string | null;
}

export interface ChosenSource {
  readonly updatesFrom: UpdateSource;
  readonly updatesAddress: string | null;
}

/**
 * Decides where newer versions are looked for. Whoever manages the computer goes before the settings; what
 * they wrote and cannot be understood means nowhere, as they meant to decide it.
 *
 * @param repository `owner/name` on GitHub, of which this program was built; null where that is not known.
 */
export function updateDecision(
  chosen: ChosenSource,
  managed: ManagedUpdates | null,
  repository: string | null,
): UpdateDecision {
  if (managed) return { ...managedPlace(managed.says, repository), managedBy: managed.by };
  const { updatesFrom, updatesAddress } = chosen;
  return { ...placeFrom(updatesFrom, updatesAddress, repository), managedBy: null };
}

type Place = Omit<UpdateDecision, 'managedBy'>;

function managedPlace(says: string, repository: string | null): Place {
  const word = says.trim();
  if (word === 'off' || word === 'github') return placeFrom(word, null, repository);
  return placeFrom('address', word, repository);
}

function placeFrom(from: UpdateSource, address: string | null, repository: string | null): Place {
  if (from === 'off') return nowhere('off');
  if (from === 'address') {
    const url = address === null ? null : updateAddressOf(address);
    return url === null
      ? nowhere('unreadable')
      : { place: { kind: 'address', url }, without: null };
  }
  const [, owner, name] = /^([\w-]+)\/([\w.-]+)$/.exec(repository ?? '') ?? [];
  if (owner === undefined || name === undefined) return nowhere('no-repository');
  return { place: { kind: 'github', owner, repository: name }, without: null };
}

function nowhere(without: NonNullable<UpdateView['without']>): Place {
  return { place: null, without };
}
