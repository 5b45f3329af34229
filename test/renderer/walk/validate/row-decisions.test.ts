import { describe, expect, it } from 'vitest';
import type { ChangedRow, ChangedRows } from '../../../../core/contract/api/changed-rows.ts';
import { settingsSchema } from '../../../../core/contract/settings.ts';
import {
  decide,
  decidedSettings,
  decisionsIn,
  toDecide,
  UNLISTED,
} from '../../../../renderer/walk/validate/row-decisions.ts';

const row = (id: string): ChangedRow => ({
  id,
  row: 2,
  customer: 'c',
  currency: '',
  createdAt: 0,
  before: 100,
  after: null,
  fields: [],
  effects: [],
});
const THREE: ChangedRows = { total: 3, rows: ['1', '2', '3'].map(row) };
const KEEP = { decision: 'keep', reason: 'Mistake' } as const;
const TAKE = { decision: 'take', reason: 'Corrected' } as const;

describe('decisions on changed rows', () => {
  it('are one setting where all rows were decided alike', () => {
    const all = decide(new Map(), toDecide(THREE), TAKE);
    expect(decidedSettings(THREE, all)).toEqual({
      onChanged: 'take',
      onChangedReason: 'Corrected',
      decidedRows: undefined,
    });
  });

  it('go row by row where they differ in decision or reason, and can be taken back', () => {
    let decisions = decide(new Map(), ['1', '2', '3'], TAKE);
    decisions = decide(decisions, ['2'], KEEP);
    const settings = decidedSettings(THREE, decisions);
    expect(settings).toEqual({
      onChanged: 'halt',
      onChangedReason: undefined,
      decidedRows: [
        { ...TAKE, rows: ['1', '3'] },
        { ...KEEP, rows: ['2'] },
      ],
    });
    expect(settingsSchema.safeParse(settings).success).toBe(true);
    expect(decisionsIn(settings)).toEqual(decisions);
    expect(toDecide(THREE).every((id) => decide(decisions, ['1'], null).has(id))).toBe(false);
    const otherReason = decide(decisions, ['2'], { ...TAKE, reason: 'Else' });
    expect(decidedSettings(THREE, otherReason).decidedRows).toHaveLength(2);
  });

  it('decide the rows that are not listed together', () => {
    const many = { ...THREE, total: 5000 };
    expect(toDecide(many)).toEqual(['1', '2', '3', UNLISTED]);
    const mixed = decide(decide(new Map(), toDecide(many), KEEP), ['3'], TAKE);
    expect(decidedSettings(many, mixed)).toMatchObject({
      onChanged: 'keep',
      onChangedReason: 'Mistake',
      decidedRows: [{ rows: ['1', '2'] }, { decision: 'take', rows: ['3'] }],
    });
    expect(decidedSettings(many, decide(new Map(), toDecide(many), KEEP))).toMatchObject({
      onChanged: 'keep',
      decidedRows: undefined,
    });
    // One that was decided before, by a file of decisions, is not overruled because it is not listed.
    const before = decide(new Map(), ['4711'], TAKE);
    expect(decidedSettings(many, decide(before, toDecide(many), KEEP))).toMatchObject({
      onChanged: 'keep',
      decidedRows: [{ rows: ['1', '2', '3'] }, { decision: 'take', rows: ['4711'] }],
    });
  });

  it('can be made where no row is listed: all of them together', () => {
    const lost = { total: 3, rows: [] };
    expect(toDecide(lost)).toEqual([UNLISTED]);
    expect(decidedSettings(lost, decide(new Map(), toDecide(lost), TAKE))).toMatchObject({
      onChanged: 'take',
      onChangedReason: 'Corrected',
      decidedRows: undefined,
    });
  });
});
