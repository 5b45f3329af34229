import type { FindingCode } from '../../core/contract/findings.ts';
import { createFindingLog, FINDINGS, findingOf } from '../../core/contract/findings.ts';
import type { Finding, FindingCount } from '../../core/contract/findings.ts';
import type { LedgerField } from '../../core/ledger/ledger.ts';
import { MOVEMENT_RULES } from '../../core/rules/movement-rules.ts';
import { TABLE_RULES } from '../../core/rules/row-rules.ts';
import type { HeaderMap } from '../../core/source/headers.ts';
import type { Dialect } from '../../core/warehouse/dialects/dialect.ts';
import { faultColumn } from '../../core/warehouse/facts-sql.ts';
import type { WarehousePlan } from '../../core/warehouse/plan.ts';
import { quarantinedNames } from '../../core/warehouse/plan.ts';
import type { Row, Warehouse } from './connection.ts';

/** Findings as the history keeps them: true counts, and the first of each code. */
export interface Findings {
  readonly counts: readonly FindingCount[];
  readonly kept: readonly Finding[];
}

/** Rows in error that are looked at for samples. */
const SAMPLED_ROWS = 1000;

/** What the columns of the table have against them. */
export function columnFindings(header: HeaderMap, table: string): Findings {
  const log = createFindingLog();
  for (const field of header.missing)
    log.add('column.missing', {
      sheet: table,
      column: field,
      what: `The required column ${field} is missing`,
    });
  for (const { field, headers } of header.duplicated)
    log.add('column.duplicated', {
      sheet: table,
      column: field,
      value: headers.join(', '),
      what: `More than one column contains ${field}: ${headers.join(', ')}`,
    });
  for (const name of header.unknown)
    log.add('column.unknown', {
      sheet: table,
      column: name,
      what: `The column ${name} is not recognized; it is kept unchanged`,
    });
  return { counts: log.counts(), kept: log.kept };
}

/** The counts of faults that {@link faultColumn} names in a row, and samples from the draft of the quarantine. */
export async function rowFindings(
  warehouse: Warehouse,
  dialect: Dialect,
  plan: WarehousePlan,
  table: string,
  counts: Row,
): Promise<Findings> {
  const names = quarantinedNames(plan.columns);
  const columnOf = (field: LedgerField): string | undefined => {
    const c = plan.columns.findIndex((column) => column.field === field);
    return c < 0 ? undefined : names[c];
  };
  const text = (name: string): string => dialect.text(dialect.quote(name));
  const id = text(columnOf('TRANS_ID')!);
  const rows = await warehouse.ask(
    `SELECT findings, ${names.map((name, c) => `${text(name)} AS c${c}`).join(', ')} FROM ${plan.drafts.quarantine} ORDER BY ${dialect.byCodePoint(id)}, findings LIMIT ${SAMPLED_ROWS}`,
  );
  const kept = rows.flatMap((row) =>
    String(row['findings'])
      .split(' ')
      .map((code) => {
        const field = TABLE_RULES.find((rule) => rule.code === code)!.table.field;
        const c = field === null ? -1 : plan.columns.findIndex((column) => column.field === field);
        const idAt = plan.columns.findIndex((column) => column.field === 'TRANS_ID');
        return findingOf(code as FindingCode, {
          sheet: table,
          column: c < 0 ? null : plan.columns[c]!.name,
          value: c < 0 ? null : (row[`c${c}`] as string | null),
          what: `${FINDINGS[code as FindingCode].title} (TRANS_ID ${row[`c${idAt}`] ?? 'blank'})`,
        });
      }),
  );
  return {
    counts: TABLE_RULES.flatMap(({ code }) => countOf(code, Number(counts[faultColumn(code)]))),
    kept,
  };
}

/** The warnings on movements that ledgerFactsQuery counts. */
export function movementCounts(header: HeaderMap, counts: Row): FindingCount[] {
  return MOVEMENT_RULES.flatMap(({ code, field, withoutField }) =>
    countOf(
      code,
      withoutField !== undefined && !header.fields.includes(field)
        ? 1
        : Number(counts[faultColumn(code)]),
    ),
  );
}

/** Warnings that are only counted. */
export function countOf(code: FindingCode, count: number): FindingCount[] {
  return count > 0 ? [{ code, severity: FINDINGS[code].severity, count }] : [];
}
