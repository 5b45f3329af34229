import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FINDINGS_FILE, findingsFileSchema } from '../../core/contract/findings-file.ts';
import type { FindingRows } from '../../core/contract/api/runs.ts';
import type { FindingCountRecord, FindingRecord } from '../../core/contract/run.ts';
import { tableOf } from '../../core/report/columns/column.ts';
import type { Table } from '../../core/report/columns/column.ts';
import { eachNumber, eachText } from '../../core/report/columns/of-items.ts';
import type { ItemColumns } from '../../core/report/columns/of-items.ts';
import { runFolder } from '../data-folder/data-folder.ts';
import type { AppContext } from '../app/app-context.ts';
import { theRun } from '../history/the-run.ts';

/** The findings of a run: true counts, and as many of them as were kept, in the order found. */
export interface RunFindings {
  readonly counts: readonly FindingCountRecord[];
  readonly kept: readonly FindingRecord[];
}

/**
 * The findings of a run from the file in its folder; the samples of the history for a run that has
 * none, or whose file cannot be read any more. Throws Problem `run.unknown`.
 */
export async function runFindings(
  { root, history }: Pick<AppContext, 'root' | 'history'>,
  runId: string,
): Promise<RunFindings> {
  const { findings, findingSamples } = theRun(history, runId);
  const samples = { counts: findings, kept: findingSamples };
  try {
    const text = await readFile(join(runFolder(root, runId), FINDINGS_FILE), 'utf8');
    return findingsFileSchema.parse(JSON.parse(text));
  } catch {
    return samples;
  }
}

/** A page of the findings of one code. */
export function findingPage(
  { counts, kept }: RunFindings,
  {
    code,
    offset,
    limit,
  }: { readonly code: string; readonly offset: number; readonly limit: number },
): FindingRows {
  const ofCode = kept.filter((finding) => finding.code === code);
  const total = counts
    .filter((entry) => entry.code === code)
    .reduce((sum, { count }) => sum + count, 0);
  return {
    total: Math.max(total, ofCode.length),
    kept: ofCode.length,
    items: ofCode.slice(offset, offset + limit),
  };
}

/** The findings that were kept, as a table to be exported. */
export function findingTable(kept: readonly FindingRecord[]): Table {
  return tableOf(COLUMNS, kept, kept.length);
}

const COLUMNS: ItemColumns<FindingRecord> = [
  eachText('CODE', ({ code }) => code),
  eachText('SEVERITY', ({ severity }) => severity),
  eachText('SHEET', ({ sheet }) => sheet ?? ''),
  eachNumber('ROW', ({ row }) => row),
  eachText('COLUMN', ({ column }) => column ?? ''),
  eachText('VALUE', ({ value }) => value ?? ''),
  eachText('MESSAGE', ({ message }) => message),
];
