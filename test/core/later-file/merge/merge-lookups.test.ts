import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIdPool, idText } from '../../../../core/ledger/ids.ts';
import type { IdPool } from '../../../../core/ledger/ids.ts';
import { joinedPools } from '../../../../core/later-file/merge/joined-pools.ts';
import {
  customerLookupOf,
  lookupTables,
  orderCustomersOf,
} from '../../../../core/accepted/lookup-tables.ts';
import type { LookupTables } from '../../../../core/accepted/lookup-tables.ts';
import { mergeLookups } from '../../../../core/later-file/merge/merge-lookups.ts';
import type { CustomerLookup, OrderCustomers } from '../../../../core/accepted/lookup-tables.ts';
import { amount, SEED } from '../../../amount.ts';

const RUNS = amount(5_000);

/** What the sheets of a file say: rows of Sales, and each customer's groups by column. */
interface Sheets {
  readonly sales: readonly (readonly [string, string])[] | null;
  readonly customers: readonly (readonly [string, Readonly<Record<string, string>>])[] | null;
  readonly groupColumns: readonly string[];
}

interface Read {
  readonly tables: LookupTables;
  readonly orders: OrderCustomers | null;
  readonly customers: CustomerLookup | null;
  readonly orderPool: IdPool;
  readonly customerPool: IdPool;
}

/** The sheets as core/validate reads them, in dictionaries of their own. */
function readSheets({ sales, customers, groupColumns }: Sheets): Read {
  const orderPool = createIdPool();
  const customerPool = createIdPool();
  const orders = new Map<number, number | number[]>();
  for (const [orderText, customerText] of sales ?? []) {
    const order = orderPool.ofText(orderText);
    const customer = customerPool.ofText(customerText);
    const known = orders.get(order);
    if (known === undefined) orders.set(order, customer);
    else if (typeof known !== 'number') known.push(customer);
    else if (known !== customer) orders.set(order, [known, customer]);
  }
  const ids = new Set<number>();
  const groups = new Map<number, readonly string[]>();
  const names = new Map<number, string>();
  for (const [text, values] of customers ?? []) {
    const customer = customerPool.ofText(text);
    ids.add(customer);
    if (values['COMPANY']) names.set(customer, values['COMPANY']);
    if (groupColumns.length > 0)
      groups.set(
        customer,
        groupColumns.map((name) => values[name] ?? ''),
      );
  }
  const read = {
    orders: sales && orders,
    customers: customers && {
      ids,
      groupColumns,
      groups,
      names: groupColumns.length === 0 ? null : { columns: ['COMPANY'], of: names },
    },
  };
  return { ...read, orderPool, customerPool, tables: lookupTables(read.orders, read.customers) };
}

/** Orders with their customers, each once, as texts in no order. */
function salesTexts(
  orders: OrderCustomers,
  orderPool: readonly string[],
  customerPool: readonly string[],
): Record<string, string[]> {
  return Object.fromEntries(
    [...orders].map(([order, owner]) => [
      idText(orderPool, order),
      [...new Set([owner].flat())].map((customer) => idText(customerPool, customer)).sort(),
    ]),
  );
}

function groupTexts(
  { ids, groupColumns, groups }: CustomerLookup,
  pool: readonly string[],
): Record<string, Record<string, string>> {
  return Object.fromEntries(
    [...ids].map((customer) => [
      idText(pool, customer),
      Object.fromEntries(groupColumns.map((name, c) => [name, groups.get(customer)![c]!])),
    ]),
  );
}

/** What customers are called, those that are. */
function nameTexts({ names }: CustomerLookup, pool: readonly string[]): Record<string, string> {
  return Object.fromEntries([...(names?.of ?? [])].map(([who, name]) => [idText(pool, who), name]));
}

const customer = fc.constantFrom('1', '2', '007', 'c', 'd', 'e');
const groupValue = fc.constantFrom('', 'north', 'south', 'a,b');
const sheets: fc.Arbitrary<Sheets> = fc.record({
  sales: fc.option(
    fc.array(
      fc.tuple(fc.constantFrom('1', '01', 'O', 'P', '3'), fc.oneof(customer, fc.constant(''))),
      {
        maxLength: 8,
      },
    ),
    { freq: 6 },
  ),
  customers: fc.option(
    fc.array(fc.tuple(customer, fc.record({ COMPANY: groupValue, REGION: groupValue })), {
      maxLength: 6,
    }),
    { freq: 6 },
  ),
  groupColumns: fc.constantFrom([], ['COMPANY'], ['REGION'], ['COMPANY', 'REGION']),
});

const merge = (standing: Read, later: Read, kind: 'refresh' | 'new-rows') => {
  const customers = joinedPools(standing.customerPool.texts, later.customerPool.texts);
  const orders = joinedPools(standing.orderPool.texts, later.orderPool.texts);
  const tables = mergeLookups(standing.tables, later.tables, {
    kind,
    customerPlace: customers.placeOf,
    orderPlace: orders.placeOf,
  });
  return {
    sales: tables.sales && salesTexts(orderCustomersOf(tables.sales), orders.pool, customers.pool),
    customers: tables.customers && groupTexts(customerLookupOf(tables.customers), customers.pool),
    names: tables.customers && nameTexts(customerLookupOf(tables.customers), customers.pool),
  };
};

describe('what Sales and Customers said', () => {
  it(`comes back from its tables as it was read, on ${RUNS} pairs of sheets`, () => {
    fc.assert(
      fc.property(sheets, (one) => {
        const { tables, orders, customers } = readSheets(one);
        expect(tables.sales && orderCustomersOf(tables.sales)).toEqual(orders);
        expect(tables.customers && customerLookupOf(tables.customers)).toEqual(customers);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });

  it(`is added to by new rows as if one sheet had held all, on ${RUNS} pairs of files`, () => {
    fc.assert(
      fc.property(sheets, sheets, (before, after) => {
        const merged = merge(readSheets(before), readSheets(after), 'new-rows');
        const sales: Record<string, string[]> = {};
        for (const [order, who] of [...(before.sales ?? []), ...(after.sales ?? [])])
          sales[order] = [...new Set([...(sales[order] ?? []), who])].sort();
        expect(merged.sales).toEqual(before.sales && sales);

        const columns = [
          ...new Set([...before.groupColumns, ...(after.customers ? after.groupColumns : [])]),
        ];
        const customers: Record<string, Record<string, string>> = {};
        for (const file of [before, after])
          for (const [who, values] of file.customers ?? []) {
            customers[who] ??= Object.fromEntries(columns.map((name) => [name, '']));
            for (const name of file.groupColumns) customers[who][name] = values[name]!;
          }
        expect(merged.customers).toEqual(before.customers && customers);
        // The last name that a file gives is the customer's.
        const names = Object.fromEntries(
          [before, after].flatMap(({ customers: rows, groupColumns }) =>
            groupColumns.length === 0
              ? []
              : (rows ?? []).flatMap(([who, { COMPANY }]) => (COMPANY ? [[who, COMPANY]] : [])),
          ),
        ) as Record<string, string>;
        expect(merged.names).toEqual(before.customers && names);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });

  it('names a customer, also a blank one, once for an order that comes again', () => {
    const one: Sheets = {
      sales: [
        ['O', ''],
        ['O', '1'],
      ],
      customers: null,
      groupColumns: [],
    };
    const { tables } = readSheets(one);
    const places = { customerPlace: Int32Array.of(), orderPlace: Int32Array.of(0) };
    const merged = mergeLookups(tables, tables, { kind: 'new-rows', ...places });
    expect(merged.sales).toEqual({
      order: Float64Array.of(-1),
      start: Int32Array.of(0, 2),
      customer: Float64Array.of(NaN, 1),
    });
  });

  it(`is that of the file in a refresh, on ${RUNS} pairs of files`, () => {
    fc.assert(
      fc.property(sheets, sheets, (before, after) => {
        const file = readSheets(after);
        expect(merge(readSheets(before), file, 'refresh')).toEqual({
          sales:
            file.orders && salesTexts(file.orders, file.orderPool.texts, file.customerPool.texts),
          customers: file.customers && groupTexts(file.customers, file.customerPool.texts),
          names: file.customers && nameTexts(file.customers, file.customerPool.texts),
        });
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });
});
