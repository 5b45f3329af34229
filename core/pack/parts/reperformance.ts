import type { PackPart } from '../input/part.ts';
import { reperformScript } from '../reperformance/script.ts';

/** The reconciliation again, by another engine. */
export const reperformance = {
  place: 'reperformance',
  about:
    'SQL for DuckDB that does the run again from the accepted rows and compares REDEEMIDs, allocations, roll-forward and totals. In this folder: duckdb < reperform.sql',
  files: (input) => [
    { path: 'reperformance/reperform.sql', content: Buffer.from(reperformScript(input)) },
  ],
} as const satisfies PackPart;
