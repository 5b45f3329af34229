import { join } from 'node:path';
import { RECONCILIATION } from '../../run-folder/output-names.ts';
import type { PackPart } from '../input/part.ts';

/** Every other published file. */
export const data = {
  place: 'data',
  about:
    'The published files of the run, byte by byte: rows with their REDEEMIDs, allocations, balances, exceptions, figures.',
  files: ({ detail, outputs }) =>
    detail.outputs
      .filter(({ name }) => name !== RECONCILIATION)
      .map(({ name }) => ({ path: `data/${name}`, content: { file: join(outputs, name) } })),
} as const satisfies PackPart;
