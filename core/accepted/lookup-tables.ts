/** Sales: the customers that each order stands under. Almost always one, so a number, else a list. */
export type OrderCustomers = ReadonlyMap<number, number | readonly number[]>;

export interface CustomerLookup {
  readonly ids: ReadonlySet<number>;
  /** The grouping columns the sheet has, and each customer's values in that order. */
  readonly groupColumns: readonly string[];
  readonly groups: ReadonlyMap<number, readonly string[]>;
  readonly names: CustomerNames<ReadonlyMap<number, string>> | null;
}

/** What customers are called, and the columns of the sheet Customers that say so. */
export interface CustomerNames<Of> {
  readonly columns: readonly string[];
  readonly of: Of;
}

/**
 * What the sheets Sales and Customers said, in a form that a checkpoint stores: ids are values of the
 * pools of the ledger that they belong to. Null for a sheet that was not there or could not be used.
 */
export interface LookupTables {
  readonly sales: SalesTable | null;
  readonly customers: CustomersTable | null;
}

/** Each order once; its customers are customer[start[i]] to customer[start[i + 1] − 1], NaN for a blank one. */
export interface SalesTable {
  readonly order: Float64Array;
  /** One longer than `order`. */
  readonly start: Int32Array;
  readonly customer: Float64Array;
}

/** Each customer once. */
export interface CustomersTable {
  readonly customer: Float64Array;
  /** The grouping columns, in the order of RULES.md section 1. */
  readonly groupColumns: readonly string[];
  /** Row of `groups` for each customer, −1 for one without groups. */
  readonly group: Int32Array;
  /** Rows of as many texts as there are grouping columns, one after the other; each row once. */
  readonly groups: readonly string[];
  /** The name of each customer, empty for none; null where the sheet names nobody. */
  readonly names: CustomerNames<readonly string[]> | null;
}

/** The tables of what validation read. */
export function lookupTables(
  orders: OrderCustomers | null,
  customers: CustomerLookup | null,
): LookupTables {
  return {
    sales: orders && salesTable(orders),
    customers: customers && customersTable(customers),
  };
}

function salesTable(orders: OrderCustomers): SalesTable {
  const order = new Float64Array(orders.size);
  const start = new Int32Array(orders.size + 1);
  let pairs = 0;
  for (const owner of orders.values()) pairs += typeof owner === 'number' ? 1 : owner.length;
  const customer = new Float64Array(pairs);
  let i = 0;
  let at = 0;
  for (const [id, owner] of orders) {
    order[i] = id;
    if (typeof owner === 'number') customer[at++] = owner;
    else for (const one of owner) customer[at++] = one;
    start[++i] = at;
  }
  return { order, start, customer };
}

function customersTable({ ids, groupColumns, groups, names }: CustomerLookup): CustomersTable {
  const rows = groupRows(groupColumns.length);
  const customer = Float64Array.from(ids);
  const group = Int32Array.from(customer, (id) => {
    const values = groups.get(id);
    return values === undefined ? -1 : rows.code(values);
  });
  return {
    customer,
    groupColumns,
    group,
    groups: rows.texts,
    names: names && {
      columns: names.columns,
      of: Array.from(customer, (id) => names.of.get(id) ?? ''),
    },
  };
}

/** What the rules on orders look up in (core/validate). */
export function orderCustomersOf({ order, start, customer }: SalesTable): OrderCustomers {
  const orders = new Map<number, number | readonly number[]>();
  for (let i = 0; i < order.length; i++) {
    const from = start[i]!;
    const to = start[i + 1]!;
    orders.set(
      order[i]!,
      to - from === 1 ? customer[from]! : Array.from(customer.subarray(from, to)),
    );
  }
  return orders;
}

/** What the rules on customers and the group totals look up in. */
export function customerLookupOf(table: CustomersTable): CustomerLookup {
  const width = table.groupColumns.length;
  const rows = Array.from({ length: width === 0 ? 0 : table.groups.length / width }, (_, g) =>
    table.groups.slice(g * width, (g + 1) * width),
  );
  const groups = new Map<number, readonly string[]>();
  table.group.forEach((g, i) => g >= 0 && groups.set(table.customer[i]!, rows[g]!));
  const { names } = table;
  return {
    ids: new Set(table.customer),
    groupColumns: table.groupColumns,
    groups,
    names: names && {
      columns: names.columns,
      of: new Map(
        names.of.flatMap((name, i): [number, string][] =>
          name === '' ? [] : [[table.customer[i]!, name]],
        ),
      ),
    },
  };
}

/** Numbers rows of texts, each once. */
export function groupRows(width: number): {
  readonly texts: string[];
  code(values: readonly string[]): number;
} {
  const texts: string[] = [];
  const codes = new Map<string, number>();
  return {
    texts,
    code(values) {
      const key = JSON.stringify(values);
      let code = codes.get(key);
      if (code === undefined) {
        code = texts.length / width;
        texts.push(...values);
        codes.set(key, code);
      }
      return code;
    },
  };
}
