import type { DuckDBInstance } from '@duckdb/node-api';

export interface DuckDbSettings {
  /** Such as `2GB`: beyond it DuckDB spills to `scratch`, or fails. */
  readonly memory: string;
  /** Folder for what does not fit into memory; empty: nothing is spilt; absent: where DuckDB thinks best. */
  readonly scratch?: string;
  /** Absent: as many as the machine has. */
  readonly threads?: number;
}

/**
 * A DuckDB in memory, for the caller to close: the only place that opens one. Rows keep their order, so that the
 * same question has the same answer, and nothing is ever fetched from the network to answer it. The library is
 * loaded when it is first wanted: a third of the modules of a process that a run of most files never needs.
 */
export async function openDuckDb({
  memory,
  scratch,
  threads,
}: DuckDbSettings): Promise<DuckDBInstance> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  return DuckDBInstance.create(':memory:', {
    memory_limit: memory,
    ...(scratch !== undefined && { temp_directory: scratch }),
    ...(threads !== undefined && { threads: String(threads) }),
    preserve_insertion_order: 'true',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
}
