import { EXCEPTIONS } from '../../contract/exceptions.ts';
import type { Totals } from '../../ledger/draft.ts';
import { idText } from '../../ledger/ids.ts';
import { decimalText } from '../../ledger/money.ts';
import { dayText, timeText } from '../../ledger/time.ts';
import type { CurrentBalances } from '../figures/balances.ts';
import { groupTotals } from '../figures/group-totals.ts';
import type { OutputFile } from '../../disk/publish.ts';
import type { DeliveryFigures, ReportInput } from '../figures/report-input.ts';
import type { AgeBucket, Month } from '../figures/roll-forward.ts';

const TOP = 20;

/**
 * The content of analytics_report.json: amounts as decimal strings, nothing that changes from run to
 * run of the same input.
 */
export function analytics(
  input: ReportInput,
  months: readonly Month[],
  aged: { byAge: readonly AgeBucket[]; byExpiry: readonly AgeBucket[] },
  balances: CurrentBalances,
  outputs: readonly OutputFile[],
): Record<string, unknown> {
  const { source, settings, totals, matching } = input;
  const { ledger, control } = source;
  const redemptions = control.spentRows + control.expiredRows;
  let matchedRedemptions = 0;
  let redeemedLots = 0;
  for (let row = 0; row < ledger.rows; row++) {
    if (matching.redeemedBy[row]! >= 0) redeemedLots++;
    else if (ledger.cents[row]! < 0 && matching.matched[row]! > 0) matchedRedemptions++;
  }
  return {
    source: {
      name: input.place.name,
      sha256: input.place.sha256,
      bytes: input.place.bytes,
      sheets: source.sheets,
    },
    software_version: input.softwareVersion,
    settings,
    as_of: dayText(source.asOf),
    summary: {
      rows: source.sourceRows,
      accepted_rows: control.rows,
      quarantined_rows: source.rejectedRows,
      quarantined_amount: decimalText(source.rejectedCents),
      customers: customerCount(input),
      quality_score: source.qualityScore,
      earned_count: control.earnedRows,
      spent_count: control.spentRows,
      expired_count: control.expiredRows,
      allocations: matching.allocations.count,
      redeemed_lots: redeemedLots,
      matched_redemptions: matchedRedemptions,
      match_rate: redemptions === 0 ? 1 : matchedRedemptions / redemptions,
      average_earned: average(totals.earned, control.earnedRows),
      average_spent: average(totals.spent, control.spentRows),
      average_expired: average(totals.expired, control.expiredRows),
      first_movement: edge(ledger.createdAt, Math.min),
      last_movement: edge(ledger.createdAt, Math.max),
    },
    // A run that is made again stands on the one before and brings nothing: its report stays the same.
    ...(input.delivery &&
      bringsSomething(input.delivery) && { delivery: deliveryJson(input.delivery) }),
    totals: totalsJson(totals),
    ...(input.byCurrency && {
      totals_by_currency: Object.fromEntries(
        Object.entries(input.byCurrency).map(([code, sums]) => [code, totalsJson(sums)]),
      ),
    }),
    ...(settings.period !== null && {
      period: months.filter(({ month }) => month === settings.period).map(monthJson),
    }),
    roll_forward: months.map(monthJson),
    open_lots_by_age: aged.byAge.map(bucketJson),
    open_lots_by_expiry: aged.byExpiry.map(bucketJson),
    top_customers_by_balance: topAccounts(input, balances),
    groups: groupTotals(ledger, source.customerGroups).map(
      ({ earned, spent, expired, closing, ...group }) => ({
        ...group,
        earned: decimalText(earned),
        spent: decimalText(spent),
        expired: decimalText(expired),
        closing: decimalText(closing),
      }),
    ),
    exceptions: input.exceptions.counts.map(({ code, count, cents }) => ({
      code,
      title: EXCEPTIONS[code].title,
      count,
      amount: decimalText(cents),
    })),
    findings: input.findings,
    checks: input.checks.map(({ id, title, passed, detail, numbers }) => ({
      id,
      title,
      passed,
      detail,
      numbers,
    })),
    outputs: outputs.map(({ name, bytes, sha256, rows }) => ({ name, bytes, sha256, rows })),
  };
}

/** Customers, counted once however many currencies they hold. */
export function customerCount({ source }: Pick<ReportInput, 'source'>): number {
  const { customer, count } = source.ledger.accounts;
  let customers = 0;
  for (let a = 0; a < count; a++) if (a === 0 || customer[a] !== customer[a - 1]) customers++;
  return customers;
}

function topAccounts({ source }: ReportInput, balances: CurrentBalances): object[] {
  const { ledger } = source;
  const top: number[] = [];
  for (let a = 0; a < ledger.accounts.count; a++) {
    if (top.length === TOP && balances.balance[a]! <= balances.balance[top[TOP - 1]!]!) continue;
    top.push(a);
    // Equal balances keep the order of the accounts, so the list is the same every time.
    top.sort((i, j) => balances.balance[j]! - balances.balance[i]! || i - j);
    top.length = Math.min(top.length, TOP);
  }
  return top.map((a) => ({
    customer: idText(ledger.customer.pool, ledger.accounts.customer[a]!),
    ...(ledger.currency && { currency: ledger.currency.pool[ledger.accounts.currency[a]!] }),
    balance: decimalText(balances.balance[a]!),
    open_lots: balances.openLots[a]!,
  }));
}

function monthJson({ currency, month, movements, ...amounts }: Month): object {
  return {
    ...(currency !== '' && { currency }),
    month,
    ...Object.fromEntries(
      Object.entries(amounts).map(([name, cents]) => [name, decimalText(cents)]),
    ),
    movements,
  };
}

function bucketJson({ currency, bucket, lots, cents }: AgeBucket): object {
  return { ...(currency !== '' && { currency }), bucket, lots, amount: decimalText(cents) };
}

function average(cents: number, rows: number): string {
  return decimalText(rows === 0 ? 0 : Math.round(cents / rows));
}

function edge(times: Float64Array, pick: (a: number, b: number) => number): string | null {
  if (times.length === 0) return null;
  let found = times[0]!;
  for (let row = 1; row < times.length; row++) found = pick(found, times[row]!);
  return timeText(found);
}

function totalsJson(totals: Totals): Record<string, string> {
  return Object.fromEntries(
    Object.entries(totals).map(([name, cents]) => [name, decimalText(cents as number)]),
  );
}

function bringsSomething({ added, changed, gone }: DeliveryFigures): boolean {
  return added + changed + gone > 0;
}

/** What a later file was to what stood, and by how much it changes months that were reported. */
function deliveryJson({ restatement, ...figures }: DeliveryFigures): object {
  return {
    kind: figures.kind,
    on_changed: figures.onChanged,
    added_rows: figures.added,
    late_rows: figures.late,
    known_rows: figures.known,
    changed_rows: figures.changed,
    gone_rows: figures.gone,
    touched_customers: figures.touchedCustomers,
    rows_matched_anew: figures.rowsAnew,
    rematched_rows: figures.rematched,
    restated_customers: new Set(restatement.accounts.map(({ customer }) => customer)).size,
    restated_months: restatement.months.map(
      ({ currency, month, customers, rematched, ...amounts }) => ({
        ...(currency !== '' && { currency }),
        month,
        ...Object.fromEntries(
          Object.entries(amounts).map(([name, cents]) => [name, decimalText(cents)]),
        ),
        customers,
        rematched_redemptions: rematched,
      }),
    ),
  };
}
