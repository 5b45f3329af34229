import { describe, expect, it } from 'vitest';
import { fileChanges, historyChanges } from '../../../core/backup/changes.ts';
import type { HistoryFigures } from '../../../core/backup/changes.ts';

const figures = (changes: Partial<HistoryFigures> = {}): HistoryFigures => ({
  runs: { a: 'completed', b: 'completed' },
  decided: 3,
  signOffs: 1,
  closes: { 'Shop 2026-10': 'locked' },
  settings: { entity: '"Thrive"' },
  entries: 90,
  ...changes,
});

describe('what a restore changes', () => {
  it('is told with figures: runs, decisions, closes, settings, entries', () => {
    const then = figures({
      runs: { a: 'paused', c: 'completed' },
      decided: 1,
      closes: { 'Shop 2026-10': 'prepared' },
      settings: { entity: '"Other"', theme: '"dark"' },
      entries: 70,
    });
    expect(historyChanges(figures(), then)).toEqual([
      '1 run goes: b.',
      '1 run comes back: c.',
      '1 run has another status: a.',
      'Exceptions decided: 3 now, 1 then.',
      '1 close stands differently: Shop 2026-10 (locked, then prepared).',
      '2 settings change: entity, theme.',
      'Entries of the audit log: 90 now, 70 then.',
    ]);
  });

  it('is nothing where both are the same', () => {
    expect(historyChanges(figures(), figures())).toEqual([]);
    expect(fileChanges(new Map([['x', '1']]), new Map([['x', '1']]))).toEqual([]);
  });

  it('is what comes back where the present history is gone or cannot be read', () => {
    const back =
      'The history comes back with 2 runs, 3 decided exceptions, 1 sign-off and 90 entries of the audit log.';
    expect(historyChanges('none', figures())).toEqual([back]);
    expect(historyChanges('unreadable', figures())).toEqual([
      back,
      'The present history cannot be read, so it cannot be compared; it is kept aside.',
    ]);
  });

  it('names the first files, and counts the others', () => {
    const now = new Map(Array.from({ length: 7 }, (_, n) => [`f${n}`, 'x'] as const));
    expect(
      fileChanges(
        now,
        new Map([
          ['f0', 'y'],
          ['new', 'z'],
        ]),
      ),
    ).toEqual([
      '6 files go: f1, f2, f3, f4, f5 and 1 more.',
      '1 file comes back: new.',
      '1 file changes: f0.',
    ]);
  });
});
