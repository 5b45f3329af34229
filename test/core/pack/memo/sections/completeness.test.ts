import { expect, it } from 'vitest';
import { FINDINGS } from '../../../../../core/contract/findings.ts';
import type { PackInput } from '../../../../../core/pack/input/pack-input.ts';
import { completeness } from '../../../../../core/pack/memo/sections/completeness.ts';

it('findings are told by what they are called, and a retired one by its code', () => {
  const findings = [
    { code: 'row.amount-zero', severity: 'error', count: 2 },
    { code: 'row.retired', severity: 'warning', count: 1 },
  ];
  const input = { detail: { run: {}, findings } } as unknown as PackInput;
  expect(completeness.blocks(input).at(-1)).toMatchObject({
    rows: [
      [FINDINGS['row.amount-zero'].title, 'error', '2'],
      ['row.retired', 'warning', '1'],
    ],
  });
});

it('rows that name no currency are told so where others do', () => {
  const sum = { rows: 1, cents: 100 };
  const line = { type: 'earned', atCutOff: sum, afterCutOff: sum, setAside: sum };
  const columnOf = (...currencies: string[]): unknown => {
    const bridge = currencies.map((currency) => ({ ...line, currency }));
    const input = { detail: { run: { cutOff: { bridge } }, findings: [] } } as unknown as PackInput;
    const table = completeness.blocks(input)[1] as { rows: string[][] };
    return table.rows.map((row) => row[1]);
  };
  expect(columnOf('USD', '')).toEqual(['USD', '(none)']);
  expect(columnOf('')).toEqual(['']);
});
