import { join } from 'node:path';
import { RECONCILIATION } from '../../run-folder/output-names.ts';
import type { PackPart } from '../input/part.ts';

/** The workbook for the auditor, as it was published. */
export const workbook = {
  place: 'workbook',
  about:
    'The workbook of the run: every total a formula over its sheets, beside the figure of the program.',
  files: ({ detail, outputs }) =>
    detail.outputs
      .filter(({ name }) => name === RECONCILIATION)
      .map(({ name }) => ({ path: `workbook/${name}`, content: { file: join(outputs, name) } })),
} as const satisfies PackPart;
