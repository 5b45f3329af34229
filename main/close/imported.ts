import { importCustomerList } from '../../core/close/imports/customer-list.ts';
import { tableReading } from '../../core/close/imports/table-reading.ts';
import { importTrialBalance } from '../../core/close/imports/trial-balance.ts';
import { compareCustomers } from '../../core/close/tie-out/customers.ts';
import type { ComparedCustomers } from '../../core/close/tie-out/customers.ts';
import { customerBalances } from '../../core/close/tie-out/sub-ledger.ts';
import type { CloseEntry } from '../../core/contract/close/close-log.ts';
import type {
  ImportedAs,
  ImportedTable,
  KeptFile,
  TableReading,
} from '../../core/contract/close/given-files.ts';
import type { BalanceSign } from '../../core/contract/close/tie-out.ts';
import { Problem } from '../../core/contract/problem.ts';
import { hashOf } from '../../core/disk/publish.ts';
import { openSource } from '../../core/source/open-source.ts';
import type { OpenSource } from '../../core/source/reading/raw-rows.ts';
import { keepFile, keptPath } from './kept-files.ts';
import type { PeriodClose } from './period-close.ts';

/** How the file of a table would be read. Throws as the import does. */
export function readingOf(
  path: string,
  table: ImportedTable,
  as: ImportedAs,
): Promise<TableReading> {
  return opened(path, (source) => tableReading(source, table, as));
}

/** The balances that the file of a trial balance has; a copy of it is kept. Throws as the import and {@link keepFile} do. */
export async function balancesIn(
  root: string,
  path: string,
  sign: BalanceSign,
  as: ImportedAs = {},
): Promise<Extract<CloseEntry, { readonly is: 'balances' }>> {
  const { read, file } = await readAndKept(root, path, (source) =>
    importTrialBalance(source, sign, as),
  );
  return { is: 'balances', balances: [...read], file };
}

/** What enters the file of a customer list for a period; a copy of it is kept. Throws as {@link balancesIn} does. */
export async function customerListIn(
  root: string,
  path: string,
  as: ImportedAs,
): Promise<Extract<CloseEntry, { readonly is: 'customers' }>> {
  // That it can be read is seen before it is entered.
  const { file } = await readAndKept(root, path, (source) => importCustomerList(source, '', as));
  return { is: 'customers', file, as };
}

/** A list has a row for each customer, and a platform has millions. */
const MOST_LIST_BYTES = 512 * 2 ** 20;

/**
 * The customers that the platform lists beside those of the ledger, of the list that was entered for the period; null
 * where none was. Throws as the import does, and Problem `close.attachment-gone`.
 */
export async function comparedCustomers(
  root: string,
  { run, books }: PeriodClose,
): Promise<ComparedCustomers | null> {
  if (books.customerList === null) return null;
  const { file, as } = books.customerList;
  const own = customerBalances(run.ledger);
  // A list that names no currency can only be of the one that there is.
  const only = own[0]?.currency ?? '';
  const path = await keptPath(root, file);
  const platform = await opened(path, (source) => importCustomerList(source, only, as));
  return compareCustomers(platform, own);
}

/** What a file says, and the copy that is kept of it: of the very bytes that were read. */
async function readAndKept<Read>(
  root: string,
  path: string,
  reading: (source: OpenSource) => Promise<Read>,
): Promise<{ readonly read: Read; readonly file: KeptFile }> {
  const before = await hashOf(path).catch(() => null);
  const read = await opened(path, reading);
  const { name, sha256 } = await keepFile(root, path, MOST_LIST_BYTES);
  if (before?.sha256 === sha256) return { read, file: { name, sha256 } };
  throw new Problem({
    kind: 'source-unreadable',
    code: 'close.import-changed',
    message: `${name} was changed while it was read.`,
    hint: 'Import it again when nobody writes to it.',
  });
}

async function opened<Read>(
  path: string,
  read: (source: OpenSource) => Promise<Read>,
): Promise<Read> {
  const source = await openSource(path);
  try {
    return await read(source);
  } finally {
    await source.close();
  }
}
