import { EVERY } from '../rule/planted.ts';
import type { FileRule } from '../rule/row-rule.ts';

/** The first row of a TRANS_ID counts; the others are set aside. */
export const idDuplicate = {
  code: 'row.id-duplicate',
  severity: 'error',
  title: 'TRANS_ID appears more than once',
  remedy: 'Keep one row for each TRANS_ID.',
  on: 'file',
  field: 'TRANS_ID',
  table: { field: 'TRANS_ID', faults: ({ occurrence }) => [`${occurrence} > 1`] },
  planted: ({ id }) => [{ formats: EVERY, rows: [{}, { TRANS_ID: id(0), found: 'TRANS_ID' }] }],
} satisfies FileRule;
