import { expect, it } from 'vitest';
import { NEWEST_FIRST, orderedBy } from '../../../renderer/history/history-order.ts';

it('a header orders figures from the largest and words from the first, and once more the other way round', () => {
  const closing = orderedBy(NEWEST_FIRST, 'closing');
  expect(closing).toEqual({ orderBy: 'closing', descending: true });
  expect(orderedBy(closing, 'closing')).toEqual({ orderBy: 'closing', descending: false });
  expect(orderedBy(closing, 'source')).toEqual({ orderBy: 'source', descending: false });
});
