import { describe, expect, it } from 'vitest';
import { DEFAULT_APP_SETTINGS } from '../../../core/contract/api/settings.ts';
import type { UpdateState, UpdateView } from '../../../core/contract/updates/update-state.ts';
import { formatOf } from '../../../renderer/format/format.ts';
import { updateStatus, updateWords } from '../../../renderer/updates/update-words.ts';

const format = formatOf(DEFAULT_APP_SETTINGS);
const newer = { version: '0.4.0', releasedOn: '2026-12-01', page: 'https://p.example/' };
const problem = { kind: 'internal', code: 'updates.failed', message: 'm', hint: 'h' } as const;
const view = (state: UpdateState, changes: Partial<UpdateView> = {}): UpdateView => ({
  state,
  place: 'https://p.example/',
  without: null,
  managedBy: null,
  byHand: null,
  looksItself: true,
  stoppedRuns: 0,
  ...changes,
});
const said = (state: UpdateState, changes: Partial<UpdateView> = {}) =>
  updateWords(view(state, changes), '0.3.0', format);
const status = (state: UpdateState, changes: Partial<UpdateView> = {}): string =>
  updateStatus(view(state, changes), '0.3.0', format);

describe('what is said of a newer version', () => {
  it('is which it is, and what one has', () => {
    expect(said({ kind: 'found', newer })).toEqual({
      title: 'Version 0.4.0 is available.',
      text: 'Released 2026-12-01. You have 0.3.0.',
    });
  });
  it('is where to find it, for whom has to install it', () => {
    const byHand =
      'This program was installed as a .deb package, so your administrator has to update it.';
    expect(said({ kind: 'found', newer: { ...newer, releasedOn: null } }, { byHand })).toEqual({
      title: 'Version 0.4.0 is available.',
      text: `${byHand} It is published at https://p.example/`,
    });
  });
  it('is how much of it has come', () => {
    expect(said({ kind: 'downloading', newer, share: 0.421 })?.title).toBe(
      'Version 0.4.0 is being downloaded: 42.1 %.',
    );
  });
  it('is that there is no way back, and which runs to finish first', () => {
    const ready = said({ kind: 'ready', newer, onQuit: false }, { stoppedRuns: 2 })!;
    expect(ready.title).toBe('Version 0.4.0 is ready to install.');
    expect(ready.text).toContain('0.3.0 may no longer open your data');
    expect(ready.text).toContain('Only 0.3.0 can continue 2 stopped runs');
    expect(said({ kind: 'ready', newer, onQuit: true })?.title).toBe(
      'Version 0.4.0 will be installed when you quit.',
    );
  });
  it('is nothing where there is none', () => {
    expect(said({ kind: 'unknown' })).toBeNull();
    expect(said({ kind: 'newest', at: '2026-12-01T10:00:00.000Z' })).toBeNull();
    expect(said({ kind: 'failed', problem, newer, asked: true })).toBeNull();
  });
});

describe('how it stands', () => {
  it.each<[UpdateState, string]>([
    [{ kind: 'unknown' }, 'You have version 0.3.0.'],
    [{ kind: 'looking' }, 'Looking …'],
    [{ kind: 'found', newer }, 'Version 0.4.0 is available; you have 0.3.0.'],
    [{ kind: 'ready', newer, onQuit: false }, 'Version 0.4.0 is ready to install.'],
    [{ kind: 'failed', problem, newer: null, asked: false }, 'The last check failed.'],
    [
      { kind: 'failed', problem, newer, asked: true },
      'Version 0.4.0 could not be downloaded or installed.',
    ],
  ])('is one sentence: %j', (state, words) => expect(status(state)).toBe(words));
  it('says when it was looked', () => {
    expect(status({ kind: 'newest', at: '2026-12-01T10:00:00.000Z' })).toMatch(
      /^You have version 0\.3\.0, the newest, as of 2026-12-01 \d\d:00\.$/,
    );
  });
  it('says why nobody is asked', () => {
    for (const without of ['off', 'no-repository', 'unreadable'] as const)
      expect(status({ kind: 'unknown' }, { place: null, without })).toMatch(/^[TN].*\.$/);
  });
});
