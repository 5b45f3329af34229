import { meaningOf } from '../../core/contract/problem-codes.ts';
import type { ProblemValue } from '../../core/contract/problem.ts';
import { Problem } from '../../core/contract/problem.ts';
import { networkProblem } from '../places/remote/remote-problem.ts';

const TRY_AGAIN = 'Try again later. This version keeps working.';

/**
 * What went wrong with a newer version, in words. Problems are returned as they are.
 *
 * - `updates.unreachable`: its place cannot be reached, or broke off;
 * - `updates.nothing-published`: the place has no versions for this system;
 * - `updates.unreadable`: what the place says of its versions cannot be understood;
 * - `updates.not-as-published`: the file is not the one whose checksum was published;
 * - `updates.signature`: it is not signed by who signed this version, or this one is not signed;
 * - `updates.disk-full`, `updates.read-only`: it cannot be written;
 * - `updates.failed`: anything else.
 *
 * @param place as it is shown.
 */
export function updateProblem(thrown: unknown, place: string): Problem {
  if (thrown instanceof Problem) return thrown;
  const code = codeOf(thrown);
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  const problem = (value: Omit<ProblemValue, 'kind'>): Problem =>
    new Problem({ kind: 'internal', ...value }, thrown);

  if (code === 'ERR_CHECKSUM_MISMATCH') return notAsPublished(thrown);
  if (code === 'ERR_UPDATER_INVALID_SIGNATURE' || /code signature/i.test(said))
    return problem({
      code: 'updates.signature',
      message: meaningOf('updates.signature'),
      hint: 'Ask your administrator to install the newer version. This version keeps working.',
    });
  if (/^(ENOSPC|EDQUOT)$/.test(code))
    return problem({
      code: 'updates.disk-full',
      message: meaningOf('updates.disk-full'),
      hint: 'Free up space and try again. This version keeps working.',
    });
  if (/^(EACCES|EPERM|EROFS)$/.test(code) || /read-only volume/i.test(said))
    return readOnly(thrown);
  if (/CHANNEL_FILE_NOT_FOUND|LATEST_VERSION_NOT_FOUND|NO_PUBLISHED_VERSIONS/.test(code))
    return nothingPublished(place, thrown);
  if (/^ERR_UPDATER_(?!.*OLD_FILE)/.test(code))
    return problem({
      code: 'updates.unreadable',
      message: `${place} says nothing of its versions that this program understands.`,
      hint: 'Check the address in Settings, or ask whoever publishes the versions there.',
    });
  const network = networkProblem(Object.assign(new Error(said), { code, cause: thrown }), place);
  if (network || /timed out|aborted by the server|status 5\d\d|^5\d\d /.test(said))
    return problem({
      code: 'updates.unreachable',
      message: network?.message ?? `${place} did not answer as expected.`,
      hint: network?.hint ?? TRY_AGAIN,
    });
  if (/HTTP_ERROR_4\d\d/.test(code) || /status 4\d\d/.test(said))
    return nothingPublished(place, thrown);
  return problem({
    code: 'updates.failed',
    message: `The newer version could not be fetched or installed: ${said.split('\n', 1)[0]}`,
    hint: TRY_AGAIN,
  });
}

function codeOf(thrown: unknown): string {
  // electron-updater wraps what it met on GitHub in words that hold the first answer.
  const { code = '', message = '' } = thrown as NodeJS.ErrnoException;
  if (
    code !== 'ERR_UPDATER_LATEST_VERSION_NOT_FOUND' ||
    /HttpError: 404|HttpError: 406/.test(message)
  )
    return code;
  return /\b(E[A-Z]{5,})\b/.exec(message)?.[1] ?? code;
}

export function notAsPublished(cause?: unknown): Problem {
  return new Problem(
    {
      kind: 'internal',
      code: 'updates.not-as-published',
      message: meaningOf('updates.not-as-published'),
      hint: 'Try again. If it happens again, do not install this version and tell your administrator.',
    },
    cause,
  );
}

function readOnly(cause?: unknown): Problem {
  return new Problem(
    {
      kind: 'internal',
      code: 'updates.read-only',
      message: meaningOf('updates.read-only'),
      hint: 'Move the program to a folder that you may write to, or ask your administrator to install the newer version.',
    },
    cause,
  );
}

function nothingPublished(place: string, cause: unknown): Problem {
  return new Problem(
    {
      kind: 'internal',
      code: 'updates.nothing-published',
      message: `${place} has no version for this system, or may not be read without signing in.`,
      hint: 'Check the address in Settings, or ask whoever publishes the versions there.',
    },
    cause,
  );
}

export function notEncrypted(host: string): Problem {
  return new Problem({
    kind: 'internal',
    code: 'updates.not-encrypted',
    message: `The way to the newer version leads to ${host} without encryption, so it was not followed.`,
    hint: 'Check the address in Settings, or ask whoever publishes the versions there.',
  });
}

export function redirectsInLoop(host: string): Problem {
  return new Problem({
    kind: 'internal',
    code: 'updates.unreachable',
    message: `${host} redirects in a loop.`,
    hint: 'Check the address in Settings, or ask whoever publishes the versions there.',
  });
}
