import { idInPool } from './joined-pools.ts';
import { groupRows } from '../../accepted/lookup-tables.ts';
import type { CustomersTable, LookupTables, SalesTable } from '../../accepted/lookup-tables.ts';
import type { Merged } from './merge-later-file.ts';
import { rowByIds } from '../../ledger/row-by-id.ts';

/**
 * What Sales and Customers say of the merged ledger, in values of its pools. A refresh brings them whole,
 * so its own count, missing sheets included. New rows bring what is new: an order stands under the
 * customers of both, as if one sheet had held all its rows; of a customer's groups the file's count,
 * column by column. A sheet that the file lacks stays as it stands, and one that what stands lacks stays
 * unknown, because alone it would make orphans of all older rows.
 */
export function mergeLookups(
  standing: LookupTables,
  later: LookupTables,
  merged: Pick<Merged, 'kind' | 'customerPlace' | 'orderPlace'>,
): LookupTables {
  const came = {
    sales: later.sales && salesInPools(later.sales, merged),
    customers: later.customers && {
      ...later.customers,
      customer: later.customers.customer.map((id) => idInPool(id, merged.customerPlace)),
    },
  };
  if (merged.kind === 'refresh') return came;
  return {
    sales: standing.sales && came.sales ? joinedSales(standing.sales, came.sales) : standing.sales,
    customers:
      standing.customers && came.customers
        ? joinedCustomers(standing.customers, came.customers)
        : standing.customers,
  };
}

function salesInPools(
  { order, start, customer }: SalesTable,
  { customerPlace, orderPlace }: Pick<Merged, 'customerPlace' | 'orderPlace'>,
): SalesTable {
  return {
    order: order.map((id) => idInPool(id, orderPlace)),
    start,
    customer: customer.map((id) => idInPool(id, customerPlace)),
  };
}

function joinedSales(standing: SalesTable, later: SalesTable): SalesTable {
  const { rowOf: laterAt } = rowByIds(later.order);
  const isNew = new Uint8Array(later.order.length).fill(1);
  const order = new Float64Array(standing.order.length + later.order.length);
  const start = new Int32Array(order.length + 1);
  const customer = new Float64Array(standing.customer.length + later.customer.length);
  let orders = 0;
  let pairs = 0;
  const begin = (id: number): void => {
    order[orders] = id;
    start[orders++] = pairs;
  };
  const stands = (id: number, first: number): boolean => {
    for (let at = first; at < pairs; at++) if (Object.is(customer[at], id)) return true;
    return false;
  };
  /** Puts the customers of an order that are not there yet from `first` on; a blank one is NaN. */
  const put = (table: SalesTable, i: number, first: number): void => {
    for (let at = table.start[i]!; at < table.start[i + 1]!; at++)
      if (!stands(table.customer[at]!, first)) customer[pairs++] = table.customer[at]!;
  };
  for (let s = 0; s < standing.order.length; s++) {
    const first = pairs;
    begin(standing.order[s]!);
    put(standing, s, first);
    const d = laterAt(standing.order[s]!);
    if (d < 0) continue;
    put(later, d, first);
    isNew[d] = 0;
  }
  for (let d = 0; d < later.order.length; d++) {
    if (isNew[d] === 0) continue;
    const first = pairs;
    begin(later.order[d]!);
    put(later, d, first);
  }
  start[orders] = pairs;
  return {
    order: order.slice(0, orders),
    start: start.slice(0, orders + 1),
    customer: customer.slice(0, pairs),
  };
}

function joinedCustomers(standing: CustomersTable, later: CustomersTable): CustomersTable {
  const groupColumns = [
    ...standing.groupColumns,
    ...later.groupColumns.filter((name) => !standing.groupColumns.includes(name)),
  ];
  const rows = groupRows(groupColumns.length);
  const standingAt = groupColumns.map((name) => standing.groupColumns.indexOf(name));
  const laterAt = groupColumns.map((name) => later.groupColumns.indexOf(name));
  // Customers by the thousand share a pair of rows, which is joined once.
  const known = new Map<string, number>();
  const joinedGroup = (stood: number, came: number): number => {
    const key = `${stood} ${came}`;
    let group = known.get(key);
    if (group === undefined) {
      const values = groupColumns.map((_, c) =>
        came >= 0 && laterAt[c]! >= 0
          ? later.groups[came * later.groupColumns.length + laterAt[c]!]!
          : stood >= 0 && standingAt[c]! >= 0
            ? standing.groups[stood * standing.groupColumns.length + standingAt[c]!]!
            : '',
      );
      group = groupColumns.length === 0 ? -1 : rows.code(values);
      known.set(key, group);
    }
    return group;
  };
  const names: string[] = [];
  const { rowOf: laterRow } = rowByIds(later.customer);
  const isNew = new Uint8Array(later.customer.length).fill(1);
  const most = standing.customer.length + later.customer.length;
  const customer = new Float64Array(most);
  const group = new Int32Array(most);
  let count = 0;
  const put = (id: number, s: number, d: number): void => {
    customer[count] = id;
    names.push((d < 0 ? '' : later.names?.of[d]) || (s < 0 ? '' : standing.names?.of[s]) || '');
    group[count++] = joinedGroup(s < 0 ? -1 : standing.group[s]!, d < 0 ? -1 : later.group[d]!);
  };
  for (let s = 0; s < standing.customer.length; s++) {
    const d = laterRow(standing.customer[s]!);
    put(standing.customer[s]!, s, d);
    if (d >= 0) isNew[d] = 0;
  }
  for (let d = 0; d < later.customer.length; d++)
    if (isNew[d] === 1) put(later.customer[d]!, -1, d);
  return {
    customer: customer.slice(0, count),
    group: group.slice(0, count),
    groupColumns,
    groups: rows.texts,
    names:
      standing.names || later.names
        ? { columns: (later.names ?? standing.names)!.columns, of: names }
        : null,
  };
}
