import { Problem } from '../contract/problem.ts';
import type { FindingLog } from '../contract/findings.ts';
import type { Settings } from '../contract/settings.ts';
import { changedFields } from './changed-fields.ts';
import { laterFileKind } from './later-file-kind.ts';
import type { ReportedChange } from '../accepted/increment.ts';
import type { LedgerFile } from '../accepted/validated-source.ts';
import { withUnreported } from './brought-rows.ts';
import type { BroughtRows } from './brought-rows.ts';
import { mergeLaterFile } from './merge/merge-later-file.ts';
import type { Merged } from './merge/merge-later-file.ts';
import type { ReportedLedger } from './reported-ledger.ts';
import type { StandingRun } from './standing-run.ts';
import { idText } from '../ledger/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { dayText, timeText } from '../ledger/time.ts';

/** Changes are worked on one by one up to here; beyond, by their cause. */
const MOST_CHANGES = 20_000;

/** A later file, taken to what was reported. */
export interface TakenFile {
  readonly brought: BroughtRows;
  readonly merged: Merged;
  /** Changed and gone rows as exceptions, the first of each kind; rows are those of `merged`. */
  readonly changes: readonly ReportedChange[];
}

/**
 * Takes a later file of a source to what was reported, as the settings say, with findings for rows that are
 * late, changed or gone. `later` is its ledger, arranged. Null where the file is a ledger of its own, with
 * the finding that says so. Throws Problem `increment.columns-differ` where new rows do not have the columns
 * of what stands.
 */
export function takeLaterFile(
  standing: StandingRun,
  reported: ReportedLedger,
  later: Ledger,
  file: Pick<LedgerFile, 'control' | 'sheet'>,
  settings: Pick<Settings, 'increment' | 'onChanged'>,
  findings: FindingLog,
): TakenFile | null {
  const { sheet } = file;
  const stood = { ...standing, ledger: reported.ledger };
  const kind = kindOf(stood, later, settings, sheet, findings);
  if (kind === null) return null;
  const taken = mergedOrNot(
    stood,
    () =>
      kind === 'new-rows'
        ? withUnreported(later, file, reported.unreported)
        : { ledger: later, control: file.control, places: null },
    kind,
    settings,
    sheet,
    findings,
  );
  if (taken === null) return null;
  const { brought, merged } = taken;
  for (const row of merged.late)
    findings.add('row.backdated', {
      sheet,
      row: merged.ledger.sheetRow[row]!,
      column: 'CREATEDAT',
      value: timeText(merged.ledger.createdAt[row]!),
      what: `The row lies before the cut-off of run ${standing.runId} and was not in it`,
    });
  const changes = [
    ...changedRows(stood, brought.ledger, merged, sheet, findings),
    ...goneRows(stood, merged, sheet, findings),
  ];
  return { brought, merged, changes };
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
  bring: () => BroughtRows,
  kind: Merged['kind'],
  { increment, onChanged }: Pick<Settings, 'increment' | 'onChanged'>,
  sheet: string,
  findings: FindingLog,
): Pick<TakenFile, 'brought' | 'merged'> | null {
  try {
    const brought = bring();
    const merged = mergeLaterFile(standing.ledger, brought.ledger, {
      kind,
      // A run that halts shows what it would be if what stands counted.
      onChanged: onChanged === 'take' ? 'take' : 'keep',
      reportedUntil: standing.reportedUntil,
    });
    return { brought, merged };
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
