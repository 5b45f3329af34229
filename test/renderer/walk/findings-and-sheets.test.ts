import { describe, expect, it } from 'vitest';
import { FINDINGS } from '../../../core/contract/findings.ts';
import { checkNumbers } from '../../../renderer/walk/verify/check-numbers.ts';
import { findingGroups } from '../../../renderer/walk/validate/finding-groups.ts';
import {
  columnLetters,
  isNumber,
  offendingColumn,
  surroundings,
} from '../../../renderer/walk/sheets/sheet-view.ts';

describe('findings by rule', () => {
  const groups = findingGroups([
    { code: 'column.unknown', severity: 'info', count: 1 },
    { code: 'row.amount-zero', severity: 'error', count: 2 },
    { code: 'row.order-blank', severity: 'warning', count: 40 },
    { code: 'row.date-invalid', severity: 'error', count: 7 },
    { code: 'retired.rule', severity: 'error', count: 2 },
  ]);

  it('come the worst first, and the most frequent first within a severity', () => {
    expect(groups.map(({ severity, count }) => [severity, count])).toEqual([
      ['error', 11],
      ['warning', 40],
      ['info', 1],
    ]);
    expect(groups[0]!.codes.map(({ code }) => code)).toEqual([
      'row.date-invalid',
      'retired.rule',
      'row.amount-zero',
    ]);
  });

  it('say how to mend them', () => {
    const { title, remedy: mend } = FINDINGS['row.amount-zero'];
    expect(groups[0]!.codes[2]).toMatchObject({ title, mend });
  });

  it('name themselves where the catalogue has retired them', () => {
    expect(groups[0]!.codes[1]).toMatchObject({ title: 'retired.rule', mend: '' });
  });
});

describe('a piece of a sheet', () => {
  it('has the letters that Excel has', () => {
    expect([0, 25, 26, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
  });

  it('aligns numbers only', () => {
    expect(['7', '-1.79', '1,234.50'].map(isNumber)).toEqual([true, true, true]);
    expect(['', '2025-01-11', '7a', '-', undefined].map(isNumber)).not.toContain(true);
  });

  it('shows a row among its neighbours, and never the header twice', () => {
    expect(surroundings(100)).toEqual({ from: 94, count: 13 });
    expect(surroundings(2)).toEqual({ from: 2, count: 7 });
  });

  const headers = ['Trans Id', 'wert', 'Customer-ID'];
  const cells = ['7', '12.345', '9'];
  it('marks the offending cell by its header, however that is written', () => {
    const at = (column: string | null, value: string | null, mapping = {}): number | null =>
      offendingColumn(headers, cells, { column, value }, mapping);
    expect(at('TRANS_ID', '7')).toBe(0);
    expect(at('CUSTOMERID', '')).toBe(2);
    expect(at('AMOUNT', 'x', { wert: 'AMOUNT' })).toBe(1);
  });

  it('falls back on the value if only one cell has it, and else marks none', () => {
    const at = (value: string): number | null =>
      offendingColumn(headers, cells, { column: 'AMOUNT', value }, {});
    expect(at('12.345')).toBe(1);
    expect(at('gone')).toBeNull();
    expect(offendingColumn(headers, ['1', '1', '2'], { column: 'AMOUNT', value: '1' }, {})).toBe(
      null,
    );
    expect(offendingColumn(headers, cells, { column: null, value: '7' }, {})).toBeNull();
  });
});

describe('the numbers of a check', () => {
  it('are counts, amounts in cents, or text as it is', () => {
    expect(
      checkNumbers({ sourceRows: 12, closing: '-4862.74', checksum: '1c38', share: '0.5' }),
    ).toEqual([
      { name: 'rows in the source', kind: 'count', value: 12 },
      { name: 'closing', kind: 'amount', value: -486_274 },
      { name: 'checksum', kind: 'text', value: '1c38' },
      { name: 'share', kind: 'text', value: '0.5' },
    ]);
  });

  it('are named as finance names them, each with its currency', () => {
    const names = checkNumbers({ openLots: '1.00', 'untrackedUncovered EUR': '0.00', rows: 1 }).map(
      ({ name }) => name,
    );
    expect(names).toEqual(['open lots', 'short in matched redemptions EUR', 'rows']);
  });
});
