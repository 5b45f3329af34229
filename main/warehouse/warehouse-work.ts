import type { Settings } from '../../core/contract/settings.ts';
import type { Progress, StepName, Tell } from '../../core/contract/steps.ts';
import type { ServedDialect, Statement } from '../../core/warehouse/dialects/dialect.ts';
import type { WriterRequest } from '../run-life/as-writer.ts';
import type { Warehouse } from './connection.ts';
import type { ResultsPlace } from './results-place.ts';
import type { SourceTable } from './table.ts';

export interface WarehouseRequest extends WriterRequest {
  /** `postgres://user@host:port/database`, perhaps with a password. */
  readonly url: string;
  readonly table: string;
  /** `schema` or `schema.prefix`; undefined: the table's schema and name. */
  readonly results: string | undefined;
  readonly settings: Settings;
  readonly force: boolean;
  readonly now: () => Date;
  readonly onProgress?: Tell<Progress>;
}

/** A session within its one transaction, and what is reconciled in it. */
export interface Work {
  readonly warehouse: Warehouse;
  readonly dialect: ServedDialect;
  readonly table: SourceTable;
  readonly place: ResultsPlace;
  readonly request: WarehouseRequest;
  /** `schema.table`, for people. */
  readonly named: string;
  readonly rowCount: number;
}

/** Carries out statements one after the other, and tells what each of them does. */
export async function carryOutAll(
  request: WarehouseRequest,
  step: StepName,
  warehouse: Warehouse,
  statements: readonly Statement[],
): Promise<void> {
  for (const [n, { does, sql }] of statements.entries()) {
    request.onProgress?.({ step, done: n, of: statements.length, unit: null, words: does });
    await warehouse.ask(sql);
  }
}

/** Tells of work whose end is not known. */
export function progress(request: WarehouseRequest, step: StepName, words: string): void {
  request.onProgress?.({ step, done: 0, of: null, unit: null, words });
}
