import { counted } from '../counted.ts';
import type { FindingLog } from '../contract/findings.ts';
import { createIdPool, idText } from '../ledger/ids.ts';
import { TYPE_NAMES } from '../ledger/ledger.ts';
import type { IdColumn } from '../ledger/ids.ts';
import type { StandingRun } from './standing/standing-run.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { rowsOfType, typeSums } from '../ledger/type-sums.ts';
import { timeText } from '../ledger/time.ts';

/** RULES.md section 2: a change of more than a tenth wants a look. */
const TOLERATED_SHIFT = 0.1;

/** Warns where the number of rows, or the mix of types, is another than that of the standing run. */
export function checkShift(
  ledger: Ledger,
  { runId, control }: Pick<StandingRun, 'runId' | 'control'>,
  sheet: string,
  findings: FindingLog,
): void {
  if (Math.abs(ledger.rows - control.rows) > TOLERATED_SHIFT * control.rows)
    findings.add('source.row-count-shift', {
      sheet,
      value: String(ledger.rows),
      what: `${counted(ledger.rows, 'row')} now, ${control.rows} in run ${runId}`,
    });
  const now = typeSums(ledger, ledger.rows);
  for (const name of TYPE_NAMES) {
    const share = ledger.rows === 0 ? 0 : rowsOfType(now, name) / ledger.rows;
    const before = control.rows === 0 ? 0 : rowsOfType(control.sums, name) / control.rows;
    if (Math.abs(share - before) > TOLERATED_SHIFT)
      findings.add('source.type-mix-shift', {
        sheet,
        column: 'TCTYPE',
        value: name,
        what: `${percent(share)} of the rows are ${name}, ${percent(before)} in run ${runId}`,
      });
  }
}

/** The rows that lie at or before what was reported, and are not in it; each is logged. */
export function backdatedRows(
  ledger: Ledger,
  { runId, reportedUntil, ledger: { id } }: Pick<StandingRun, 'runId' | 'reportedUntil' | 'ledger'>,
  sheet: string,
  findings: FindingLog,
): number[] {
  const older: number[] = [];
  for (let r = 0; r < ledger.rows; r++) if (ledger.createdAt[r]! <= reportedUntil) older.push(r);
  const seen = seenIds(id);
  const backdated = older.filter((r) => !seen(ledger.id, r));
  for (const r of backdated)
    findings.add('row.backdated', {
      sheet,
      row: ledger.sheetRow[r]!,
      column: 'CREATEDAT',
      value: timeText(ledger.createdAt[r]!),
      what: `The row is dated before the cut-off of run ${runId} but was not in it`,
    });
  return backdated;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** Membership in the previous run's ids, by binary search over a sorted copy. */
function seenIds(previous: IdColumn): (ids: IdColumn, row: number) => boolean {
  const sorted = previous.values.slice().sort();
  const pool = createIdPool(previous.pool);
  return (ids, row) => {
    const value = ids.values[row]!;
    const wanted = value >= 0 ? value : pool.find(idText(ids.pool, value));
    if (wanted === undefined) return false;
    let low = 0;
    let high = sorted.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] === wanted) return true;
      if (sorted[middle]! < wanted) low = middle + 1;
      else high = middle - 1;
    }
    return false;
  };
}
