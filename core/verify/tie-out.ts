import { EARNED, EXPIRED, SPENT, TYPE_NAMES } from '../ledger/ledger.ts';
import { decimalText } from '../ledger/money.ts';
import { monthText } from '../ledger/time.ts';
import { checkSheet } from './check-sheet.ts';
import type { Check } from './check.ts';

/**
 * RULES.md section 4.7: month by month and currency by currency, opening + activity = closing, where
 * opening and closing are balances of the source at the month's ends and the activity comes from the
 * output; and the control totals taken while the source was read equal what the output has at the cut-off
 * and after it. Totals and months are those at the cut-off.
 */
export const tieOut: Check = {
  id: 'tie-out',
  part({ ledger, draft, published, laterRows, currencyOf }) {
    const sums: Record<string, number> = { rows: draft.rows };
    const activity = netByMonth(draft.rows, draft.createdAt, draft.cents, draft.currency);
    const source = netByMonth(
      ledger.rows,
      ledger.createdAt,
      ledger.cents,
      ledger.currency?.codes ?? null,
    );
    for (const [side, months] of [
      [ACTIVITY, activity],
      [SOURCE, source],
    ] as const)
      for (const { code, month, cents } of months)
        sums[`${side}${currencyOf(code)} ${month}`] = cents;
    const rows = [0, 0, 0];
    const cents = [0, 0, 0];
    for (let row = 0; row < draft.rows; row++) {
      rows[draft.type[row]!]!++;
      cents[draft.type[row]!]! += Math.abs(draft.cents[row]!);
    }
    const later = { rows: [0, 0, 0], cents: [0, 0, 0] };
    for (const row of laterRows) {
      later.rows[published.type[row]!]!++;
      later.cents[published.type[row]!]! += Math.abs(published.cents[row]!);
    }
    TYPE_NAMES.forEach((name, t) => {
      sums[`rows ${name}`] = rows[t]!;
      sums[`cents ${name}`] = cents[t]!;
      sums[`later rows ${name}`] = later.rows[t]!;
      sums[`later cents ${name}`] = later.cents[t]!;
    });
    sums['later rows'] = laterRows.length;
    return checkSheet().part(sums);
  },
  conclude(sum, { control, totals, sums }, fail) {
    // A month of a currency is `activity USD 2024-11`; without currencies, `activity  2024-11`.
    const months = [
      ...new Set(
        Object.keys(sums).flatMap((key) =>
          [ACTIVITY, SOURCE].flatMap((side) =>
            key.startsWith(side) ? [key.slice(side.length)] : [],
          ),
        ),
      ),
    ].sort();
    const opening = new Map<string, number>();
    for (const month of months) {
      const [currency, name] = month.split(' ') as [string, string];
      const before = opening.get(currency) ?? 0;
      const closing = before + sum(`${SOURCE}${month}`);
      const moved = sum(`${ACTIVITY}${month}`);
      if (before + moved !== closing)
        fail(
          `${name}: opening ${decimalText(before)} plus activity ${decimalText(moved)} does not tie to closing ${decimalText(closing)}`,
        );
      opening.set(currency, closing);
    }
    const wanted = [
      { name: TYPE_NAMES[EARNED], rows: control.earnedRows, cents: control.earnedCents },
      { name: TYPE_NAMES[SPENT], rows: control.spentRows, cents: control.spentCents },
      { name: TYPE_NAMES[EXPIRED], rows: control.expiredRows, cents: control.expiredCents },
    ];
    const both = (what: string): number => sum(what) + sum(`later ${what}`);
    for (const { name, rows, cents } of wanted) {
      if (both(`rows ${name}`) !== rows)
        fail(`The output has ${both(`rows ${name}`)} ${name} rows, the source ${rows}`);
      if (both(`cents ${name}`) !== cents)
        fail(
          `${name} adds up to ${decimalText(both(`cents ${name}`))}, and is ${decimalText(cents)} in the source`,
        );
      if (sum(`cents ${name}`) !== totals[name])
        fail(
          `${name} adds up to ${decimalText(sum(`cents ${name}`))} at the cut-off, and is reported as ${decimalText(totals[name])}`,
        );
    }
    if (both('rows') !== control.rows)
      fail(`The output has ${both('rows')} rows, the source ${control.rows} accepted ones`);
    const net = sum('cents earned') - sum('cents spent') - sum('cents expired');
    return {
      numbers: {
        periods: months.length,
        rows: sum('rows'),
        rowsAfterCutOff: sum('later rows'),
        quarantinedRows: control.quarantinedRows,
        closing: decimalText(net),
      },
      held: `${months.length} months tie out, and the control totals equal the source’s${laterWords(sum('later rows'))}; closing ${decimalText(net)}.`,
    };
  },
};

function laterWords(rows: number): string {
  return rows === 0 ? '' : `, ${rows} ${rows === 1 ? 'row' : 'rows'} after the cut-off included`;
}

const ACTIVITY = 'activity ';
const SOURCE = 'source ';

/** Net cents by currency (its code, −1 for none) and month. */
function netByMonth(
  rows: number,
  createdAt: Float64Array,
  cents: Float64Array,
  currency: Int32Array | null,
): { code: number; month: string; cents: number }[] {
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
  const byMonth = new Map<string, { code: number; month: string; cents: number }>();
  for (const [key, sum] of byDay) {
    const day = Math.floor(key / codes);
    const code = key - day * codes - 1;
    const month = monthText(day * DAY);
    const known = byMonth.get(`${code} ${month}`);
    if (known) known.cents += sum;
    else byMonth.set(`${code} ${month}`, { code, month, cents: sum });
  }
  return [...byMonth.values()];
}
