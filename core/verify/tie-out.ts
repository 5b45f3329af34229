import { counted } from '../counted.ts';
import type { Draft } from '../ledger/draft.ts';
import { EARNED, TYPE_NAMES } from '../ledger/ledger.ts';
import { amountsText, decimalText } from '../ledger/money.ts';
import { monthText } from '../ledger/time.ts';
import {
  amountNumbers,
  amountsOf,
  currenciesOf,
  currenciesOfSums,
  sumName,
} from './by-currency.ts';
import { checkSheet } from './check-sheet.ts';
import type { Check, Whole } from './check.ts';

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
    const places = ((ledger.currency?.pool.length ?? 0) + 1) * TYPE_NAMES.length;
    const counted = { rows: new Float64Array(places), cents: new Float64Array(places) };
    const later = { rows: new Float64Array(places), cents: new Float64Array(places) };
    const count = (to: typeof counted, of: Draft, row: number): void => {
      const place = (of.currency[row]! + 1) * TYPE_NAMES.length + of.type[row]!;
      to.rows[place]!++;
      to.cents[place]! += Math.abs(of.cents[row]!);
    };
    for (let row = 0; row < draft.rows; row++) count(counted, draft, row);
    for (const row of laterRows) count(later, published, row);
    for (let place = 0; place < places; place++) {
      const currency = currencyOf(Math.floor(place / TYPE_NAMES.length) - 1);
      const type = TYPE_NAMES[place % TYPE_NAMES.length]!;
      for (const [side, { rows, cents }] of [
        ['', counted],
        ['later ', later],
      ] as const) {
        if (rows[place] === 0) continue;
        sums[sumName(`${side}rows ${type}`, currency)] = rows[place]!;
        sums[sumName(`${side}cents ${type}`, currency)] = cents[place]!;
      }
      if (counted.rows[place] === 0) continue;
      const closing = sumName('closing', currency);
      sums[closing] =
        (sums[closing] ?? 0) + (type === TYPE_NAMES[EARNED] ? 1 : -1) * counted.cents[place]!;
    }
    sums['later rows'] = laterRows.length;
    return checkSheet().part(sums);
  },
  conclude(sum, whole, fail) {
    const { control, sums } = whole;
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
    failDifferentCounts(sum, whole, fail);
    const closings = amountsOf('closing', whole);
    return {
      numbers: {
        periods: months.length,
        rows: sum('rows'),
        rowsAfterCutOff: sum('later rows'),
        quarantinedRows: control.quarantinedRows,
        ...amountNumbers('closing', closings),
      },
      held: `${counted(months.length, 'month')} and the control totals of the source checked${laterWords(sum('later rows'))}; closing ${amountsText(closings)}.`,
    };
  },
};

/** Fails what of a currency and a type is not what the source was counted to hold, or what is reported. */
function failDifferentCounts(
  sum: (name: string) => number,
  whole: Whole,
  fail: (message: string) => void,
): void {
  const { control, sums } = whole;
  const reported = currenciesOf('closing', whole);
  const present = TYPE_NAMES.flatMap((type) =>
    [`rows ${type}`, `later rows ${type}`].flatMap((name) => currenciesOfSums(sums, name)),
  );
  const currencies = new Set([...control.sums.map(({ currency }) => currency), ...present]);
  const named = (currency: string): string => (currencies.size > 1 ? ` ${currency}` : '');
  for (const currency of [...currencies].sort())
    for (const type of TYPE_NAMES) {
      const both = (what: string): number =>
        sum(sumName(`${what} ${type}`, currency)) + sum(sumName(`later ${what} ${type}`, currency));
      const { rows, cents } = control.sums.find(
        (one) => one.currency === currency && one.type === type,
      ) ?? { rows: 0, cents: 0 };
      if (both('rows') !== rows)
        fail(
          `The output has ${counted(both('rows'), `${type} row`)}${named(currency)}, the source ${rows}`,
        );
      if (both('cents') !== cents)
        fail(
          `${type}${named(currency)} adds up to ${decimalText(both('cents'))}; the source has ${decimalText(cents)}`,
        );
    }
  for (const { currency, totals } of reported)
    for (const type of TYPE_NAMES) {
      const cents = sum(sumName(`cents ${type}`, currency));
      if (cents !== totals?.[type])
        fail(
          `${type}${named(currency)} adds up to ${decimalText(cents)} at the cut-off but is reported as ${totals ? decimalText(totals[type]) : 'nothing'}`,
        );
    }
  const all = sum('rows') + sum('later rows');
  if (all !== control.rows)
    fail(`The output has ${counted(all, 'row')}, the source ${control.rows} accepted`);
}

function laterWords(rows: number): string {
  return rows === 0 ? '' : `, ${counted(rows, 'row')} after the cut-off included`;
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
