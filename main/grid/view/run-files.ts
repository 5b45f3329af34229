import { join } from 'node:path';
import type { GridColumnKind } from '../../../core/contract/api/grid.ts';
import type { RunData } from '../../../core/contract/api/runs.ts';
import { Problem } from '../../../core/contract/problem.ts';
import type { RunRecord } from '../../../core/contract/run.ts';
import { readCheckpointPart } from '../../../core/run-folder/checkpoint.ts';
import {
  ADDED_COLUMNS,
  ALLOCATIONS,
  BALANCE_HISTORY,
  MATCHED_ROWS,
} from '../../../core/run-folder/output-names.ts';
import { readFlags } from '../../../core/run-folder/flags-file.ts';
import { LEDGER_FILE } from '../../../core/run-folder/names.ts';
import type { LedgerField, SourceColumn } from '../../../core/ledger/ledger.ts';
import { literalPath } from '../../../core/duckdb/literal-path.ts';
import { runData } from '../../app/run-data.ts';
import { runFolder } from '../../data-folder/data-folder.ts';
import type { AppContext } from '../../app/app-context.ts';
import { theRunHere } from '../../history/the-run.ts';
import type { Query } from './query.ts';
import { sqlText } from '../../../core/duckdb/sql-text.ts';

/** A column of the deliverable as DuckDB sees it. */
export interface RunColumn {
  readonly name: string;
  readonly kind: GridColumnKind;
  readonly field: string | null;
  readonly added: boolean;
  /** Ids that are numbers all of them: BIGINT instead of VARCHAR. */
  readonly numeric: boolean;
  /** How {@link RunFiles.deliverable} calls it: by its place, since a header can be any text. */
  readonly sql: string;
}

/** The files of a run that the grid reads, and what is known of them. */
export interface RunFiles {
  readonly run: RunRecord;
  readonly data: RunData;
  readonly rows: number;
  readonly columns: readonly RunColumn[];
  /** SQL for the matched rows, whose row number in the file is ROW_NUMBER. */
  readonly deliverable: string;
  /** SQL for the other tables of the run, their columns by name, in the order of `file_row_number`. */
  readonly allocations: string;
  readonly balances: string;
  /** Exceptions by row, bits as in FLAG_BITS; null for a run that kept none. */
  readonly flags: Uint8Array | null;
}

/** The place of a row in the default order, as {@link RunFiles.deliverable} calls it. */
export const ROW_NUMBER = 't.file_row_number';

const ADDED = ADDED_COLUMNS.length;

/** Looks a run's files up. Throws Problem `run.unknown`, `run.no-data`. */
export async function runFiles(
  { root, history }: Pick<AppContext, 'root' | 'history'>,
  runId: string,
  query: Query,
): Promise<RunFiles> {
  const detail = theRunHere(history, runId);
  const { run } = detail;
  const folder = runFolder(root, runId);
  const found = await runData(detail, folder);
  if (found === null) throw noData(run);
  const { data } = found;
  const files = join(folder, found.folder);
  const table = (name: string): string =>
    `read_parquet([${sqlText(literalPath(join(files, `${name}.parquet`)))}])`;
  const matched = table(MATCHED_ROWS);
  const [count] = await query(`SELECT count(*)::BIGINT FROM ${matched}`);
  const rows = Number(count![0]);
  const described = await query(`DESCRIBE SELECT * FROM ${matched}`);
  const { meta } = await readCheckpointPart(join(folder, LEDGER_FILE), []);
  const sources = (meta as { columns: readonly SourceColumn[] }).columns;
  return {
    run,
    data,
    rows,
    deliverable: `${matched} AS t(${described.map((_, c) => `c${c}`).join(', ')})`,
    allocations: table(ALLOCATIONS),
    balances: table(BALANCE_HISTORY),
    columns: described.map(([name, type], c): RunColumn => {
      const added = c >= described.length - ADDED;
      const source = added ? undefined : sources[c];
      const field = source && source.field !== 'extra' ? source.field : null;
      return {
        name: String(name),
        field,
        added,
        numeric: type === 'BIGINT',
        sql: `t.c${c}`,
        kind: kindOf(String(type), field, added && c === described.length - ADDED),
      };
    }),
    flags: await readFlags(folder, rows),
  };
}

function kindOf(type: string, field: string | null, redeemId: boolean): GridColumnKind {
  if (type.startsWith('DECIMAL')) return 'money';
  if (type.startsWith('TIMESTAMP')) return 'time';
  const id = redeemId || field === 'TRANS_ID' || field === 'CUSTOMERID' || field === 'ORDERID';
  if (id) return 'id';
  return type === 'BIGINT' ? 'count' : 'text';
}

/** The column of a field of the ledger; undefined where the run's source has none. */
export function fieldColumn(
  columns: readonly RunColumn[],
  field: LedgerField,
): RunColumn | undefined {
  return columns.find((column) => column.field === field);
}

/** The columns that matching added. */
export function addedColumns(
  columns: readonly RunColumn[],
): Record<'redeemId' | 'status' | 'matched' | 'open', RunColumn> {
  const [redeemId, status, matched, open] = columns.slice(-ADDED) as [
    RunColumn,
    RunColumn,
    RunColumn,
    RunColumn,
  ];
  return { redeemId, status, matched, open };
}

function noData({ id, status }: RunRecord): Problem {
  return new Problem({
    kind: 'usage',
    code: 'run.no-data',
    message: `The run ${id} has no matched rows: it is ${status}.`,
    hint: 'Complete the run, or open a completed one.',
    details: { runId: id, status },
  });
}
