import { describe, expect, it } from 'vitest';
import {
  NOTHING_SELECTED,
  allOf,
  pageToggled,
  rangeTo,
  selectedOf,
  toggled,
  withPage,
} from '../../../renderer/exceptions/selection.ts';

const PAGE = ['a', 'b', 'c', 'd', 'e'];

describe('selection', () => {
  it('adds and takes away one row', () => {
    const one = toggled(NOTHING_SELECTED, 'b');
    expect([...one.keys]).toEqual(['b']);
    expect([...toggled(one, 'b').keys]).toEqual([]);
  });

  it('ranges from the anchor in either direction and keeps what was selected', () => {
    const start = toggled(toggled(NOTHING_SELECTED, 'x'), 'd');
    expect([...rangeTo(start, 'b', PAGE).keys].sort()).toEqual(['b', 'c', 'd', 'x']);
    expect([...rangeTo(start, 'e', PAGE).keys].sort()).toEqual(['d', 'e', 'x']);
  });

  it('keeps the anchor while a range grows', () => {
    const grown = rangeTo(rangeTo(toggled(NOTHING_SELECTED, 'b'), 'c', PAGE), 'd', PAGE);
    expect([...grown.keys]).toEqual(['b', 'c', 'd']);
    expect(grown.anchor).toBe('b');
  });

  it('takes the one row where the anchor is on another page', () => {
    const elsewhere = toggled(NOTHING_SELECTED, 'x');
    expect([...rangeTo(elsewhere, 'c', PAGE).keys]).toEqual(['x', 'c']);
  });

  it('tells how much of a page is selected', () => {
    expect(selectedOf(NOTHING_SELECTED, PAGE)).toBe('none');
    expect(selectedOf(toggled(NOTHING_SELECTED, 'c'), PAGE)).toBe('some');
    expect(selectedOf(allOf([...PAGE, 'x']), PAGE)).toBe('all');
    expect(selectedOf(allOf(['x']), [])).toBe('none');
  });

  it('selects the page, and takes away only the page', () => {
    const all = pageToggled(toggled(NOTHING_SELECTED, 'x'), PAGE);
    expect(all.keys.size).toBe(6);
    expect([...pageToggled(all, PAGE).keys]).toEqual(['x']);
    expect(withPage(all, PAGE).keys.size).toBe(6);
  });
});
