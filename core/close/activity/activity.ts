import type { CustomerLookup } from '../../accepted/lookup-tables.ts';
import type { ActivityLine } from '../../contract/close/journal.ts';
import { TYPE_NAMES } from '../../ledger/ledger.ts';
import type { GroupColumn, Ledger } from '../../ledger/ledger.ts';
import { DAY_MS } from '../../ledger/time.ts';
import type { Calendar } from '../../periods/period-kind.ts';
import { kindOf } from '../../periods/periods.ts';
import type { RollForwardKind } from '../../periods/periods.ts';

/** What moved, by periods of one kind. */
export interface Activity {
  /** The grouping columns that the sheet Customers has. */
  readonly groupColumns: readonly GroupColumn[];
  readonly lines: readonly ActivityLine[];
}

/**
 * What a ledger's rows moved, by periods of a kind: each row is in one line. In the order of time, currency, type,
 * reason and groups.
 */
export function activityOf(
  ledger: Ledger,
  customerGroups: Pick<CustomerLookup, 'groupColumns' | 'groups'> | null,
  kind: RollForwardKind,
  calendar: Calendar,
): Activity {
  const groupColumns = (customerGroups?.groupColumns ?? []) as readonly GroupColumn[];
  const groups = groupsByAccount(ledger, customerGroups);
  const periods = periodsByDay(kind, calendar);
  const reasons = ledger.reason.pool.length + 1;
  const currencies = (ledger.currency?.pool.length ?? 0) + 1;
  // One number tells a line, because a text made for each row takes far longer.
  const sums = new Map<number, { row: number; cents: number; movements: number }>();
  for (let row = 0; row < ledger.rows; row++) {
    const period = periods.of(Math.floor(ledger.createdAt[row]! / DAY_MS));
    const group = groups.ofAccount[ledger.account[row]!]!;
    const currency = (ledger.currency?.codes[row] ?? -1) + 1;
    const reason = ledger.reason.codes[row]! + 1;
    const key =
      (((period * groups.lists.length + group) * reasons + reason) * currencies + currency) * 3 +
      ledger.type[row]!;
    let sum = sums.get(key);
    if (!sum) sums.set(key, (sum = { row, cents: 0, movements: 0 }));
    sum.cents += Math.abs(ledger.cents[row]!);
    sum.movements++;
  }
  const lines = [...sums.values()].map(({ row, cents, movements }): ActivityLine => {
    const values = groups.lists[groups.ofAccount[ledger.account[row]!]!]!;
    return {
      period: periods.names[periods.of(Math.floor(ledger.createdAt[row]! / DAY_MS))]!,
      currency: textOf(ledger.currency, row),
      type: TYPE_NAMES[ledger.type[row]! as 0 | 1 | 2],
      reason: textOf(ledger.reason, row),
      groups: Object.fromEntries(groupColumns.map((column, g) => [column, values[g] ?? ''])),
      cents,
      movements,
    };
  });
  return { groupColumns, lines: inOrder(lines, kind, calendar) };
}

/** The values of the grouping columns, each combination once, and which one each account has. */
function groupsByAccount(
  { accounts }: Ledger,
  customerGroups: Pick<CustomerLookup, 'groups'> | null,
): { readonly lists: readonly (readonly string[])[]; readonly ofAccount: Int32Array } {
  const lists: (readonly string[])[] = [];
  const places = new Map<string, number>();
  const ofAccount = Int32Array.from(accounts.customer, (customer) => {
    const values = customerGroups?.groups.get(customer) ?? [];
    const key = JSON.stringify(values);
    let place = places.get(key);
    if (place === undefined) {
      places.set(key, (place = lists.length));
      lists.push(values);
    }
    return place;
  });
  return { lists, ofAccount };
}

/** Numbers the periods that days (since 1970) are in, in the order in which they are asked for. */
function periodsByDay(
  kind: RollForwardKind,
  calendar: Calendar,
): { readonly names: readonly string[]; of(day: number): number } {
  const { at } = kindOf(kind);
  const names: string[] = [];
  const numbers = new Map<string, number>();
  const byDay = new Map<number, number>();
  return {
    names,
    of(day) {
      let number = byDay.get(day);
      if (number !== undefined) return number;
      const name = at(day * DAY_MS, calendar);
      number = numbers.get(name) ?? names.push(name) - 1;
      numbers.set(name, number);
      byDay.set(day, number);
      return number;
    },
  };
}

function inOrder(
  lines: readonly ActivityLine[],
  kind: RollForwardKind,
  calendar: Calendar,
): ActivityLine[] {
  const { spanOf } = kindOf(kind);
  const starts = new Map<string, number>();
  const startOf = (period: string): number => {
    const known = starts.get(period) ?? spanOf(period, calendar)!.start;
    starts.set(period, known);
    return known;
  };
  const keyed = lines.map((line) => ({
    line,
    start: startOf(line.period),
    key: [line.currency, TYPE_NAMES.indexOf(line.type), line.reason, ...Object.values(line.groups)],
  }));
  return keyed
    .map((one) => ({ ...one, key: one.key.join('\u0000') }))
    .sort((a, b) => a.start - b.start || (a.key < b.key ? -1 : 1))
    .map(({ line }) => line);
}

function textOf(column: Ledger['currency'], row: number): string {
  const code = column?.codes[row] ?? -1;
  return code < 0 ? '' : column!.pool[code]!;
}
