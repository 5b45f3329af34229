import { Problem } from '../contract/problem.ts';
import type { FindingLog } from '../contract/findings.ts';
import type { Settings } from '../contract/settings.ts';
import { changedFields } from './changed-fields.ts';
import { laterFileKind } from './later-file-kind.ts';
import type { Increment, ReportedChange } from '../accepted/increment.ts';
import { mergeLaterFile } from './merge/merge-later-file.ts';
import type { Merged } from './merge/merge-later-file.ts';
import type { StandingRun } from './standing-run.ts';
import { idText } from '../ledger/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { dayText, timeText } from '../ledger/time.ts';

/** Changes are worked on one by one up to here; beyond, by their cause. */
const MOST_CHANGES = 20_000;

/**
 * Takes a later file of a source to what stands, as the settings say, with findings for rows that are late,
 * changed or gone. `later` is arranged. Null where the file is a ledger of its own, with the finding
 * that says so. Throws Problem `increment.columns-differ` where new rows do not have the columns of what
 * stands.
 */
export function takeLaterFile(
  standing: StandingRun,
  later: Ledger,
  settings: Pick<Settings, 'increment' | 'onChanged'>,
  sheet: string,
  findings: FindingLog,
): { merged: Merged; increment: Increment } | null {
  const kind = kindOf(standing, later, settings, sheet, findings);
  if (kind === null) return null;
  const merged = mergedOrNot(standing, later, kind, settings, sheet, findings);
  if (merged === null) return null;
  for (const row of merged.late)
    findings.add('row.backdated', {
      sheet,
      row: merged.ledger.sheetRow[row]!,
      column: 'CREATEDAT',
      value: timeText(merged.ledger.createdAt[row]!),
      what: `The row is older than run ${standing.runId} reached and was not in it`,
    });
  const changes = [
    ...changedRows(standing, later, merged, sheet, findings),
    ...goneRows(standing, merged, sheet, findings),
  ];
  const { standingRow, added, knownRows, touched, touchedCustomers, takenAway } = merged;
  return {
    merged,
    increment: {
      kind,
      onChanged: merged.onChanged,
      standingRun: standing.runId,
      standingRows: standing.ledger.rows,
      reportedUntil: standing.reportedUntil,
      standingRow,
      added,
      knownRows,
      touched,
      touchedCustomers,
      takenAway,
      lateRows: merged.late.length,
      changedMerged: merged.changed.merged,
      changedRows: merged.changed.merged.length,
      goneRows: merged.gone.standing.length,
      changes,
    },
  };
}

function kindOf(
  standing: StandingRun,
  later: Ledger,
  { increment }: Pick<Settings, 'increment'>,
  sheet: string,
  findings: FindingLog,
): Merged['kind'] | null {
  if (increment === 'refresh' || increment === 'new-rows') return increment;
  const found = laterFileKind(standing.ledger.id, later.id);
  if (found.kind === 'refresh') return 'refresh';
  findings.add('source.not-a-refresh', {
    sheet,
    value: String(found.later),
    what: `The file has ${found.shared} of the ${found.standing} rows that run ${standing.runId} had, so it was taken as a ledger of its own`,
  });
  return null;
}

function mergedOrNot(
  standing: StandingRun,
  later: Ledger,
  kind: Merged['kind'],
  { increment, onChanged }: Pick<Settings, 'increment' | 'onChanged'>,
  sheet: string,
  findings: FindingLog,
): Merged | null {
  try {
    return mergeLaterFile(standing.ledger, later, {
      kind,
      // A run that halts shows what it would be if what stands counted.
      onChanged: onChanged === 'take' ? 'take' : 'keep',
      highWater: standing.highWater,
    });
  } catch (thrown) {
    const differ = thrown instanceof Problem && thrown.code === 'increment.columns-differ';
    // The whole ledger can be taken as it is; new rows without their columns cannot.
    if (!differ || increment === 'new-rows') throw thrown;
    findings.add('source.columns-shift', { sheet, what: thrown.message.replace(/\.$/, '') });
    return null;
  }
}

function changedRows(
  standing: StandingRun,
  later: Ledger,
  { changed }: Merged,
  sheet: string,
  findings: FindingLog,
): ReportedChange[] {
  const fieldsOf = changedFields(standing.ledger, later);
  const kept: ReportedChange[] = [];
  changed.standing.forEach((s, i) => {
    const d = changed.later[i]!;
    const fields = fieldsOf(s, d);
    const id = idText(later.id.pool, later.id.values[d]!);
    const words = fields
      .map(
        ({ column, before, after }) => `${column} ${before || '(blank)'} → ${after || '(blank)'}`,
      )
      .join(', ');
    findings.add('row.changed', {
      sheet,
      row: later.sheetRow[d]!,
      column: fields[0]?.column ?? null,
      value: fields[0]?.after ?? null,
      what: `TRANS_ID ${id} differs from what run ${standing.runId} reported: ${words}`,
    });
    if (kept.length < MOST_CHANGES)
      kept.push({
        ...reported(standing.ledger, s),
        what: 'changed',
        row: changed.merged[i]!,
        cents: Math.max(Math.abs(standing.ledger.cents[s]!), Math.abs(later.cents[d]!)),
        sheetRow: later.sheetRow[d]!,
        message: `Changed after it was reported: ${words}`,
      });
  });
  return kept;
}

function goneRows(
  standing: StandingRun,
  { gone }: Merged,
  sheet: string,
  findings: FindingLog,
): ReportedChange[] {
  const kept: ReportedChange[] = [];
  gone.standing.forEach((s, i) => {
    const row = reported(standing.ledger, s);
    findings.add('row.gone', {
      sheet,
      column: 'TRANS_ID',
      value: row.id,
      what: `TRANS_ID ${row.id} of customer ${row.customer}, ${dayText(row.createdAt)}, is not among the file’s valid rows, and run ${standing.runId} reported it`,
    });
    if (kept.length < MOST_CHANGES)
      kept.push({
        ...row,
        what: 'gone',
        row: gone.merged[i]!,
        cents: Math.abs(standing.ledger.cents[s]!),
        sheetRow: 0,
        message: 'Reported before, and no longer in the file',
      });
  });
  return kept;
}

function reported(
  { id, customer, currency, createdAt }: Ledger,
  s: number,
): Pick<ReportedChange, 'id' | 'customer' | 'currency' | 'createdAt'> {
  return {
    id: idText(id.pool, id.values[s]!),
    customer: idText(customer.pool, customer.values[s]!),
    currency: currency ? currency.pool[currency.codes[s]!]! : '',
    createdAt: createdAt[s]!,
  };
}
