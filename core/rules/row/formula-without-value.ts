import { oddCell, WORKBOOK } from '../rule/planted.ts';
import { FIELDS_THAT_ARE_READ } from '../rule/row-rule.ts';
import type { CellRule } from '../rule/row-rule.ts';

/** Formulas are not calculated here; what Excel stored is what counts. */
export const formulaWithoutValue = {
  code: 'row.formula-without-value',
  severity: 'error',
  title: 'A formula has no stored result',
  remedy: 'Open the workbook in Excel, let it recalculate, and save it.',
  on: 'cell',
  fields: FIELDS_THAT_ARE_READ,
  finds: ({ is }) => is === 'no-result',
  table: null,
  planted: () => [
    oddCell('AMOUNT', { formula: 'G2*2' }, WORKBOOK),
    oddCell('CREATEDAT', { formula: 'NOW()-400' }, WORKBOOK),
  ],
} satisfies CellRule;
