import { describe, expect, it } from 'vitest';
import { decide } from '../../../main/recognition/decide.ts';
import type { Signs } from '../../../main/recognition/decide.ts';

const source = (id: number, said: Partial<Signs> = {}): Signs => ({
  id,
  name: `Source ${id}`,
  samePlace: false,
  sameName: false,
  share: 0,
  ...said,
});
const verdict = (signs: readonly Signs[], newRows = false) => {
  const { best, sure } = decide(signs, 'new', newRows);
  return { best, sure };
};

describe('the source of a file', () => {
  it('is that of its place, whatever else speaks', () => {
    const other = source(2, { sameName: true, share: 1 });
    expect(verdict([other, source(1, { samePlace: true, share: null })])).toEqual({
      best: 1,
      sure: true,
    });
  });

  it('is the one that has most of its rows there', () => {
    expect(verdict([source(1, { share: 0.98 }), source(2)])).toEqual({ best: 1, sure: true });
    // Of a name that two have, the rows tell.
    const both = [source(1, { sameName: true }), source(2, { sameName: true, share: 0.7 })];
    expect(verdict(both)).toEqual({ best: 2, sure: true });
  });

  it('is the one of its name where its rows do not speak against it', () => {
    expect(verdict([source(1, { sameName: true, share: 0.2 })])).toEqual({ best: 1, sure: true });
    expect(verdict([source(1, { sameName: true, share: null })])).toEqual({ best: 1, sure: true });
  });

  it('is doubtful where the name is all that speaks, but for new rows', () => {
    expect(verdict([source(1, { sameName: true })])).toEqual({ best: 1, sure: false });
    expect(verdict([source(1, { sameName: true })], true)).toEqual({ best: 1, sure: true });
    const two = [source(1, { sameName: true }), source(2, { sameName: true })];
    expect(verdict(two, true).sure).toBe(false);
  });

  it('is doubtful where name and rows point to two, where two have its rows, and where a few are there', () => {
    expect(verdict([source(1, { sameName: true }), source(2, { share: 0.9 })])).toEqual({
      best: 2,
      sure: false,
    });
    expect(verdict([source(1, { share: 0.9 }), source(2, { share: 1 })])).toEqual({
      best: 2,
      sure: false,
    });
    expect(verdict([source(1, { share: 0.3 })])).toEqual({ best: 1, sure: false });
  });

  it('is a new one where nothing speaks for any', () => {
    expect(verdict([source(1), source(2, { share: 0.01 })])).toEqual({ best: null, sure: true });
    expect(verdict([])).toEqual({ best: null, sure: true });
  });
});
