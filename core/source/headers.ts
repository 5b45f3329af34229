import type { LedgerField } from '../ledger/ledger.ts';

/**
 * Other names of the columns, written as `normalHeader` leaves them. Only names that leave no doubt:
 * `id` or `date` alone could mean anything and wait for the user's mapping.
 */
const ALIASES: Readonly<Record<string, LedgerField>> = {
  transid: 'TRANS_ID',
  transactionid: 'TRANS_ID',
  movementid: 'TRANS_ID',
  txnid: 'TRANS_ID',
  tctype: 'TCTYPE',
  type: 'TCTYPE',
  transactiontype: 'TCTYPE',
  transtype: 'TCTYPE',
  movementtype: 'TCTYPE',
  createdat: 'CREATEDAT',
  created: 'CREATEDAT',
  createddate: 'CREATEDAT',
  createdon: 'CREATEDAT',
  timestamp: 'CREATEDAT',
  transactiondate: 'CREATEDAT',
  expiredat: 'EXPIREDAT',
  expiresat: 'EXPIREDAT',
  expiry: 'EXPIREDAT',
  expirydate: 'EXPIREDAT',
  expirationdate: 'EXPIREDAT',
  customerid: 'CUSTOMERID',
  custid: 'CUSTOMERID',
  customer: 'CUSTOMERID',
  customernumber: 'CUSTOMERID',
  orderid: 'ORDERID',
  order: 'ORDERID',
  ordernumber: 'ORDERID',
  amount: 'AMOUNT',
  amt: 'AMOUNT',
  transactionamount: 'AMOUNT',
  reason: 'REASON',
  reasoncode: 'REASON',
  currency: 'CURRENCY',
  currencycode: 'CURRENCY',
};

/** The names of the columns that the sheets of orders and customers must have. */
const ORDER = ['orderid', 'ordernumber', 'order'];
const CUSTOMER = ['customerid', 'custid', 'customernumber', 'customer'];
export const LOOKUP_COLUMNS = { sales: [ORDER, CUSTOMER], customers: [CUSTOMER] } as const;

const REQUIRED_FIELDS = ['TRANS_ID', 'TCTYPE', 'CREATEDAT', 'CUSTOMERID', 'AMOUNT'] as const;

/** A header without what people vary: case, spaces, underscores, hyphens, dots. */
export function normalHeader(header: string): string {
  return header.toLowerCase().replace(/[\s_\-.\u00a0\ufeff]+/gu, '');
}

export interface HeaderMap extends ColumnMap<LedgerField> {
  readonly missing: readonly LedgerField[];
}

/** Which columns of a ledger hold what, and which that are needed are missing (RULES.md section 1). */
export function mapHeaders(
  headers: readonly string[],
  mapping: Readonly<Record<string, string>> = {},
): HeaderMap {
  const map = mapColumns(headers, ALIASES, mapping);
  return { ...map, missing: REQUIRED_FIELDS.filter((field) => !map.fields.includes(field)) };
}

/** Which column of a sheet holds which field. */
export interface ColumnMap<Field extends string> {
  /** For each column of the sheet: its field, or 'extra', or null for a column without a header. */
  readonly fields: readonly (Field | 'extra' | null)[];
  readonly headers: readonly string[];
  /** Fields that two headers claim, with those headers. */
  readonly duplicated: readonly { field: Field; headers: readonly string[] }[];
  readonly unknown: readonly string[];
}

/**
 * Which column holds which field of a table, by the names that fields go by, as `normalHeader` leaves them
 * (RULES.md section 1). The user's mapping wins over a column's own name, that over another of its names; a
 * weaker claim beside a stronger one is an extra column, not a duplicate.
 */
export function mapColumns<Field extends string>(
  headers: readonly string[],
  aliases: Readonly<Record<string, Field>>,
  mapping: Readonly<Record<string, string>>,
): ColumnMap<Field> {
  const mapped = new Map(Object.entries(mapping).map(([from, to]) => [normalHeader(from), to]));
  const claims = headers.map((header): { field: Field; strength: number } | null => {
    const name = normalHeader(header);
    const chosen = mapped.get(name);
    if (chosen !== undefined) {
      const field = aliases[normalHeader(chosen)];
      return field ? { field, strength: 3 } : null;
    }
    const field = aliases[name];
    return field ? { field, strength: normalHeader(field) === name ? 2 : 1 } : null;
  });
  const strongest = new Map<Field, number>();
  for (const claim of claims)
    if (claim)
      strongest.set(claim.field, Math.max(claim.strength, strongest.get(claim.field) ?? 0));
  const fields = claims.map((claim, c) => {
    if (claim && strongest.get(claim.field) === claim.strength) return claim.field;
    return headers[c]!.trim() === '' ? null : 'extra';
  });
  const duplicated = [...strongest.keys()].flatMap((field) => {
    const named = headers.filter((_, c) => fields[c] === field);
    return named.length > 1 ? [{ field, headers: named }] : [];
  });
  return {
    fields,
    headers,
    duplicated,
    unknown: headers.filter((_, c) => fields[c] === 'extra'),
  };
}

/** Excel's letters of a column: 0 → A, 26 → AA. */
export function columnLetters(index: number): string {
  let letters = '';
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return letters;
}
