import { RECONCILIATION } from '../../run-folder/output-names.ts';
import type { PackPart } from '../input/part.ts';

/** The workbook for the auditor: with decisions and the close, where it could be written anew. */
export const workbook = {
  place: 'workbook',
  about:
    'The workbook of the run, written anew with decisions, close and signatures: every total a formula over its sheets, beside the figure of the program. Of a run of another version of the program it is the one that was published.',
  files: ({ workbook: found }) =>
    found === null ? [] : [{ path: `workbook/${RECONCILIATION}`, content: { file: found.file } }],
} as const satisfies PackPart;
