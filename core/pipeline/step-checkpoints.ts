import type { Finding, FindingCount } from '../contract/findings.ts';
import type { Ledger, SourceColumn, TextColumn } from '../ledger/ledger.ts';
import type { RejectedRow } from '../validate/ledger-rows.ts';
import type { ValidatedSource } from '../validate/validate-source.ts';
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts';

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
  'ledger' | 'rejected' | 'orphanOrders' | 'backdated' | 'customerGroups'
> & {
  readonly columns: readonly SourceColumn[];
  readonly accounts: number;
  readonly findings: Validation['findings'];
  readonly groupColumns: readonly string[] | null;
};

/** Writes `ledger.bin`; returns its SHA-256. */
export function saveValidation(path: string, { source, findings }: Validation): Promise<string> {
  const { ledger, rejected, orphanOrders, backdated, customerGroups, ...rest } = source;
  const meta: Meta = {
    ...rest,
    columns: ledger.columns,
    accounts: ledger.accounts.count,
    findings,
    groupColumns: customerGroups?.groupColumns ?? null,
  };
  const extras = ledger.extras.map(({ codes }, i) => [`extra.${i}`, codes] as const);
  return writeCheckpoint(path, {
    meta,
    arrays: {
      id: ledger.id.values,
      type: ledger.type,
      createdAt: ledger.createdAt,
      expiresAt: ledger.expiresAt,
      customer: ledger.customer.values,
      order: ledger.order.values,
      cents: ledger.cents,
      reason: ledger.reason.codes,
      ...(ledger.currency && { currency: ledger.currency.codes }),
      sheetRow: ledger.sheetRow,
      account: ledger.account,
      accountCustomer: ledger.accounts.customer,
      accountCurrency: ledger.accounts.currency,
      orphanOrders: Int32Array.from(orphanOrders),
      backdated: Int32Array.from(backdated),
      ...Object.fromEntries(extras),
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
      groups: [...(customerGroups?.groups ?? [])].map((entry) => JSON.stringify(entry)),
    },
  });
}

/** Reads `ledger.bin` back; throws a Problem where it was changed. */
export async function loadValidation(path: string, sha256: string): Promise<Validation> {
  const { meta, arrays, texts } = await readCheckpoint(path, sha256);
  const { columns, accounts, findings, groupColumns, ...rest } = meta as Meta;
  const float64 = (name: string): Float64Array => arrays[name] as Float64Array;
  const int32 = (name: string): Int32Array => arrays[name] as Int32Array;
  const text = (codes: string, pool: string): TextColumn => ({
    codes: int32(codes),
    pool: texts[pool]!,
  });
  const extraCount = columns.filter(({ field }) => field === 'extra').length;
  const ledger: Ledger = {
    rows: float64('id').length,
    id: { values: float64('id'), pool: texts['ids']! },
    type: arrays['type'] as Uint8Array,
    createdAt: float64('createdAt'),
    expiresAt: float64('expiresAt'),
    customer: { values: float64('customer'), pool: texts['customers']! },
    order: { values: float64('order'), pool: texts['orders']! },
    cents: float64('cents'),
    reason: text('reason', 'reasons'),
    currency: 'currency' in arrays ? text('currency', 'currencies') : null,
    extras: Array.from({ length: extraCount }, (_, i) => text(`extra.${i}`, `extra.${i}`)),
    sheetRow: int32('sheetRow'),
    account: int32('account'),
    accounts: {
      count: accounts,
      customer: float64('accountCustomer'),
      currency: int32('accountCurrency'),
    },
    columns,
  };
  return {
    findings,
    source: {
      ...rest,
      ledger,
      rejected: texts['rejected']!.map((line) => JSON.parse(line) as RejectedRow),
      orphanOrders: Array.from(int32('orphanOrders')),
      backdated: Array.from(int32('backdated')),
      customerGroups: groupColumns && {
        groupColumns,
        groups: new Map(
          texts['groups']!.map((line) => JSON.parse(line) as [number, readonly string[]]),
        ),
      },
    },
  };
}
