import { expect, it } from 'vitest';
import { EMPTY_LINE } from '../../../../core/contract/close/charts/line-text.ts';
import { groupsWords, reasonsWords } from '../../../../renderer/close/chart/chart-words.ts';

it('says for what a line is, or that it is for any', () => {
  expect(reasonsWords(EMPTY_LINE)).toBe('any');
  expect(reasonsWords({ reasons: 'Refund; Goodwill' })).toBe('Refund; Goodwill');
  expect(groupsWords(EMPTY_LINE)).toBe('any');
  const groups = { ...EMPTY_LINE.groups, COMPANY: 'North', REGION: 'Coast; (none)' };
  expect(groupsWords({ groups })).toBe('COMPANY North, REGION Coast; (none)');
});
