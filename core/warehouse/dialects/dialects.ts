import { bigquery } from './bigquery.ts';
import type { Dialect, ServedDialect } from './dialect.ts';
import { duckdb } from './duckdb.ts';
import { postgres } from './postgres.ts';
import { redshift } from './redshift.ts';
import { snowflake } from './snowflake.ts';
import { spark } from './spark.ts';

/** The engines that the script can be printed for. */
const DECLARED = [postgres, redshift, snowflake, bigquery, spark, duckdb] as const;

export type DialectName = (typeof DECLARED)[number]['name'];

export const DIALECT_NAMES: readonly DialectName[] = DECLARED.map(({ name }) => name);

export const DIALECTS = Object.fromEntries(
  DECLARED.map((dialect): [string, Dialect] => [dialect.name, dialect]),
) as Readonly<Record<DialectName, Dialect>>;

/** What the server speaks that calls itself by this text: its `SELECT version()`. */
export function servedDialect(version: string): ServedDialect {
  const served: readonly ServedDialect[] = DECLARED.filter((dialect) => dialect.served !== null);
  const claiming = served.find((dialect) => dialect.served.version?.test(version));
  return claiming ?? served.find((dialect) => dialect.served.version === null)!;
}
