import type { ApiHandlers, ParsedInput } from '../../../core/contract/api/api.ts';
import type { CustomerDifference, CustomerPage } from '../../../core/contract/close/customers.ts';
import type { CloseEntry } from '../../../core/contract/close/close-log.ts';
import type { ComparedCustomers } from '../../../core/close/tie-out/customers.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { tableOf } from '../../../core/report/columns/column.ts';
import { eachMoney, eachText } from '../../../core/report/columns/of-items.ts';
import type { ItemColumns } from '../../../core/report/columns/of-items.ts';
import type { AppContext } from '../../app/app-context.ts';
import { sourcePath } from '../../app/allowed-path.ts';
import { writeExport } from '../../app/export-file.ts';
import { aboutRun } from '../../app/run-identity.ts';
import { writeTableFile } from '../../app/table-file.ts';
import { theRun } from '../../history/the-run.ts';
import { closeView } from '../close-view.ts';
import { balancesIn, comparedCustomers, customerListIn, readingOf } from '../imported.ts';
import type { PeriodClose } from '../period-close.ts';
import type { ClosingContext, SourcePeriod } from '../source-period.ts';

type Calls =
  | 'close.read-table'
  | 'close.import-balances'
  | 'close.import-customers'
  | 'close.customers'
  | 'close.export-customers';

/** Tables that are imported beside the ledger: a trial balance, and what the platform says its customers have. */
export function importHandlers(
  context: AppContext,
  { sourceOf, at }: ClosingContext,
): Pick<ApiHandlers, Calls> {
  const { root, history } = context;
  const compared = latestComparison(root);
  const enter = async (of: SourcePeriod, entry: CloseEntry, by: string | undefined) => {
    history.logClose(sourceOf(of).id, of.period, [entry], by);
    return closeView(await at(of));
  };
  return {
    'close.read-table': async ({ place, table, as }) =>
      readingOf(await sourcePath(context, place), table, as),
    'close.import-balances': async ({ place, sign, as, by, ...of }) =>
      enter(of, await balancesIn(root, await sourcePath(context, place), sign, as), by),
    'close.import-customers': async ({ place, as, by, ...of }) =>
      enter(of, await customerListIn(root, await sourcePath(context, place), as), by),
    'close.customers': async ({ query, ...of }) => {
      const found = await compared(await at(of));
      return found && pageOf(found, query);
    },
    'close.export-customers': async ({ format, target, ...of }) => {
      const close = await at(of);
      const found = await compared(close);
      if (found === null) throw noList(of.period);
      const table = tableOf(COLUMNS, found.differences, found.differences.length);
      const { csvBom } = history.appSettings();
      const about = aboutRun(theRun(history, close.run.id).run, 'Customer differences');
      return writeExport(
        context,
        target,
        'customer differences',
        (path) => writeTableFile(path, 'Customer differences', table, format, { csvBom, about }),
        close.run.id,
      );
    },
  };
}

const COLUMNS: ItemColumns<CustomerDifference> = [
  eachText('CUSTOMERID', ({ customer }) => customer),
  eachText('CURRENCY', ({ currency }) => currency),
  eachMoney('PLATFORM', ({ platform }) => platform),
  eachMoney('LEDGER', ({ ledger }) => ledger),
  eachMoney('DIFFERENCE', ({ cents }) => cents),
];

/** The comparison that was asked for last is kept: a grid asks for its pages one by one. */
function latestComparison(root: string): (at: PeriodClose) => Promise<ComparedCustomers | null> {
  let latest: { readonly key: string; readonly found: Promise<ComparedCustomers | null> } | null =
    null;
  return (at) => {
    const key = JSON.stringify([at.run.id, at.books.customerList]);
    if (latest?.key !== key) latest = { key, found: comparedCustomers(root, at) };
    const { found } = latest;
    // What could not be read is tried again.
    found.catch(() => {
      if (latest?.found === found) latest = null;
    });
    return found;
  };
}

/** What customers are ordered by, in cents; null: they are in the order of their ids already. */
const SIZES: Readonly<
  Record<
    ParsedInput<'close.customers'>['query']['orderBy'],
    ((of: CustomerDifference) => number) | null
  >
> = {
  customer: null,
  platform: ({ platform }) => platform ?? 0,
  ledger: ({ ledger }) => ledger ?? 0,
  difference: ({ cents }) => Math.abs(cents),
};

function pageOf(
  { customers, differences, byCurrency }: ComparedCustomers,
  { only, search, orderBy, descending, offset, limit }: ParsedInput<'close.customers'>['query'],
): CustomerPage {
  const wanted = search.trim().toLowerCase();
  const found = (only === 'different' ? differences : customers).filter(
    ({ customer }) => wanted === '' || customer.toLowerCase().includes(wanted),
  );
  const sizeOf = SIZES[orderBy];
  const sorted = sizeOf === null ? found : found.toSorted((a, b) => sizeOf(a) - sizeOf(b));
  const ordered = descending ? sorted.toReversed() : sorted;
  return { byCurrency, total: ordered.length, rows: ordered.slice(offset, offset + limit) };
}

function noList(period: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'close.nothing-to-export',
    message: `No customer list was imported for ${period}.`,
    hint: 'Import what the platform says that its customers have.',
    details: { period },
  });
}
