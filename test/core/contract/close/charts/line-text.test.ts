import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EXAMPLE_CHART } from '../../../../../core/contract/close/charts/example-chart.ts';
import {
  EMPTY_LINE,
  lineText,
  readLine,
  valuesText,
} from '../../../../../core/contract/close/charts/line-text.ts';
import type { ChartLine, ChartReasons } from '../../../../../core/contract/close/chart.ts';
import { GROUP_COLUMNS, TYPE_NAMES } from '../../../../../core/ledger/ledger.ts';
import { drawn } from '../../../../amount.ts';

/** Letters that mean something in the texts, and some that do not. */
const text = fc
  .string({ unit: fc.constantFrom('a', 'B', ';', '"', '*', '?', '=', ' ', '(none)', ',') })
  .map((letters) => letters.trim())
  .filter((letters) => letters.length <= 60);
const named = text.filter((letters) => letters !== '');
const reasons: fc.Arbitrary<ChartReasons> = fc.oneof(
  fc.constant({ is: 'any' as const }),
  text.map((reason) => ({ is: 'one' as const, reason })),
  fc
    .array(text, { minLength: 2, maxLength: 4 })
    .map((list) => ({ is: 'list' as const, reasons: list })),
  named
    .filter((pattern) => /[*?]/.test(pattern) && !/[;"]/.test(pattern) && pattern !== '*')
    .map((pattern) => ({ is: 'pattern' as const, pattern })),
);
const lines: fc.Arbitrary<ChartLine> = fc.record({
  name: named,
  types: fc.subarray([...TYPE_NAMES], { minLength: 1 }),
  reasons,
  groups: fc.dictionary(
    fc.constantFrom(...GROUP_COLUMNS),
    fc.array(text, { minLength: 1, maxLength: 3 }),
  ),
  debit: named,
  credit: named,
  memo: named,
  dimensions: fc.dictionary(
    named.filter((name) => !name.includes('=')),
    text,
  ),
});

it('what a line is written as is read as that line, whatever letters it has', () => {
  fc.assert(
    fc.property(lines, (line) => {
      expect(readLine(lineText(line))).toEqual({ ok: true, line });
    }),
    drawn(2000),
  );
});

it('the example is written as a person would type it', () => {
  expect(lineText(EXAMPLE_CHART.lines[1]!)).toMatchObject({
    ...{ types: 'earned', reasons: 'Goodwill; Late Delivery', dimensions: '' },
    groups: { COMPANY: '', REGION: '' },
  });
  expect(valuesText(['Delivered, Not Received', 'a;b', ''])).toBe(
    'Delivered, Not Received; "a;b"; (none)',
  );
});

const TYPED = {
  ...EMPTY_LINE,
  ...{ name: 'Refunds', types: 'earned', debit: '1', credit: '2', memo: 'Refunds' },
};

it.each([
  [{ name: ' ' }, 'name'],
  [{ debit: '' }, 'debit'],
  [{ memo: 'x'.repeat(201) }, 'memo'],
  [{ types: '' }, 'types'],
  [{ types: 'earned; lost' }, 'types'],
  [{ reasons: '' }, 'reasons'],
  [{ reasons: 'Refund*; Goodwill' }, 'reasons'],
  [{ dimensions: 'LOCATION' }, 'dimensions'],
  [{ dimensions: '=North' }, 'dimensions'],
])('says that with %j the field %s is wrong', (typed, field) => {
  const read = readLine({ ...TYPED, ...typed });
  expect(read.ok ? [] : Object.keys(read.wrong)).toEqual([field]);
});

it('blanks around values do not count, and blank values are none', () => {
  const read = readLine({ ...TYPED, reasons: ' Refund ;; (none) ; "a*" ' });
  expect(read).toMatchObject({ line: { reasons: { is: 'list', reasons: ['Refund', '', 'a*'] } } });
});
