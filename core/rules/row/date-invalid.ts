import { oddCell, UNTYPED } from '../rule/planted.ts';
import type { CellRule } from '../rule/row-rule.ts';

/** Nothing is guessed: 31/12 is a date only where its whole column is written like that. */
export const dateInvalid = {
  code: 'row.date-invalid',
  severity: 'error',
  title: 'A date cannot be read',
  remedy: 'Write it as YYYY-MM-DD HH:MM:SS or format the cell as a date.',
  on: 'cell',
  fields: ['CREATEDAT', 'EXPIREDAT'],
  finds: ({ is }) => is === 'unreadable',
  says: (header) => `${header} cannot be read`,
  table: {
    field: 'CREATEDAT',
    faults: ({ form, time }) => [
      `${form('CREATEDAT')} <> 'blank' AND ${time('CREATEDAT')} IS NULL`,
      `${form('EXPIREDAT')} <> 'blank' AND ${time('EXPIREDAT')} IS NULL`,
    ],
  },
  planted: () => [
    oddCell('CREATEDAT', '31/12/2025', UNTYPED),
    oddCell('EXPIREDAT', 'next year', UNTYPED),
  ],
} satisfies CellRule;
