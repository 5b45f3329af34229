import { hash } from 'node:crypto';
import { companies } from '../../core/close/tie-out/sub-ledger.ts';
import type { LoggedClose } from '../../core/contract/close/close-log.ts';
import { ITEM_KINDS } from '../../core/contract/close/tie-out.ts';
import type {
  ItemOfException,
  LinkedItem,
  ReconcilingItem,
} from '../../core/contract/close/tie-out.ts';
import type { Exception } from '../../core/contract/exceptions.ts';
import { Problem } from '../../core/contract/problem.ts';
import { createIdPool } from '../../core/ledger/ids.ts';
import { decimalText } from '../../core/ledger/money.ts';
import { dayText } from '../../core/ledger/time.ts';
import type { ClosingHistory } from './closed-run.ts';
import type { PeriodClose } from './period-close.ts';

/**
 * Makes an exception of a period's run a reconciling item, in the place of one that was made from it before, and notes
 * that at the exception: each leads to the other (RULES.md section 8). Throws Problem `exception.unknown`.
 */
export function enterItemOfException(
  { history }: ClosingHistory,
  at: PeriodClose,
  key: string,
  given: ItemOfException,
  by: string | undefined,
): void {
  const { source, run, close } = at;
  const { items } = history.listExceptions(run.id, { limit: Number.MAX_SAFE_INTEGER });
  const listed = items.find((one) => one.key === key);
  const exception = listed ?? close.expiry.find((one) => one.key === key);
  if (exception === undefined)
    throw new Problem({
      kind: 'usage',
      code: 'exception.unknown',
      message: `The run of ${run.period} has no exception ${key}.`,
      hint: 'Look it up in the list of exceptions of the run that the period is closed with.',
    });
  const item = itemOf(exception, given, at);
  history.logClose(source.id, run.period, [{ is: 'item', item }], by);
  if (listed === undefined) return;
  const amount = [decimalText(item.cents), item.currency].filter(Boolean).join(' ');
  history.changeExceptions(run.id, [key], {
    note: `Reconciling item of ${run.period}, account ${item.account}: ${ITEM_KINDS[item.kind].title}, ${amount}.`,
  });
}

function itemOf(
  { key, customer, currency }: Pick<Exception, 'key' | 'customer' | 'currency'>,
  given: ItemOfException,
  { run: { ledger, customerGroups, asOf }, books }: PeriodClose,
): ReconcilingItem {
  const id = `exception-${hash('sha256', key, 'hex').slice(0, 12)}`;
  const before = books.items.find((one) => one.id === id);
  return {
    ...given,
    id,
    currency,
    company: companies(customerGroups)(createIdPool(ledger.customer.pool).ofText(customer)),
    openedOn: before?.openedOn ?? dayText(asOf),
    clearedOn: null,
    exception: key,
    attachment: before?.attachment ?? null,
  };
}

/** The items of a source that were made from exceptions, as they stand. */
export function linkedItems(log: readonly LoggedClose[]): readonly LinkedItem[] {
  const items = new Map<string, ReconcilingItem>();
  for (const { entry } of log) if (entry.is === 'item') items.set(entry.item.id, entry.item);
  return [...items.values()].flatMap(
    ({ exception, id, account, currency, kind, cents, openedOn, clearedOn }) =>
      exception === null
        ? []
        : [{ exception, id, account, currency, kind, cents, openedOn, clearedOn }],
  );
}
