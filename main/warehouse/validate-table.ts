import { FINDINGS } from '../../core/contract/findings.ts';
import { Problem } from '../../core/contract/problem.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import type { Settings } from '../../core/contract/settings.ts';
import { dayText, monthSpan, timeOfText } from '../../core/ledger/time.ts';
import { mapHeaders } from '../../core/source/headers.ts';
import type { HeaderMap } from '../../core/source/headers.ts';
import {
  faultCountsQuery,
  ledgerFactsQuery,
  negativeAccountsQuery,
} from '../../core/warehouse/facts-sql.ts';
import { ledgerStatements } from '../../core/warehouse/ledger-sql.ts';
import type { WarehousePlan } from '../../core/warehouse/plan.ts';
import { SCRATCH } from '../../core/warehouse/scratch.ts';
import type { History } from '../history/history.ts';
import { columnFindings, countOf, movementCounts, rowFindings } from './findings.ts';
import type { Findings } from './findings.ts';
import { quoted } from './table.ts';
import { carryOutAll } from './warehouse-work.ts';
import type { Work } from './warehouse-work.ts';

/** What validation learns of the rows. */
export interface Facts {
  readonly counts: NonNullable<RunRecord['counts']>;
  readonly quality: number;
  readonly highWater: number | null;
  readonly rowCount: number;
}

/** Reads and judges the rows. Throws Problem kind `validation-halted` where the run may not go on. */
export async function validateTable(
  history: History,
  runId: string,
  work: Work,
): Promise<{ plan: WarehousePlan; facts: Facts; findings: Findings }> {
  const { warehouse, dialect, table, place, request, named, rowCount } = work;
  const { settings } = request;
  const record = (findings: Findings): void =>
    history.recordFindings(runId, findings.counts, findings.kept);
  const header = mapHeaders(
    table.columns.map(({ name }) => name),
    settings.mapping,
  );
  const ofColumns = columnFindings(header, named);
  record(ofColumns);
  const critical = ofColumns.kept.find(({ severity }) => severity === 'critical');
  if (critical) throw halted(critical.code, critical.message);
  if (rowCount === 0) {
    record({ counts: [...countOf('sheet.empty', 1), ...ofColumns.counts], kept: ofColumns.kept });
    throw halted('sheet.empty', `The table ${named} has no rows.`);
  }

  const draftPlan: WarehousePlan = {
    policy: settings.policy,
    source: `${quoted(table.schema)}.${quoted(table.name)}`,
    columns: table.columns.map((column, c) => ({ ...column, field: header.fields[c] ?? 'extra' })),
    asOf: null,
    toleranceCents: settings.toleranceCents,
    results: place.results,
    drafts: place.drafts,
  };
  await carryOutAll(request, 'validate', warehouse, ledgerStatements(dialect, draftPlan));
  const [faults] = await warehouse.ask(faultCountsQuery(dialect, draftPlan.columns));
  const ofRows = await rowFindings(warehouse, dialect, draftPlan, named, faults!);
  const rejected = {
    rows: Number(faults!['rejected_rows']),
    cents: Number(faults!['rejected_cents']),
  };
  const { asOf, facts, counts, cents } = await factsOf(
    work,
    header,
    draftPlan.columns,
    rejected.rows,
  );
  const findings: Findings = {
    counts: [...ofRows.counts, ...counts, ...ofColumns.counts],
    kept: [...ofRows.kept, ...ofColumns.kept],
  };
  record(findings);
  if (rejected.rows > 0 && settings.onError === 'halt') {
    history.recordValidation(runId, { rowCount, quality: facts.quality, rejected });
    throw haltedByErrors(ofRows.counts.reduce((sum, { count }) => sum + count, 0));
  }
  history.recordValidation(runId, { ...facts, rejected });
  if (cents > Number.MAX_SAFE_INTEGER / 4)
    throw halted('ledger.total-too-large', FINDINGS['ledger.total-too-large'].title);
  return { plan: { ...draftPlan, asOf }, facts, findings };
}

/** The facts of the rows that were read, and the findings that only their counts tell of. */
async function factsOf(
  { warehouse, dialect, request, rowCount }: Work,
  header: HeaderMap,
  columns: WarehousePlan['columns'],
  rejectedRows: number,
): Promise<{ asOf: string; facts: Facts; counts: Findings['counts']; cents: number }> {
  const [latest] = await warehouse.ask(
    `SELECT ${dialect.text('MAX(tc_at)')} AS latest FROM ${SCRATCH.ledger}`,
  );
  const highWater = latest!['latest'] === null ? null : timeOfText(String(latest!['latest']))!;
  const asOf = asOfDay(request.settings, highWater, request.now());
  const [row] = await warehouse.ask(ledgerFactsQuery(dialect, columns));
  const number = (name: string): number => Number(row![name]);
  const [negative] = await warehouse.ask(negativeAccountsQuery());
  return {
    asOf,
    cents: number('cents'),
    counts: [
      ...movementCounts(header, row!),
      ...countOf('account.balance-negative', Number(negative!['accounts'])),
    ],
    facts: {
      counts: {
        earned: number('earned'),
        spent: number('spent'),
        expired: number('expired'),
        quarantined: rejectedRows,
        customers: number('customers'),
      },
      quality: (rowCount - rejectedRows) / rowCount,
      highWater,
      rowCount,
    },
  };
}
/** As set, else the end of the period, else the day of the latest movement but not after today. */
function asOfDay(settings: Settings, highWater: number | null, now: Date): string {
  if (settings.asOf !== null) return settings.asOf;
  if (settings.period !== null) return dayText(monthSpan(settings.period)!.end);
  const two = (n: number): string => String(n).padStart(2, '0');
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const latest = highWater === null ? today : dayText(highWater);
  return latest < today ? latest : today;
}

function halted(code: string, message: string): Problem {
  return new Problem({
    kind: 'validation-halted',
    code,
    message,
    hint: 'Nothing was published. Mend the table, or map its columns with --map, and run again.',
  });
}

function haltedByErrors(errors: number): Problem {
  return new Problem({
    kind: 'validation-halted',
    code: 'validation.errors',
    message: `The source has ${errors} ${errors === 1 ? 'error' : 'errors'}; nothing was published.`,
    hint: 'Mend the rows that the findings name, or quarantine them (--on-error quarantine) and go on.',
    details: { errors },
  });
}
