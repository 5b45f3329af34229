import { describe, expect, it } from 'vitest';
import { closeTermsSchema } from '../../../core/contract/close/close-log.ts';
import type { CloseTerms } from '../../../core/contract/close/close-log.ts';
import type { RequirementId } from '../../../core/contract/close/sign-off.ts';
import type { ClosePart } from '../../../renderer/close/frame/close-part.ts';
import { partShown } from '../../../renderer/close/part-shown.ts';

const part = (id: string, ...clears: readonly RequirementId[]): ClosePart => ({
  id,
  title: id,
  clears,
  Panel: () => null,
});
const PARTS = [
  part('tie-out', 'tied-out'),
  part('entries', 'entries', 'booked'),
  part('sign-off'),
  part('settings'),
];
const SET_UP = closeTermsSchema.parse({ accounts: [{ account: '2150', thresholdCents: 0 }] });

describe('the part of a close that is shown', () => {
  const shown = (
    missing: readonly RequirementId[],
    asked: string | null,
    terms: CloseTerms = SET_UP,
  ): string =>
    partShown(PARTS, { terms, missing: missing.map((id) => ({ id, sentence: '' })) }, asked).id;

  it('is the one that is asked for', () => expect(shown(['booked'], 'tie-out')).toBe('tie-out'));
  it('is else the first in which something is missing', () => {
    expect(shown(['verified', 'booked'], null)).toBe('entries');
    expect(shown(['booked'], 'no such part')).toBe('entries');
  });
  it('is else the sign-off', () => {
    expect(shown([], null)).toBe('sign-off');
    expect(shown(['verified'], null)).toBe('sign-off');
  });
  it('is the settings before the close is set up', () =>
    expect(shown(['tied-out'], 'tie-out', closeTermsSchema.parse({}))).toBe('settings'));
});
