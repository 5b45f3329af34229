import type { CheckResult } from '../contract/checks.ts';
import { EARNED, EXPIRED, SPENT, TYPE_NAMES } from '../ledger/ledger.ts';
import { decimalText } from '../ledger/money.ts';
import { monthText } from '../ledger/time.ts';
import type { Books } from './books.ts';
import { checkSheet } from './check-sheet.ts';

/**
 * RULES.md section 4.7: month by month and currency by currency, opening + activity = closing, where
 * opening and closing are balances of the source at the month's ends and the activity comes from the
 * output; and the control totals taken while the source was read equal the output's.
 */
export function checkTieOut({ ledger, draft, control, totals }: Books): CheckResult {
  const sheet = checkSheet('tie-out');
  const activity = netByMonth(draft.rows, draft.createdAt, draft.cents, draft.currency);
  const source = netByMonth(
    ledger.rows,
    ledger.createdAt,
    ledger.cents,
    ledger.currency?.codes ?? null,
  );
  const currencies = new Set(
    [...source.keys(), ...activity.keys()].map((key) => key.split(' ')[0]!),
  );
  let periods = 0;
  for (const currency of [...currencies].sort()) {
    const months = [...new Set([...source.keys(), ...activity.keys()])]
      .filter((key) => key.startsWith(`${currency} `))
      .sort();
    let opening = 0;
    for (const key of months) {
      periods++;
      const closing = opening + (source.get(key) ?? 0);
      const moved = activity.get(key) ?? 0;
      if (opening + moved !== closing)
        sheet.fail(
          `${key.slice(currency.length + 1)}: opening ${decimalText(opening)} plus activity ${decimalText(moved)} is not closing ${decimalText(closing)}`,
        );
      opening = closing;
    }
  }

  const rows = [0, 0, 0];
  const cents = [0, 0, 0];
  for (let row = 0; row < draft.rows; row++) {
    rows[draft.type[row]!]!++;
    cents[draft.type[row]!]! += Math.abs(draft.cents[row]!);
  }
  const wanted = {
    rows: [control.earnedRows, control.spentRows, control.expiredRows],
    cents: [control.earnedCents, control.spentCents, control.expiredCents],
  };
  const reported = [totals.earned, totals.spent, totals.expired];
  for (const t of [EARNED, SPENT, EXPIRED]) {
    if (rows[t] !== wanted.rows[t])
      sheet.fail(
        `The output has ${rows[t]!} ${TYPE_NAMES[t]!} rows, the source ${wanted.rows[t]!}`,
      );
    if (cents[t] !== wanted.cents[t] || reported[t] !== wanted.cents[t])
      sheet.fail(
        `${TYPE_NAMES[t]!} adds up to ${decimalText(cents[t]!)}, is reported as ${decimalText(reported[t]!)}, and is ${decimalText(wanted.cents[t]!)} in the source`,
      );
  }
  if (draft.rows !== control.rows)
    sheet.fail(`The output has ${draft.rows} rows, the source ${control.rows} accepted ones`);
  const net = control.earnedCents - control.spentCents - control.expiredCents;
  return sheet.result(
    {
      periods,
      rows: draft.rows,
      quarantinedRows: control.quarantinedRows,
      closing: decimalText(net),
    },
    `${periods} months tie out, and the control totals equal the source’s; closing ${decimalText(net)}.`,
  );
}

/** Net cents by `currency YYYY-MM`. */
function netByMonth(
  rows: number,
  createdAt: Float64Array,
  cents: Float64Array,
  currency: Int32Array | null,
): Map<string, number> {
  // Ten million dates would make ten million texts; a day's text is made once.
  const DAY = 86_400_000;
  const byDay = new Map<number, number>();
  const codes = 4096;
  let lastKey = NaN;
  let pending = 0;
  for (let row = 0; row < rows; row++) {
    const code = (currency?.[row] ?? -1) + 1;
    const key = Math.floor(createdAt[row]! / DAY) * codes + code;
    // The source stands by time, the output by customer: most rows of the one repeat the day before.
    if (key !== lastKey) {
      byDay.set(lastKey, (byDay.get(lastKey) ?? 0) + pending);
      lastKey = key;
      pending = 0;
    }
    pending += cents[row]!;
  }
  byDay.set(lastKey, (byDay.get(lastKey) ?? 0) + pending);
  byDay.delete(NaN);
  const byMonth = new Map<string, number>();
  for (const [key, sum] of byDay) {
    const day = Math.floor(key / codes);
    const month = `${key - day * codes} ${monthText(day * DAY)}`;
    byMonth.set(month, (byMonth.get(month) ?? 0) + sum);
  }
  return byMonth;
}
