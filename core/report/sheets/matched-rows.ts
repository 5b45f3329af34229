import { matchedRows as output } from '../outputs/matched-rows.ts';
import { outputSheet } from './sheet.ts';

/** Matched rows: the source's rows and what matching adds. */
export const matchedRows = outputSheet({ title: 'Matched rows', output });
