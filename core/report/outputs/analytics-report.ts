import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inFile, rowsAtCutOff, setAsideByCurrency } from '../../contract/bridge.ts';
import type { BridgeLine } from '../../contract/bridge.ts';
import { EXCEPTIONS } from '../../contract/exceptions.ts';
import { matchRate } from '../../contract/totals.ts';
import type { Totals } from '../../ledger/draft.ts';
import type { RestatedMonth } from '../../later-file/restatement.ts';
import { writeAtomically } from '../../disk/publish.ts';
import { idText } from '../../ledger/ids.ts';
import { decimalText } from '../../ledger/money.ts';
import { dayText, timeText } from '../../ledger/time.ts';
import type { AnalyticsContent, DayRow } from '../../run-folder/analytics-file.ts';
import { FIGURES_FILE } from '../../run-folder/names.ts';
import { ANALYTICS_FILE } from '../../run-folder/output-names.ts';
import { tableOf } from '../columns/column.ts';
import { eachCount, eachMoney, eachText } from '../columns/of-items.ts';
import type { ItemColumns } from '../columns/of-items.ts';
import { jsonRows } from '../encode/json.ts';
import type { AgeBucket } from '../figures/aging.ts';
import { currentBalances } from '../figures/balances.ts';
import { customerCount } from '../figures/customer-count.ts';
import type { ExceptionCount } from '../figures/exception-list.ts';
import type { GroupTotal } from '../figures/group-totals.ts';
import type { LaterFileFigures } from '../../later-file/later-file-figures.ts';
import type { ReportInput } from '../figures/report-input.ts';
import type { RolledPeriod } from '../figures/roll-forward.ts';
import { topAccounts } from '../figures/top-accounts.ts';
import type { Report, WholeOutput } from './output.ts';

const TOP = 20;

/**
 * analytics_report.json: every figure of the run for machines, amounts as decimal strings, nothing that
 * changes from run to run of the same input.
 */
export const analyticsReport: WholeOutput = {
  made: 'at once',
  name: ANALYTICS_FILE,
  when: () => true,
  parts: () => [],
  write: async (path, report) => {
    await writeFile(path, `${JSON.stringify(contentOf(report), null, 2)}\n`);
    return null;
  },
};

/**
 * Writes what the report will tell into the run's folder, for whoever does not want to wait for the files, and what
 * moved day by day.
 */
export async function writeFigures(folder: string, input: ReportInput): Promise<void> {
  const days: DayRow[] = [...input.figures.days].flatMap(([code, ofCurrency]) =>
    [...ofCurrency].map(([day, sums]): DayRow => [code, day, ...sums]),
  );
  const content = { ...contentOf({ ...input, written: [] }), days };
  await writeAtomically(join(folder, FIGURES_FILE), (path) =>
    writeFile(path, `${JSON.stringify(content)}\n`),
  );
}

function contentOf(report: ReportInput & Pick<Report, 'written'>): AnalyticsContent {
  const { source, place, settings, laterFile, figures } = report;
  const { '': only, ...several } = report.totals;
  const periodRows = (periods: readonly RolledPeriod[]) =>
    rows(periods, [...currency<RolledPeriod>(report), PERIOD, ...ROLLED_COLUMNS]);
  const buckets = (of: readonly AgeBucket[]) =>
    rows(of, [...currency<AgeBucket>(report), ...BUCKET_COLUMNS]);
  return {
    source: {
      name: place.name,
      sha256: place.sha256,
      bytes: place.bytes,
      sheets: source.sheets,
    },
    software_version: report.softwareVersion,
    settings,
    as_of: dayText(source.asOf),
    bridge: rows(source.bridge, BRIDGE_COLUMNS),
    summary: summary(report),
    // A run that is made again stands on the one before and brings nothing: its report stays the same.
    ...(laterFile && bringsSomething(laterFile) && { delivery: laterFileJson(report, laterFile) }),
    // Currencies are never added up.
    ...(only
      ? { totals: totalsJson(only) }
      : {
          totals_by_currency: Object.fromEntries(
            Object.entries(several).map(([code, sums]) => [
              code,
              {
                ...totalsJson(sums),
                ...rates(
                  sums,
                  source.bridge.filter(({ currency }) => currency === code),
                ),
              },
            ]),
          ),
        }),
    ...(figures.period && { period: periodRows(figures.period) }),
    roll_forward: rows(figures.months, [
      ...currency<RolledPeriod>(report),
      MONTH,
      ...ROLLED_COLUMNS,
    ]),
    ...(figures.rolled && {
      roll_forward_by: { kind: settings.rollForward, periods: periodRows(figures.rolled) },
    }),
    open_lots_by_age: buckets(figures.byAge),
    open_lots_by_expiry: buckets(figures.byExpiry),
    top_customers_by_balance: largestBalances(report),
    groups: rows(figures.groups, GROUP_COLUMNS),
    exceptions: rows(report.exceptions.counts, EXCEPTION_COLUMNS),
    findings: report.findings,
    checks: report.checks.map(({ id, title, passed, detail, numbers }) => ({
      id,
      title,
      passed,
      detail,
      numbers,
    })),
    outputs: report.written.map(({ name, bytes, sha256, rows }) => ({ name, bytes, sha256, rows })),
  };
}

/** A row for each item, with a key for each column. */
function rows<Item, Name extends string>(
  items: readonly Item[],
  columns: ItemColumns<Item, Name>,
): Record<Name, string | number | null>[] {
  return jsonRows(tableOf(columns, items, items.length));
}

/** The column that rows have where the source has more than one currency to tell apart, or names its one. */
function currency<Item extends { readonly currency: string }>({
  source,
}: ReportInput): ItemColumns<Item, 'currency'> {
  return source.ledger.currency ? [eachText('currency', ({ currency }) => currency)] : [];
}

/** The file's total = at the cut-off + after it + set aside. */
const BRIDGE_COLUMNS = [
  eachText('currency', ({ currency }) => currency),
  eachText('type', ({ type }) => type),
  eachCount('file_rows', (line) => inFile(line).rows),
  eachMoney('file_amount', (line) => inFile(line).cents),
  eachCount('at_cut_off_rows', ({ atCutOff }) => atCutOff.rows),
  eachMoney('at_cut_off_amount', ({ atCutOff }) => atCutOff.cents),
  eachCount('after_cut_off_rows', ({ afterCutOff }) => afterCutOff.rows),
  eachMoney('after_cut_off_amount', ({ afterCutOff }) => afterCutOff.cents),
  eachCount('set_aside_rows', ({ setAside }) => setAside.rows),
  eachMoney('set_aside_amount', ({ setAside }) => setAside.cents),
  eachCount('set_aside_unreadable_amounts', ({ setAside }) => setAside.unreadable),
] satisfies ItemColumns<BridgeLine>;

const MONTH = eachText('month', ({ period }: RolledPeriod) => period);
const PERIOD = eachText('period', ({ period }: RolledPeriod) => period);
const ROLLED_COLUMNS = [
  eachMoney('opening', ({ opening }) => opening),
  eachMoney('earned', ({ earned }) => earned),
  eachMoney('spent', ({ spent }) => spent),
  eachMoney('expired', ({ expired }) => expired),
  eachMoney('closing', ({ closing }) => closing),
  eachCount('movements', ({ movements }) => movements),
] satisfies ItemColumns<RolledPeriod>;

const BUCKET_COLUMNS = [
  eachText('bucket', ({ bucket }) => bucket),
  eachCount('lots', ({ lots }) => lots),
  eachMoney('amount', ({ cents }) => cents),
] satisfies ItemColumns<AgeBucket>;

const GROUP_COLUMNS = [
  eachText('column', ({ column }) => column),
  eachText('group', ({ group }) => group),
  eachText('currency', ({ currency }) => currency),
  eachCount('movements', ({ movements }) => movements),
  eachMoney('earned', ({ earned }) => earned),
  eachMoney('spent', ({ spent }) => spent),
  eachMoney('expired', ({ expired }) => expired),
  eachMoney('closing', ({ closing }) => closing),
] satisfies ItemColumns<GroupTotal>;

const EXCEPTION_COLUMNS: ItemColumns<ExceptionCount> = [
  eachText('code', ({ code }) => code),
  eachText('title', ({ code }) => EXCEPTIONS[code]),
  eachText('currency', ({ currency }) => currency),
  eachCount('count', ({ count }) => count),
  eachMoney('amount', ({ cents }) => cents),
  eachCount('unknown_amounts', ({ unknown }) => unknown),
];

const RESTATED_COLUMNS = [
  eachText('month', ({ month }) => month),
  eachMoney('earned', ({ earned }) => earned),
  eachMoney('spent', ({ spent }) => spent),
  eachMoney('expired', ({ expired }) => expired),
  eachMoney('net', ({ net }) => net),
  eachMoney('closing', ({ closing }) => closing),
  eachCount('customers', ({ customers }) => customers),
  eachCount('rematched_redemptions', ({ rematched }) => rematched),
] satisfies ItemColumns<RestatedMonth>;

function summary(input: ReportInput): Record<string, unknown> {
  const { source, covered, matching } = input;
  const only = input.totals[''];
  const { ledger, after, control } = source;
  let matchedRedemptions = 0;
  let redeemedLots = 0;
  for (let row = 0; row < ledger.rows; row++) {
    if (matching.redeemedBy[row]! >= 0) redeemedLots++;
    else if (ledger.cents[row]! < 0 && matching.matched[row]! > 0) matchedRedemptions++;
  }
  const spent = rowsAtCutOff(source.bridge, 'spent');
  const expired = rowsAtCutOff(source.bridge, 'expired');
  const setAside = setAsideByCurrency(source.bridge);
  return {
    rows: source.sourceRows,
    accepted_rows: control.rows,
    rows_after_cut_off: after.rows,
    quarantined_rows: source.rejectedRows,
    // As far as amounts can be read; `bridge` has them by currency where there are several.
    ...(setAside.length <= 1 && { quarantined_amount: decimalText(setAside[0]?.cents ?? 0) }),
    quarantined_unknown_amounts: setAside.reduce((sum, { unreadable }) => sum + unreadable, 0),
    customers: customerCount(input),
    quality_score: source.qualityScore,
    earned_count: rowsAtCutOff(source.bridge, 'earned'),
    spent_count: spent,
    expired_count: expired,
    allocations: matching.allocations.count,
    redeemed_lots: redeemedLots,
    redemptions: spent + expired,
    matched_redemptions: matchedRedemptions,
    fully_covered_redemptions: covered,
    ...(only && rates(only, source.bridge)),
    first_movement: edge(ledger.createdAt, Math.min),
    last_movement: edge(ledger.createdAt, Math.max),
  };
}

/** The match rate and the average amounts of a currency, whose lines of the bridge count its rows. */
function rates(
  totals: Totals,
  lines: readonly BridgeLine[],
): Record<string, string | number | null> {
  const average = (type: 'earned' | 'spent' | 'expired'): string => {
    const count = rowsAtCutOff(lines, type);
    return decimalText(count === 0 ? 0 : Math.round(totals[type] / count));
  };
  return {
    match_rate: matchRate(totals),
    average_earned: average('earned'),
    average_spent: average('spent'),
    average_expired: average('expired'),
  };
}

function largestBalances({
  source,
  matching,
}: ReportInput): AnalyticsContent['top_customers_by_balance'] {
  const { ledger } = source;
  const { balance, openLots } = currentBalances(ledger, matching, source.asOf);
  return topAccounts(ledger.accounts, ledger.currency?.pool ?? [], balance, TOP).map((a) => ({
    customer: idText(ledger.customer.pool, ledger.accounts.customer[a]!),
    ...(ledger.currency && { currency: ledger.currency.pool[ledger.accounts.currency[a]!] }),
    balance: decimalText(balance[a]!),
    open_lots: openLots[a]!,
  }));
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

function bringsSomething({ added, changed, gone }: LaterFileFigures): boolean {
  return added + changed + gone > 0;
}

/** What a later file was to what stood, and by how much it changes months that were reported. */
function laterFileJson(
  input: ReportInput,
  { restatement, ...figures }: LaterFileFigures,
): NonNullable<AnalyticsContent['delivery']> & Record<string, unknown> {
  return {
    kind: figures.kind,
    on_changed: figures.onChanged,
    added_rows: figures.added,
    late_rows: figures.late,
    known_rows: figures.known,
    changed_rows: figures.changed,
    gone_rows: figures.gone,
    rows_taken: figures.taken,
    on_changed_reasons: figures.reasons,
    touched_customers: figures.touchedCustomers,
    rows_matched_anew: figures.rowsAnew,
    rematched_rows: figures.rematched,
    restated_customers: new Set(restatement.accounts.map(({ customer }) => customer)).size,
    restated_months: rows(restatement.months, [
      ...currency<RestatedMonth>(input),
      ...RESTATED_COLUMNS,
    ]),
  };
}
