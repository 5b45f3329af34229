import { describe, expect, it } from 'vitest';
import { detailWords, trailText } from '../../../renderer/words/audit-words.ts';

const format = { count: (value: number | null | undefined) => `#${value}` };

describe('the audit trail in words', () => {
  it('counts long lists and leaves out what is empty', () => {
    const keys = Array.from({ length: 20_000 }, (_, at) => `k${at}`);
    expect(detailWords({ keys, status: 'accepted', owner: null, note: '' }, format)).toBe(
      'keys: k0, k1, k2 and #19997 more · status: accepted',
    );
    expect(detailWords({}, format)).toBe('');
    expect(detailWords({ keys: ['a'], change: { from: 1, to: 2 } }, format)).toBe(
      'keys: a · change: from 1, to 2',
    );
  });

  it('writes out the names of facts', () => {
    const detail = { sourceId: 3, onChanged: { toleranceCents: 5, period: null } };
    expect(detailWords(detail, format)).toBe(
      'source id: 3 · on changed: tolerance cents 5, period –',
    );
  });

  it('is one line an entry when it is copied, whatever a name holds', () => {
    const text = trailText([
      {
        id: 7,
        at: Date.UTC(2026, 0, 2, 3, 4, 5),
        actor: 'Ada\tLovelace\n',
        action: 'run.started',
        runId: 'r',
        detail: { a: 1 },
        hash: 'f'.repeat(64),
        clock: null,
        systemUser: null,
        computer: null,
        session: null,
        address: null,
      },
    ]);
    expect(text.split('\n')).toHaveLength(3);
    expect(text.split('\n')[1]!.split('\t')).toEqual([
      '7',
      '2026-01-02T03:04:05.000Z',
      'Ada Lovelace ',
      'run.started',
      '{"a":1}',
      'f'.repeat(64),
    ]);
  });
});
