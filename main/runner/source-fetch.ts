import { Problem } from '../../core/contract/problem.ts';
import { fingerprint } from '../../core/source/fingerprint.ts';
import type { Fetch } from '../services/run-source.ts';
import type { RunTask } from './messages.ts';

/** How the bytes of a place come to this machine: a local file is read where it lies. */
export function sourceFetch(place: string, { path }: Pick<RunTask, 'path' | 's3' | 'root'>): Fetch {
  return async (options) => {
    if (path !== null) return { path, place, ...(await fingerprint(path, options)) };
    throw new Problem({
      kind: 'source-unreadable',
      code: 'source.missing',
      message: `The place ${place} cannot be fetched.`,
      hint: 'Choose a file on this machine.',
    });
  };
}
