import { describe, expect, it } from 'vitest';
import type { GridColumn } from '../../../../core/contract/api/grid.ts';
import {
  brokenName,
  choiceKey,
  defaultChoice,
  isPinned,
  moved,
  rememberedChoice,
  shownNames,
  toggled,
} from '../../../../renderer/grid/columns/column-choice.ts';

const column = (name: string): GridColumn => ({
  name,
  kind: 'text',
  values: null,
  added: false,
  field: null,
});
const COLUMNS = ['A', 'B', 'C'].map(column);
const start = defaultChoice(COLUMNS);

describe('the choice of columns', () => {
  it('begins with all columns as the file has them', () => {
    expect(shownNames(start)).toEqual(['A', 'B', 'C']);
  });

  it('shows whose row it is and how it was matched before all else, whatever the headers are', () => {
    const of = (name: string, field: string | null, added = false): GridColumn => ({
      ...column(name),
      field,
      added,
    });
    const columns = [
      of('Txn', 'TRANS_ID'),
      of('TCTYPE', 'TCTYPE'),
      of('Client', 'CUSTOMERID'),
      of('REDEEMID', null, true),
      of('MATCH_STATUS', null, true),
      of('MATCHED_AMOUNT', null, true),
      of('OPEN_AMOUNT', null, true),
    ];
    expect(shownNames(defaultChoice(columns)).join()).toBe(
      'Client,Txn,REDEEMID,MATCH_STATUS,MATCHED_AMOUNT,OPEN_AMOUNT,TCTYPE',
    );
    expect(columns.filter(isPinned).map(({ name }) => name)).toEqual(['Txn', 'Client']);
  });

  it('moves a column by one place and stops at the ends', () => {
    expect(shownNames(moved(start, 'B', -1))).toEqual(['B', 'A', 'C']);
    expect(shownNames(moved(start, 'B', 1))).toEqual(['A', 'C', 'B']);
    expect(moved(start, 'A', -1)).toBe(start);
    expect(moved(start, 'C', 1)).toBe(start);
    expect(moved(start, 'X', 1)).toBe(start);
  });

  it('hides and shows, but never the last column', () => {
    const two = toggled(start, 'A');
    expect(shownNames(two)).toEqual(['B', 'C']);
    expect(shownNames(toggled(two, 'A'))).toEqual(['A', 'B', 'C']);
    const one = toggled(two, 'B');
    expect(toggled(one, 'C')).toBe(one);
  });
});

describe('the names in headers', () => {
  it('begin a new line after an underscore or a blank, and lose nothing', () => {
    expect(brokenName('MATCHED_AMOUNT')).toEqual(['MATCHED_', 'AMOUNT']);
    expect(brokenName('Order no')).toEqual(['Order ', 'no']);
    for (const name of ['', '_', '__A_', 'A', '_A B__C '])
      expect(brokenName(name).join('')).toBe(name);
  });

  it('are as wide as the longer of two lines', () => {
    const width = (name: string): number => defaultChoice([column(name)])[0]!.width;
    expect(width('MATCHED_AMOUNTS_OF')).toBeLessThan(width('MATCHEDAMOUNTSOF18'));
    expect(width('MATCHED_AMOUNTS_OF')).toBe(width('MATCHED_AMOUNTSOF_'));
    expect(width('AMOUNTSOF_MATCHED_LOTS')).toBe(width('MATCHEDLOTS_'));
  });
});

describe('rememberedChoice', () => {
  it('comes back as it was remembered', () => {
    const choice = toggled(moved(start, 'C', -1), 'A').map((one) => ({ ...one, width: 77 }));
    expect(rememberedChoice(JSON.stringify(choice), COLUMNS)).toEqual(choice);
  });

  it('drops what is gone, takes doubles once, and adds what is new at the end', () => {
    const text = JSON.stringify(
      ['C', 'X', 'C', 'A'].map((name) => ({ name, hidden: false, width: 90 })),
    );
    expect(shownNames(rememberedChoice(text, COLUMNS))).toEqual(['C', 'A', 'B']);
  });

  it('begins anew where nothing readable is remembered, or nothing would be shown', () => {
    const hidden = JSON.stringify(start.map((one) => ({ ...one, hidden: true })));
    for (const text of [null, '', '{', '[1]', hidden])
      expect(rememberedChoice(text, COLUMNS)).toEqual(start);
  });

  it('has a key of its own for each set of columns, whatever their order', () => {
    expect(choiceKey(COLUMNS)).toBe(choiceKey(COLUMNS.toReversed()));
    expect(choiceKey(COLUMNS)).not.toBe(choiceKey(COLUMNS.slice(1)));
    expect(choiceKey(COLUMNS)).toMatch(/^[\w.:-]{1,100}$/);
  });
});
