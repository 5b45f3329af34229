import { describe, expect, it } from 'vitest';
import { updateDecision } from '../../../main/updates/update-source.ts';

const GITHUB = { updatesFrom: 'github', updatesAddress: null } as const;
const OWN = { updatesFrom: 'address', updatesAddress: 'https://own.example/' } as const;
const place = { kind: 'github', owner: 'thrive', repository: 'reconciler' } as const;
const own = { kind: 'address', url: 'https://own.example/' } as const;

describe('where newer versions are looked for', () => {
  it('is where the settings say', () => {
    const asked = { without: null, managedBy: null };
    expect(updateDecision(GITHUB, null, 'thrive/reconciler')).toEqual({ place, ...asked });
    expect(updateDecision(OWN, null, null)).toEqual({ place: own, ...asked });
  });
  it.each([
    ['off', { updatesFrom: 'off', updatesAddress: OWN.updatesAddress } as const, 'a/b'],
    ['no-repository', GITHUB, null],
    ['no-repository', GITHUB, 'not a repository'],
    ['unreadable', { updatesFrom: 'address', updatesAddress: null } as const, 'a/b'],
  ])('is nowhere: %s', (without, settings, repository) => {
    expect(updateDecision(settings, null, repository)).toEqual({
      place: null,
      without,
      managedBy: null,
    });
  });
  it.each([
    ['off', null, 'off'],
    [' off\r', null, 'off'],
    ['github', place, null],
    ['https://own.example', own, null],
    ['http://own.example/', null, 'unreadable'],
    ['', null, 'unreadable'],
  ])('is where the computer’s manager says, whatever the settings: %j', (says, where, without) => {
    for (const settings of [GITHUB, OWN])
      expect(updateDecision(settings, { says, by: 'THRIVE_UPDATES' }, 'thrive/reconciler')).toEqual(
        { place: where, without, managedBy: 'THRIVE_UPDATES' },
      );
  });
});
