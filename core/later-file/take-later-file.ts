import { counted } from '../counted.ts';
import { Problem } from '../contract/problem.ts';
import type { FindingLog } from '../contract/findings.ts';
import type { Settings } from '../contract/settings.ts';
import { changedFields } from './changes/changed-fields.ts';
import { decisionsOf } from './changes/decided-rows.ts';
import { reportedChanges } from './changes/reported-changes.ts';
import { laterFileKind, sharesHardlyAny } from './standing/later-file-kind.ts';
import type { LaterFileKind } from './standing/later-file-kind.ts';
import type { ReportedChanges } from '../accepted/increment.ts';
import type { LedgerFile } from '../accepted/validated-source.ts';
import { withUnreported } from './brought-rows.ts';
import type { BroughtRows } from './brought-rows.ts';
import { mergeLaterFile } from './merge/merge-later-file.ts';
import type { Merged } from './merge/merge-later-file.ts';
import type { ReportedLedger } from './reported-ledger.ts';
import type { StandingRun } from './standing/standing-run.ts';
import { idText } from '../ledger/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { dayText, timeText } from '../ledger/time.ts';

/** A later file, taken to what was reported. */
export interface TakenFile {
  readonly brought: BroughtRows;
  readonly merged: Merged;
  /** Changed and gone rows; rows are those of `merged`. */
  readonly changes: ReportedChanges;
}

type LaterFileSettings = Pick<
  Settings,
  'increment' | 'onChanged' | 'onChangedReason' | 'decidedRows' | 'onError'
>;

/**
 * Takes a later file of a source to what was reported, as the settings say, with findings for rows that are
 * late, changed or gone. `later` is its ledger, arranged. Null where the file is a ledger of its own, with
 * the finding that says so. Throws Problem `increment.columns-differ` where new rows do not have the columns
 * of what stands, and `validation.hardly-any-shared` where nobody has said what a file is that holds almost
 * nothing of it; but if the run halts for rows in error anyway, these may be why, and are told alone.
 */
export function takeLaterFile(
  standing: StandingRun,
  reported: ReportedLedger,
  later: Ledger,
  file: Pick<LedgerFile, 'control' | 'sheet' | 'rejectedRows'>,
  settings: LaterFileSettings,
  findings: FindingLog,
): TakenFile | null {
  const { sheet } = file;
  const stood = { ...standing, ledger: reported.ledger };
  const kind = kindOf(stood, later, file, settings, findings);
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
      what: `The row is dated before the cut-off of run ${standing.runId} but was not in it`,
    });
  const words = changedRows(stood, brought.ledger, merged, sheet, findings);
  goneRows(stood, merged, sheet, findings);
  return {
    brought,
    merged,
    changes: reportedChanges(stood.ledger, brought.ledger, merged, words, settings),
  };
}

function kindOf(
  standing: StandingRun,
  later: Ledger,
  { sheet, rejectedRows }: Pick<LedgerFile, 'sheet' | 'rejectedRows'>,
  { increment, onError }: Pick<Settings, 'increment' | 'onError'>,
  findings: FindingLog,
): Merged['kind'] | null {
  if (increment === 'refresh' || increment === 'new-rows') return increment;
  const found = laterFileKind(standing.ledger.id, later.id);
  if (found.kind === 'refresh') return 'refresh';
  if (sharesHardlyAny(found)) {
    if (rejectedRows > 0 && onError === 'halt') return null;
    throw hardlyAnyShared(standing.runId, found);
  }
  findings.add('source.not-a-refresh', {
    sheet,
    value: String(found.later),
    what: `The file has ${found.shared} of the ${found.standing} rows of run ${standing.runId}, so it was treated as a separate ledger`,
  });
  return null;
}

function hardlyAnyShared(standingRun: string, { standing, later, shared }: LaterFileKind): Problem {
  return new Problem({
    kind: 'validation-halted',
    code: 'validation.hardly-any-shared',
    message: `The file has ${counted(later, 'row')} and ${shared === 0 ? 'none' : `only ${shared}`} of the ${standing} that run ${standingRun} of this source reported. Nothing was published.`,
    hint: 'Choose what it is: only new rows (--increment new-rows), another ledger with its own source (--new-source), or a fresh start of this ledger (--increment off).',
    details: { standingRun, standing, later, shared },
  });
}

function mergedOrNot(
  standing: StandingRun,
  bring: () => BroughtRows,
  kind: Merged['kind'],
  { increment, onChanged, decidedRows }: LaterFileSettings,
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
      ...(decidedRows && { decided: decisionsOf({ decidedRows }) }),
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

/** Logs the changed rows; what has changed in each. */
function changedRows(
  standing: StandingRun,
  later: Ledger,
  { changed }: Merged,
  sheet: string,
  findings: FindingLog,
): string[] {
  const fieldsOf = changedFields(standing.ledger, later);
  return Array.from(changed.standing, (s, i) => {
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
    return words;
  });
}

function goneRows(
  { runId, ledger }: StandingRun,
  { gone }: Merged,
  sheet: string,
  findings: FindingLog,
): void {
  for (const s of gone.standing) {
    const id = idText(ledger.id.pool, ledger.id.values[s]!);
    const customer = idText(ledger.customer.pool, ledger.customer.values[s]!);
    findings.add('row.gone', {
      sheet,
      column: 'TRANS_ID',
      value: id,
      what: `TRANS_ID ${id} of customer ${customer}, ${dayText(ledger.createdAt[s]!)}, was reported by run ${runId} but is not among the valid rows of the file`,
    });
  }
}
