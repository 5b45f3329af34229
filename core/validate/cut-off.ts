import { rowsAfterCutOff } from '../contract/bridge.ts';
import type { BridgeLine } from '../contract/bridge.ts';
import type { FindingLog } from '../contract/findings.ts';
import { askedDay } from '../contract/periods.ts';
import type { Settings } from '../contract/settings.ts';
import { decimalText } from '../ledger/money.ts';
import { dayText, endOfDay } from '../ledger/time.ts';

/**
 * The cut-off of a run (RULES.md section 2a), in wall-clock ms: the end of the as-of day, which is the one
 * that was asked for, else the last of the period, else that of the latest movement but not after today, which it is
 * where there is none.
 */
export function cutOffOf(
  settings: Pick<Settings, 'asOf' | 'period' | 'calendar'>,
  createdAt: Float64Array,
  endOfToday: number,
): number {
  const asked = askedDay(settings);
  if (asked !== null) return endOfDay(asked)!;
  let latest = -Infinity;
  for (let row = 0; row < createdAt.length; row++)
    if (createdAt[row]! > latest) latest = createdAt[row]!;
  return latest === -Infinity ? endOfToday : Math.min(endOfDay(dayText(latest))!, endOfToday);
}

/** Tells once what lies after the cut-off (wall-clock ms), with number and sums; and where nothing lies at it. */
export function logCutOff(
  asOf: number,
  bridge: readonly BridgeLine[],
  settings: Parameters<typeof cutOffOf>[0],
  sheet: string,
  findings: FindingLog,
): void {
  const after = rowsAfterCutOff(bridge);
  if (after === 0) return;
  const wasAsked = askedDay(settings) !== null;
  const rows = `${after} ${after === 1 ? 'row is dated' : 'rows are dated'}`;
  const sums = bridge
    .filter(({ afterCutOff }) => afterCutOff.rows > 0)
    .map(
      ({ type, currency, afterCutOff }) =>
        `${afterCutOff.rows} ${type}, ${decimalText(afterCutOff.cents)}${currency && ` ${currency}`}`,
    );
  const place = { sheet, column: 'CREATEDAT', value: String(after) };
  findings.add(wasAsked ? 'ledger.after-cut-off' : 'ledger.in-the-future', {
    ...place,
    what: `${rows} after ${wasAsked ? `the cut-off, the end of ${dayText(asOf)}` : `today, ${dayText(asOf)}`}: ${sums.join('; ')}`,
  });
  if (bridge.every(({ atCutOff }) => atCutOff.rows === 0))
    findings.add('ledger.before-first-movement', {
      ...place,
      what: `All rows are dated after the cut-off, the end of ${dayText(asOf)}; every figure is 0.00`,
    });
}
