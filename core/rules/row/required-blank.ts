import { EVERY, oddCell } from '../rule/planted.ts';
import type { CellRule } from '../rule/row-rule.ts';

/** What no movement can do without. */
export const requiredBlank = {
  code: 'row.required-blank',
  severity: 'error',
  title: 'A required field is blank',
  remedy: 'Fill in the field.',
  on: 'cell',
  fields: ['TRANS_ID', 'TCTYPE', 'CREATEDAT', 'CUSTOMERID', 'AMOUNT'],
  finds: ({ is }) => is === 'blank',
  says: (header) => `${header} is blank`,
  table: {
    field: null,
    faults: ({ text, form }) => [
      `${text('TRANS_ID')} = ''`,
      `${text('TCTYPE')} = ''`,
      `${form('CREATEDAT')} = 'blank'`,
      `${text('CUSTOMERID')} = ''`,
      `${form('AMOUNT')} = 'blank'`,
    ],
  },
  planted: () =>
    (['TRANS_ID', 'TCTYPE', 'CREATEDAT', 'CUSTOMERID', 'AMOUNT'] as const).map((field) =>
      oddCell(field, null, EVERY),
    ),
} satisfies CellRule;
