import type { Finding, FindingCount } from '../contract/findings.ts';
import { accountsOf } from '../ledger/accounts.ts';
import { uncut } from '../ledger/cut-ledger.ts';
import type { IdColumn } from '../ledger/ids.ts';
import type { Ledger, SourceColumn, TextColumn } from '../ledger/ledger.ts';
import type { RejectedRow } from '../accepted/validated-source.ts';
import type { ValidatedSource } from '../accepted/validated-source.ts';
import type { Increment } from '../accepted/increment.ts';
import { customerLookupOf } from '../accepted/lookup-tables.ts';
import type { CustomersTable } from '../accepted/lookup-tables.ts';
import { readCheckpoint, readCheckpointPart, writeCheckpoint } from './checkpoint.ts';
import type { Checkpoint } from './checkpoint.ts';
import { inPresentForm } from './earlier-validation.ts';

/** What validation leaves behind: the accepted ledger, the rows set aside, the findings. */
export interface Validation {
  readonly source: ValidatedSource;
  readonly findings: {
    readonly kept: readonly Finding[];
    readonly counts: readonly FindingCount[];
  };
}

type Meta = Omit<
  ValidatedSource,
  | 'ledger'
  | 'after'
  | 'rejected'
  | 'orphanOrders'
  | 'backdated'
  | 'customerGroups'
  | 'lookups'
  | 'increment'
> & {
  readonly columns: readonly SourceColumn[];
  readonly accounts: number;
  readonly findings: Validation['findings'];
  /** Of the lookups' customers; null where there are none. */
  readonly groupColumns: readonly string[] | null;
  /** The columns that customers are named by; null where nobody is. */
  readonly nameColumns: readonly string[] | null;
  readonly hasSales: boolean;
  readonly hasGroups: boolean;
  readonly increment: Omit<Increment, ArraysOfIncrement> | null;
};

/** What of an increment is stored as arrays. */
type ArraysOfIncrement = 'changes' | 'standingRow' | 'added' | 'replaced' | 'touched' | 'takenAway';

/** Writes `ledger.bin`; returns its SHA-256. */
export function saveValidation(path: string, { source, findings }: Validation): Promise<string> {
  const { ledger, after, rejected, orphanOrders, backdated, customerGroups, ...others } = source;
  const { lookups, increment, ...rest } = others;
  const { sales, customers } = lookups;
  const meta: Meta = {
    ...rest,
    columns: ledger.columns,
    accounts: ledger.accounts.count,
    findings,
    groupColumns: customers?.groupColumns ?? null,
    nameColumns: customers?.names?.columns ?? null,
    hasSales: sales !== null,
    hasGroups: customerGroups !== null,
    increment: increment && plainIncrement(increment),
  };
  return writeCheckpoint(path, {
    meta,
    arrays: {
      ...columnsOf(ledger, ''),
      // Both halves tell their values in the same dictionaries.
      ...(after.rows > 0 && columnsOf(after, AFTER)),
      account: ledger.account,
      accountCustomer: ledger.accounts.customer,
      accountCurrency: ledger.accounts.currency,
      orphanOrders: Int32Array.from(orphanOrders),
      backdated: Int32Array.from(backdated),
      ...(sales && {
        salesOrder: sales.order,
        salesStart: sales.start,
        salesCustomer: sales.customer,
      }),
      ...(customers && { knownCustomer: customers.customer, knownGroup: customers.group }),
      ...(increment && incrementArrays(increment)),
    },
    texts: {
      ids: ledger.id.pool,
      customers: ledger.customer.pool,
      orders: ledger.order.pool,
      reasons: ledger.reason.pool,
      ...(ledger.currency && { currencies: ledger.currency.pool }),
      ...Object.fromEntries(ledger.extras.map(({ pool }, i) => [`extra.${i}`, pool])),
      // A line of JSON each, because one text of millions of them would exceed what a string holds.
      rejected: rejected.map((row) => JSON.stringify(row)),
      groups: customers?.groups ?? [],
      customerNames: customers?.names?.of ?? [],
      changeWords: increment?.changes.words ?? [],
      changeReasons: increment?.changes.reasons ?? [],
      changeIds: increment?.changes.id.pool ?? [],
      changeCustomers: increment?.changes.customer.pool ?? [],
      changeCurrencies: increment?.changes.currency?.pool ?? [],
      takenCustomers: increment?.takenAway.customer.pool ?? [],
      takenCurrencies: increment?.takenAway.currency?.pool ?? [],
    },
  });
}

const AFTER = 'after.';

/** The columns of a ledger's rows, under names that begin alike. */
function columnsOf(ledger: Ledger, prefix: string): Checkpoint['arrays'] {
  const columns: [string, Float64Array | Int32Array | Uint8Array][] = [
    ['id', ledger.id.values],
    ['type', ledger.type],
    ['createdAt', ledger.createdAt],
    ['expiresAt', ledger.expiresAt],
    ['customer', ledger.customer.values],
    ['order', ledger.order.values],
    ['cents', ledger.cents],
    ['reason', ledger.reason.codes],
    ...(ledger.currency ? [['currency', ledger.currency.codes] as [string, Int32Array]] : []),
    ['sheetRow', ledger.sheetRow],
    ...ledger.extras.map(({ codes }, i): [string, Int32Array] => [`extra.${i}`, codes]),
  ];
  return Object.fromEntries(columns.map(([name, column]) => [prefix + name, column]));
}

function plainIncrement(increment: Increment): NonNullable<Meta['increment']> {
  const { standingRow, added, replaced, touched, takenAway, changes, ...plain } = increment;
  void [standingRow, added, replaced, touched, takenAway, changes];
  return plain;
}

function incrementArrays({
  standingRow,
  added,
  replaced,
  touched,
  takenAway,
  changes,
}: Increment): Checkpoint['arrays'] {
  return {
    standingRow,
    added,
    replaced,
    touched,
    takenType: takenAway.type,
    takenCreatedAt: takenAway.createdAt,
    takenCustomer: takenAway.customer.values,
    ...(takenAway.currency && { takenCurrency: takenAway.currency.codes }),
    takenCents: takenAway.cents,
    changeRow: changes.row,
    changeId: changes.id.values,
    changeCustomer: changes.customer.values,
    ...(changes.currency && { changeCurrency: changes.currency.codes }),
    changeCents: changes.cents,
    changeCreatedAt: changes.createdAt,
    changeSheetRow: changes.sheetRow,
    changeTakes: changes.takes,
  };
}

function withAccounts(ledger: Omit<Ledger, 'account' | 'accounts'>): Ledger {
  return { ...ledger, ...accountsOf(ledger.customer, ledger.currency, ledger.rows) };
}

/** Reads `ledger.bin` back, also that of the form before; throws a Problem where it was changed or is of another. */
export async function loadValidation(path: string, sha256: string): Promise<Validation> {
  const { meta, arrays, texts } = inPresentForm(await readCheckpoint(path, sha256), path);
  const { columns, accounts, findings, groupColumns, nameColumns, ...others } = meta as Meta;
  const { hasSales, hasGroups, increment, ...rest } = others;
  const float64 = (name: string): Float64Array => arrays[name] as Float64Array;
  const int32 = (name: string): Int32Array => arrays[name] as Int32Array;
  const uint8 = (name: string): Uint8Array => arrays[name] as Uint8Array;
  const text = (codes: string, pool: string): TextColumn => ({
    codes: int32(codes),
    pool: texts[pool]!,
  });
  const extraCount = columns.filter(({ field }) => field === 'extra').length;
  const half = (prefix: string): Omit<Ledger, 'account' | 'accounts'> => ({
    rows: float64(`${prefix}id`).length,
    id: { values: float64(`${prefix}id`), pool: texts['ids']! },
    type: uint8(`${prefix}type`),
    createdAt: float64(`${prefix}createdAt`),
    expiresAt: float64(`${prefix}expiresAt`),
    customer: { values: float64(`${prefix}customer`), pool: texts['customers']! },
    order: { values: float64(`${prefix}order`), pool: texts['orders']! },
    cents: float64(`${prefix}cents`),
    reason: text(`${prefix}reason`, 'reasons'),
    currency: 'currency' in arrays ? text(`${prefix}currency`, 'currencies') : null,
    extras: Array.from({ length: extraCount }, (_, i) => text(`${prefix}extra.${i}`, `extra.${i}`)),
    sheetRow: int32(`${prefix}sheetRow`),
    columns,
  });
  const ledger: Ledger = {
    ...half(''),
    account: int32('account'),
    accounts: {
      count: accounts,
      customer: float64('accountCustomer'),
      currency: int32('accountCurrency'),
    },
  };
  const customers = groupColumns && {
    customer: float64('knownCustomer'),
    groupColumns,
    group: int32('knownGroup'),
    groups: texts['groups']!,
    names: nameColumns && { columns: nameColumns, of: texts['customerNames']! },
  };
  return {
    findings,
    source: {
      ...rest,
      ...(`${AFTER}id` in arrays ? { ledger, after: withAccounts(half(AFTER)) } : uncut(ledger)),
      rejected: texts['rejected']!.map((line) => JSON.parse(line) as RejectedRow),
      orphanOrders: Array.from(int32('orphanOrders')),
      backdated: Array.from(int32('backdated')),
      customerGroups: hasGroups && customers ? customerLookupOf(customers) : null,
      lookups: {
        sales: hasSales
          ? {
              order: float64('salesOrder'),
              start: int32('salesStart'),
              customer: float64('salesCustomer'),
            }
          : null,
        customers,
      },
      increment: increment && {
        ...increment,
        standingRow: int32('standingRow'),
        added: int32('added'),
        replaced: int32('replaced'),
        touched: uint8('touched'),
        takenAway: {
          rows: uint8('takenType').length,
          type: uint8('takenType'),
          createdAt: float64('takenCreatedAt'),
          customer: { values: float64('takenCustomer'), pool: texts['takenCustomers']! },
          currency: 'takenCurrency' in arrays ? text('takenCurrency', 'takenCurrencies') : null,
          cents: float64('takenCents'),
        },
        changes: {
          row: int32('changeRow'),
          id: { values: float64('changeId'), pool: texts['changeIds']! },
          customer: { values: float64('changeCustomer'), pool: texts['changeCustomers']! },
          currency: 'changeCurrency' in arrays ? text('changeCurrency', 'changeCurrencies') : null,
          cents: float64('changeCents'),
          createdAt: float64('changeCreatedAt'),
          sheetRow: int32('changeSheetRow'),
          words: texts['changeWords']!,
          takes: uint8('changeTakes'),
          reasons: texts['changeReasons']!,
        },
      },
    },
  };
}

/**
 * The TRANS_IDs that `ledger.bin` has, without reading the rest of it: for finding out what a file is like, never
 * for computing. Throws a Problem where the file is none.
 */
export async function acceptedIds(path: string): Promise<IdColumn> {
  const { arrays, texts } = await readCheckpointPart(path, ['id', 'ids']);
  return { values: arrays['id'] as Float64Array, pool: texts['ids'] ?? [] };
}

/** The same with the customer of each row. Throws a Problem where the file is none. */
export async function acceptedRows(
  path: string,
): Promise<{ readonly id: IdColumn; readonly customer: IdColumn }> {
  const { arrays, texts } = await readCheckpointPart(path, ['id', 'ids', 'customer', 'customers']);
  return {
    id: { values: arrays['id'] as Float64Array, pool: texts['ids'] ?? [] },
    customer: { values: arrays['customer'] as Float64Array, pool: texts['customers'] ?? [] },
  };
}

/** The sheet Customers as a run kept it; ids are values of the pool. */
export interface KnownCustomers {
  readonly table: CustomersTable;
  readonly pool: readonly string[];
}

/**
 * What `ledger.bin` has of the sheet Customers, without reading the rest of it; null where there was no such
 * sheet. Throws a Problem where the file is none.
 */
export async function knownCustomers(path: string): Promise<KnownCustomers | null> {
  const { meta, arrays, texts } = await readCheckpointPart(path, [
    'knownCustomer',
    'knownGroup',
    'groups',
    'customerNames',
    'customers',
  ]);
  // Runs of the form before have kept no names.
  const { groupColumns, nameColumns = null } = meta as Pick<Meta, 'groupColumns'> &
    Partial<Pick<Meta, 'nameColumns'>>;
  return (
    groupColumns && {
      table: {
        customer: arrays['knownCustomer'] as Float64Array,
        groupColumns,
        group: arrays['knownGroup'] as Int32Array,
        groups: texts['groups'] ?? [],
        names: nameColumns && { columns: nameColumns, of: texts['customerNames'] ?? [] },
      },
      pool: texts['customers'] ?? [],
    }
  );
}
