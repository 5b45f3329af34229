import { describe, expect, it } from 'vitest';
import {
  updateAddressOf,
  updatePage,
  updatePlaceText,
} from '../../../../core/contract/updates/update-place.ts';
import type { UpdatePlace } from '../../../../core/contract/updates/update-place.ts';

describe('an address of updates', () => {
  it.each([
    ['https://updates.example/thrive', 'https://updates.example/thrive/'],
    [' https://updates.example/thrive/ ', 'https://updates.example/thrive/'],
    ['HTTPS://Updates.example', 'https://updates.example/'],
  ])('%s is kept as %s', (text, kept) => {
    expect(updateAddressOf(text)).toBe(kept);
    expect(updateAddressOf(kept)).toBe(kept);
  });
  it.each([
    '',
    'updates.example',
    'http://updates.example/',
    'file:///srv/updates/',
    'https://ann:secret@updates.example/',
    'https://updates.example/?sig=0123',
    'https://updates.example/#x',
    `https://updates.example/${'x'.repeat(1000)}`,
  ])('%s is none', (text) => expect(updateAddressOf(text)).toBeNull());
});

it('a place is shown by its address, and a version by the page that has it', () => {
  const github: UpdatePlace = { kind: 'github', owner: 'thrive', repository: 'reconciler' };
  const own: UpdatePlace = { kind: 'address', url: 'https://updates.example/' };
  expect(updatePlaceText(github)).toBe('https://github.com/thrive/reconciler/releases');
  expect(updatePage(github, '0.4.0')).toBe(
    'https://github.com/thrive/reconciler/releases/tag/v0.4.0',
  );
  expect([updatePlaceText(own), updatePage(own, '0.4.0')]).toEqual([own.url, own.url]);
});
