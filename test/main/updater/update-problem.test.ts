import { describe, expect, it } from 'vitest';
import { updateProblem } from '../../../main/updater/update-problem.ts';

const failed = (code: string, message = 'no'): Error => Object.assign(new Error(message), { code });

describe('what goes wrong with a newer version', () => {
  it.each([
    [failed('ENOSPC'), 'disk-full'],
    [failed('EDQUOT'), 'disk-full'],
    [failed('EACCES'), 'read-only'],
    [failed('EROFS'), 'read-only'],
    [new Error('Cannot update while running on a read-only volume.'), 'read-only'],
    [new Error('Could not get code signature for running application'), 'signature'],
    [failed('ERR_UPDATER_INVALID_SIGNATURE'), 'signature'],
    [failed('ECONNREFUSED'), 'unreachable'],
    [failed('ENOTFOUND'), 'unreachable'],
    [new Error('Request timed out'), 'unreachable'],
    [
      failed(
        'ERR_UPDATER_LATEST_VERSION_NOT_FOUND',
        'Unable to find: Error: getaddrinfo ENOTFOUND',
      ),
      'unreachable',
    ],
    [failed('ERR_UPDATER_LATEST_VERSION_NOT_FOUND', 'HttpError: 404 "'), 'nothing-published'],
    [failed('ERR_UPDATER_NO_PUBLISHED_VERSIONS'), 'nothing-published'],
    [failed('ERR_UPDATER_ZIP_FILE_NOT_FOUND'), 'unreadable'],
    [failed('ERR_UPDATER_INVALID_RELEASE_FEED'), 'unreadable'],
    [new Error('a spell was broken\n  at once'), 'failed'],
    ['a word', 'failed'],
  ])('%s is updates.%s', (thrown, code) => {
    const problem = updateProblem(thrown, 'https://updates.example/');
    expect(problem.code).toBe(`updates.${code}`);
    expect(problem.message).not.toContain('\n');
    expect(updateProblem(problem, '')).toBe(problem);
  });
});
