import { randomUUID } from 'node:crypto';
import { reconcilingItemSchema } from '../../../core/contract/close/tie-out.ts';
import type { ReconcilingItem } from '../../../core/contract/close/tie-out.ts';
import type { KeptFile } from '../../../core/contract/close/given-files.ts';
import { dayText } from '../../../core/ledger/time.ts';
import type { ClosingHistory } from '../../close/closed-run.ts';
import { enterItemOfException } from '../../close/item-of-exception.ts';
import { keepFile } from '../../close/kept-files.ts';
import type { PeriodClose } from '../../close/period-close.ts';
import type { CloseCommand, GivenItem } from '../arguments/command.ts';
import { usage } from '../arguments/usage.ts';

/**
 * Enters a reconciling item: a new one, one that is made from an exception, or an existing one with what was said of
 * it. Throws Problems, of kind `usage` where something is missing.
 */
export async function itemStep(
  context: ClosingHistory,
  at: PeriodClose,
  { item: given, reason, by }: CloseCommand,
): Promise<void> {
  const before = given.id === undefined ? undefined : itemNamed(at, given.id);
  const account = given.account ?? before?.account ?? onlyAccount(at);
  const said = {
    account,
    kind: given.kind ?? before?.kind,
    cents: given.cents ?? before?.cents,
    reference: given.reference ?? before?.reference ?? '',
    explanation: reason === '' ? before?.explanation : reason,
    expectedBy: given.expectedBy ?? before?.expectedBy ?? null,
  };
  const { kind, cents, explanation } = said;
  if (kind === undefined || cents === undefined || explanation === undefined)
    throw usage(
      'A reconciling item needs a kind, an amount and an explanation.',
      'Name them with --kind, --amount and --reason.',
    );
  if (given.exception !== undefined) {
    const { reference, expectedBy } = said;
    const item = { account, kind, cents, explanation, reference, expectedBy };
    enterItemOfException(context, at, given.exception, item, by);
    return;
  }
  const item = reconcilingItemSchema.parse({
    id: randomUUID(),
    openedOn: dayText(at.run.asOf),
    exception: null,
    ...before,
    ...said,
    ...placeOf(given, before),
    clearedOn: given.clearedOn ?? before?.clearedOn ?? null,
    attachment: (await attached(context, given)) ?? before?.attachment ?? null,
  });
  context.history.logClose(at.source.id, at.run.period, [{ is: 'item', item }], by);
}

function itemNamed({ books }: PeriodClose, id: string): ReconcilingItem {
  const found = books.items.find((one) => one.id === id);
  if (found) return found;
  throw usage(`There is no reconciling item ${id}.`, 'close tie-out --json lists them with ids.');
}

function onlyAccount({ books }: PeriodClose): string {
  const [first, ...others] = books.terms.accounts;
  if (first !== undefined && others.length === 0) return first.account;
  throw usage('The item needs an account.', 'Name it with --account.');
}

function placeOf(
  { company, currency }: GivenItem,
  before: ReconcilingItem | undefined,
): Pick<ReconcilingItem, 'company' | 'currency'> {
  return {
    company: company ?? before?.company ?? '',
    currency: currency === '' ? (before?.currency ?? '') : currency,
  };
}

async function attached({ root }: ClosingHistory, { attach }: GivenItem): Promise<KeptFile | null> {
  if (attach === undefined) return null;
  const { name, sha256 } = await keepFile(root, attach);
  return { name, sha256 };
}
