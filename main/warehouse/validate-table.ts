import { counted } from '../../core/counted.ts';
import { bridgeOfSums } from '../../core/accepted/bridge.ts';
import type { SetAside } from '../../core/accepted/bridge.ts';
import type { BridgeLine, CutOff } from '../../core/contract/bridge.ts';
import { createFindingLog, FINDINGS } from '../../core/contract/findings.ts';
import { Problem } from '../../core/contract/problem.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import { TYPE_NAMES } from '../../core/ledger/ledger.ts';
import { dayText, endOfDay, timeOfText } from '../../core/ledger/time.ts';
import { mapHeaders } from '../../core/source/headers.ts';
import type { HeaderMap } from '../../core/source/headers.ts';
import { logCutOff } from '../../core/validate/cut-off.ts';
import { askedDay } from '../../core/contract/periods.ts';
import {
  bridgeQuery,
  faultCountsQuery,
  ledgerFactsQuery,
  negativeAccountsQuery,
} from '../../core/warehouse/facts-sql.ts';
import { ledgerStatements } from '../../core/warehouse/ledger-sql.ts';
import type { WarehousePlan } from '../../core/warehouse/plan.ts';
import type { History } from '../history/history.ts';
import { localDay } from '../local-day.ts';
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
  readonly cutOff: CutOff;
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
    asOf: askedDay(settings),
    today: localDay(request.now()),
    toleranceCents: settings.toleranceCents,
    results: place.results,
    drafts: place.drafts,
  };
  await carryOutAll(request, 'validate', warehouse, ledgerStatements(dialect, draftPlan));
  const [faults] = await warehouse.ask(faultCountsQuery(dialect, draftPlan.columns));
  const ofRows = await rowFindings(warehouse, dialect, draftPlan, named, faults!);
  const rejected = { rows: Number(faults!['rejected_rows']) };
  const { facts, counts, cents } = await factsOf(work, header, draftPlan.columns, rejected.rows);
  const ofCutOff = createFindingLog();
  logCutOff(endOfDay(facts.cutOff.asOf)!, facts.cutOff.bridge, settings, named, ofCutOff);
  const findings: Findings = {
    counts: [...ofRows.counts, ...counts, ...ofCutOff.counts(), ...ofColumns.counts],
    kept: [...ofRows.kept, ...ofCutOff.kept, ...ofColumns.kept],
  };
  record(findings);
  if (rejected.rows > 0 && settings.onError === 'halt') {
    history.recordValidation(runId, {
      rowCount,
      quality: facts.quality,
      rejected,
      cutOff: facts.cutOff,
    });
    throw haltedByErrors(ofRows.counts.reduce((sum, { count }) => sum + count, 0));
  }
  history.recordValidation(runId, { ...facts, rejected });
  if (cents > Number.MAX_SAFE_INTEGER / 4)
    throw halted('ledger.total-too-large', FINDINGS['ledger.total-too-large'].title);
  return { plan: draftPlan, facts, findings };
}

/** The facts of the rows that were read, and the findings that only their counts tell of. */
async function factsOf(
  { warehouse, dialect, rowCount }: Work,
  header: HeaderMap,
  columns: WarehousePlan['columns'],
  rejectedRows: number,
): Promise<{ facts: Facts; counts: Findings['counts']; cents: number }> {
  const [row] = await warehouse.ask(ledgerFactsQuery(dialect, columns));
  const number = (name: string): number => Number(row![name]);
  const { latest, cut_off: cutOff } = row!;
  const bridge = await bridgeOfTable(warehouse, dialect, columns);
  const [negative] = await warehouse.ask(negativeAccountsQuery());
  return {
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
      highWater: latest == null ? null : timeOfText(String(latest))!,
      rowCount,
      cutOff: { asOf: dayText(timeOfText(String(cutOff))!), bridge },
    },
  };
}

/** The bridge of the table: what its rows are to the figures, by currency and type. */
async function bridgeOfTable(
  warehouse: Work['warehouse'],
  dialect: Work['dialect'],
  columns: WarehousePlan['columns'],
): Promise<BridgeLine[]> {
  const hasCurrency = columns.some(({ field }) => field === 'CURRENCY');
  const rows = await warehouse.ask(bridgeQuery(dialect, columns));
  const side = (name: string): SetAside[] =>
    rows
      .filter((row) => row['side'] === name)
      .map((row) => ({
        currency: hasCurrency ? String(row['tc_currency']) : '',
        type: TYPE_NAMES.find((type) => type === row['tc_type']) ?? 'unknown',
        rows: Number(row['row_count']),
        cents: Number(row['cents']),
        unreadable: Number(row['unreadable']),
      }));
  return bridgeOfSums({
    atCutOff: side('at'),
    afterCutOff: side('after'),
    setAside: side('aside'),
  });
}

function halted(code: string, message: string): Problem {
  return new Problem({
    kind: 'validation-halted',
    code,
    message,
    hint: 'Nothing was published. Correct the table, or map its columns with --map, and run again.',
  });
}

function haltedByErrors(errors: number): Problem {
  return new Problem({
    kind: 'validation-halted',
    code: 'validation.errors',
    message: `The source has ${counted(errors, 'error')}; nothing was published.`,
    hint: 'Correct the rows listed in the findings, or quarantine them (--on-error quarantine) and continue.',
    details: { errors },
  });
}
