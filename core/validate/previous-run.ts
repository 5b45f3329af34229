import type { FindingLog } from '../contract/findings.ts';
import { createIdPool, idText } from '../ledger/ids.ts';
import { TYPE_NAMES } from '../ledger/ledger.ts';
import type { IdColumn } from '../ledger/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { timeText } from '../ledger/time.ts';

/** What a run of the same source reached before. */
export interface PreviousRun {
  readonly runId: string;
  readonly rows: number;
  /** Rows by type: earned, spent, expired. */
  readonly rowsByType: readonly [number, number, number];
  /** Its latest CREATEDAT, in wall-clock ms. */
  readonly highWaterMark: number;
  /** Its TRANS_IDs. */
  readonly ids: IdColumn;
}

/** RULES.md section 2: a change of more than a tenth wants a look. */
const TOLERATED_SHIFT = 0.1;

/**
 * The warnings that compare with the previous run. Returns the backdated rows: older than what that
 * run reached, and not in it.
 */
export function checkAgainstPrevious(
  ledger: Ledger,
  previous: PreviousRun,
  sheet: string,
  findings: FindingLog,
): { backdated: number[] } {
  const shift = (now: number, then: number): boolean =>
    Math.abs(now - then) > TOLERATED_SHIFT * Math.max(then, 0);
  if (shift(ledger.rows, previous.rows))
    findings.add('source.row-count-shift', {
      sheet,
      value: String(ledger.rows),
      what: `${ledger.rows} rows now, ${previous.rows} in run ${previous.runId}`,
    });
  const now = [0, 0, 0];
  for (let r = 0; r < ledger.rows; r++) now[ledger.type[r]!]!++;
  TYPE_NAMES.forEach((name, t) => {
    const share = ledger.rows === 0 ? 0 : now[t]! / ledger.rows;
    const before = previous.rows === 0 ? 0 : previous.rowsByType[t]! / previous.rows;
    if (Math.abs(share - before) > TOLERATED_SHIFT)
      findings.add('source.type-mix-shift', {
        sheet,
        column: 'TCTYPE',
        value: name,
        what: `${percent(share)} of the rows are ${name}, ${percent(before)} in run ${previous.runId}`,
      });
  });

  const older: number[] = [];
  for (let r = 0; r < ledger.rows; r++)
    if (ledger.createdAt[r]! <= previous.highWaterMark) older.push(r);
  const seen = seenIds(previous.ids);
  const backdated = older.filter((r) => !seen(ledger.id, r));
  for (const r of backdated)
    findings.add('row.backdated', {
      sheet,
      row: ledger.sheetRow[r]!,
      column: 'CREATEDAT',
      value: timeText(ledger.createdAt[r]!),
      what: `The row is older than run ${previous.runId} reached and was not in it`,
    });
  return { backdated };
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
