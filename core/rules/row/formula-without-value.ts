import { oddCell, WORKBOOK } from '../rule/planted.ts';
import type { CellRule } from '../rule/row-rule.ts';

/** Formulas are not calculated here; what Excel stored is what counts. */
export const formulaWithoutValue = {
  code: 'row.formula-without-value',
  severity: 'error',
  title: 'A formula has no stored result',
  remedy: 'Open the workbook in Excel, let it calculate, and save it.',
  on: 'cell',
  fields: [
    'TRANS_ID',
    'TCTYPE',
    'CREATEDAT',
    'EXPIREDAT',
    'CUSTOMERID',
    'ORDERID',
    'AMOUNT',
    'CURRENCY',
  ],
  finds: ({ is }) => is === 'no-result',
  table: null,
  planted: () => [
    oddCell('AMOUNT', { formula: 'G2*2' }, WORKBOOK),
    oddCell('CREATEDAT', { formula: 'NOW()-400' }, WORKBOOK),
  ],
} satisfies CellRule;
