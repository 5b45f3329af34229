import { describe, expect, it } from 'vitest';
import {
  isWhole,
  openedView,
  sortOf,
  viewOf,
  WHOLE_VIEW,
} from '../../../../renderer/grid/view/opened-view.ts';
import { asSegment, routes, segmentText } from '../../../../renderer/frame/routes.ts';

describe('openedView', () => {
  const view = { quick: 'unmatched', customer: 'a/b %25 ~é' } as const;

  it('opens what a link was made of, whatever the router does to it', () => {
    const segment = routes.grid('r', view).split('/grid/')[1]!;
    expect(segment).not.toMatch(/[%/]/);
    for (const text of [segment, decodeURIComponent(segment), JSON.stringify(view)])
      expect(openedView(text)).toEqual({ view: { ...WHOLE_VIEW, ...view }, understood: true });
    const plain = encodeURIComponent(JSON.stringify({ period: '2025-02' }));
    expect(openedView(plain).view.period).toBe('2025-02');
  });

  it('shows everything and says so where a link cannot be understood', () => {
    for (const text of ['{', '{"quick":"some"}', '%', '{"nothing":1}'])
      expect(openedView(text)).toEqual({ view: WHOLE_VIEW, understood: false });
    expect(openedView(null)).toEqual({ view: WHOLE_VIEW, understood: true });
  });
});

describe('addresses', () => {
  it('carry any text as one part and give it back', () => {
    for (const text of ['23306353', 'a/b', '100 %', '~7E', '%2F', 'Ünïcode 雪', '']) {
      expect(asSegment(text)).toMatch(/^[\w.!~*'()-]*$/);
      expect(segmentText(asSegment(text))).toBe(text);
    }
  });
  it('take a part that was not encoded as it is', () => {
    expect(segmentText('~zz')).toBe('~zz');
    expect(segmentText('23306353')).toBe('23306353');
  });
});

describe('viewOf', () => {
  const scope = { ...WHOLE_VIEW, kept: [{ column: 'A', op: 'blank' }] } as const;
  it('has the filters that the grid cannot show before its own', () => {
    const view = viewOf(scope, [{ column: 'B', op: 'not-blank' }], []);
    expect(view.filters.map(({ column }) => column)).toEqual(['A', 'B']);
    expect(isWhole(view)).toBe(false);
    expect(Object.keys(view).sort()).toEqual(Object.keys(WHOLE_VIEW).sort());
  });
  it('knows when nothing is left out, however it is sorted', () => {
    const sort = [{ column: 'A', descending: true }];
    expect(isWhole(viewOf({ ...WHOLE_VIEW, kept: [] }, [], sort))).toBe(true);
  });
});

describe('sortOf', () => {
  it('takes the sorted columns in their order, at most eight', () => {
    const many = Array.from({ length: 10 }, (_, at) => ({ colId: `C${at}`, sort: 'asc' }));
    expect(sortOf([{ colId: 'A', sort: 'desc' }, { colId: 'B', sort: null }, ...many])).toEqual([
      { column: 'A', descending: true },
      ...many.slice(0, 7).map(({ colId }) => ({ column: colId, descending: false })),
    ]);
  });
});
