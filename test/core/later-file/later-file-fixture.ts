import fc from 'fast-check';
import type { ControlTotals } from '../../../core/contract/checks.ts';
import { accountsOf } from '../../../core/ledger/accounts.ts';
import { arrangedLedger } from '../../../core/ledger/arranged-ledger.ts';
import { createIdPool, idText } from '../../../core/ledger/ids.ts';
import {
  sharedFloat64,
  sharedInt32,
  sharedUint8,
  TYPE_NAMES,
} from '../../../core/ledger/ledger.ts';
import type { Ledger, SourceColumn } from '../../../core/ledger/ledger.ts';
import { textCoder, textColumn } from '../../../core/source/reading/growing-columns.ts';
import type { Movement } from '../match/naive-reference.ts';

/** A movement with all that a file may say of it. */
export interface FullMovement extends Movement {
  /** Epoch ms, null for blank. */
  readonly expires: number | null;
  readonly order: string;
  readonly reason: string;
  /** The values of two columns that the ledger does not know. */
  readonly note: string;
  readonly channel: string;
}

/** A file: its movements row by row, and how it is written. */
export interface File {
  readonly movements: readonly FullMovement[];
  /** Some files have their columns, the unknown ones too, the other way round and named another way. */
  readonly turned: boolean;
  readonly kind: 'refresh' | 'new-rows';
}

const COLUMNS: readonly SourceColumn[] = [
  { header: 'TRANS_ID', field: 'TRANS_ID' },
  { header: 'TCTYPE', field: 'TCTYPE' },
  { header: 'CREATEDAT', field: 'CREATEDAT' },
  { header: 'EXPIREDAT', field: 'EXPIREDAT' },
  { header: 'CUSTOMERID', field: 'CUSTOMERID' },
  { header: 'ORDERID', field: 'ORDERID' },
  { header: 'AMOUNT', field: 'AMOUNT' },
  { header: 'REASON', field: 'REASON' },
  { header: 'CURRENCY', field: 'CURRENCY' },
  { header: 'Note', field: 'extra', extra: 0 },
  { header: 'CHANNEL', field: 'extra', extra: 1 },
];
const TURNED: readonly SourceColumn[] = [...COLUMNS]
  .reverse()
  .map((column) =>
    column.field === 'extra'
      ? { ...column, header: column.header.toLowerCase(), extra: 1 - column.extra }
      : column,
  );

/** The arranged ledger of a file; its rows count from 2. Its dictionaries hold texts of other sheets, too. */
export function ledgerOfFile({ movements, turned }: Omit<File, 'kind'>): Ledger {
  const n = movements.length;
  const ids = createIdPool();
  const customers = createIdPool(turned ? ['c', 'only in Customers'] : []);
  const orders = createIdPool(turned ? ['O-2'] : []);
  const [reasons, currencies, notes, channels] = [
    textCoder(),
    textCoder(),
    textCoder(),
    textCoder(),
  ];
  const column = {
    id: sharedFloat64(n),
    type: sharedUint8(n),
    createdAt: sharedFloat64(n),
    expiresAt: sharedFloat64(n),
    customer: sharedFloat64(n),
    order: sharedFloat64(n),
    cents: sharedFloat64(n),
    reason: sharedInt32(n),
    currency: sharedInt32(n),
    note: sharedInt32(n),
    channel: sharedInt32(n),
    sheetRow: sharedInt32(n),
  };
  movements.forEach((movement, r) => {
    column.id[r] = ids.ofText(movement.id);
    column.type[r] = TYPE_NAMES.indexOf(movement.type);
    column.createdAt[r] = movement.at;
    column.expiresAt[r] = movement.expires ?? NaN;
    column.customer[r] = customers.ofText(movement.customer);
    column.order[r] = orders.ofText(movement.order);
    column.cents[r] = movement.type === 'earned' ? movement.cents : -movement.cents;
    column.reason[r] = reasons.code(movement.reason);
    column.currency[r] = currencies.code(movement.currency);
    column.note[r] = notes.code(movement.note);
    column.channel[r] = channels.code(movement.channel);
    column.sheetRow[r] = r + 2;
  });
  const customer = { values: column.customer, pool: customers.texts };
  const currency = textColumn(currencies, column.currency);
  const extras = [textColumn(notes, column.note), textColumn(channels, column.channel)];
  return arrangedLedger({
    rows: n,
    id: { values: column.id, pool: ids.texts },
    type: column.type,
    createdAt: column.createdAt,
    expiresAt: column.expiresAt,
    customer,
    order: { values: column.order, pool: orders.texts },
    cents: column.cents,
    reason: textColumn(reasons, column.reason),
    currency,
    extras: turned ? extras.reverse() : extras,
    sheetRow: column.sheetRow,
    ...accountsOf(customer, currency, n),
    columns: turned ? TURNED : COLUMNS,
  });
}

/** What a ledger says of a row, as the movement that it came from. */
export function movementAt(ledger: Ledger, row: number): FullMovement {
  const text = (
    { codes, pool }: { codes: Int32Array; pool: readonly string[] } = ledger.reason,
  ): string => pool[codes[row]!] ?? '';
  const extra = (header: string): string => {
    const column = ledger.columns.find((one) => one.header.toLowerCase() === header);
    if (column?.field !== 'extra') throw new Error(`There is no column ${header}`);
    return text(ledger.extras[column.extra]);
  };
  const expires = ledger.expiresAt[row]!;
  return {
    id: idText(ledger.id.pool, ledger.id.values[row]!),
    type: TYPE_NAMES[ledger.type[row]!]!,
    at: ledger.createdAt[row]!,
    customer: idText(ledger.customer.pool, ledger.customer.values[row]!),
    currency: text(ledger.currency!),
    cents: Math.abs(ledger.cents[row]!),
    expires: Number.isNaN(expires) ? null : expires,
    order: idText(ledger.order.pool, ledger.order.values[row]!),
    reason: text(),
    note: extra('note'),
    channel: extra('channel'),
  };
}

/** The accounts by number, as texts. */
export function accountTexts({ accounts, customer, currency }: Ledger): string[] {
  return Array.from(
    { length: accounts.count },
    (_, a) =>
      `${idText(customer.pool, accounts.customer[a]!)} ${currency!.pool[accounts.currency[a]!]}`,
  );
}

/** The control totals as validation counts them. */
export function controlOf(movements: readonly FullMovement[], quarantinedRows = 0): ControlTotals {
  const currencies = [...new Set(movements.map(({ currency }) => currency))].sort();
  const sums = currencies.flatMap((currency) =>
    TYPE_NAMES.map((type) => {
      const of = movements.filter((one) => one.currency === currency && one.type === type);
      return {
        currency,
        type,
        rows: of.length,
        cents: of.reduce((sum, { cents }) => sum + cents, 0),
      };
    }),
  );
  return { rows: movements.length, sums: sums.filter(({ rows }) => rows > 0), quarantinedRows };
}

const DAY = 86_400_000;
const START = Date.UTC(2024, 10, 28, 12);

const said = fc.record({
  type: fc.constantFrom('earned' as const, 'earned' as const, 'spent' as const, 'expired' as const),
  // Instants that tie, in four months.
  at: fc
    .tuple(fc.constantFrom(0, 0, 1, 2, 3, 4, 35, 70), fc.integer({ min: 0, max: 2 }))
    .map(([days, ms]) => START + days * DAY + ms),
  customer: fc.constantFrom('1', '1', '1', '1', '2', '007', 'c', '\u{1F600}'),
  currency: fc.constantFrom('USD', 'USD', 'USD', 'USD', 'EUR', 'AUD'),
  cents: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constantFrom(100, 250, 1)),
  expires: fc.constantFrom(null, START + 100 * DAY, START + 200 * DAY),
  order: fc.constantFrom('', '5', '0005', 'O-2'),
  reason: fc.constantFrom('', 'Damaged Item', 'Gift'),
  note: fc.constantFrom('', '', 'x', 'y'),
  channel: fc.constantFrom('web', 'shop', ''),
});

const id = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 30 }).map(String) },
  fc.integer({ min: 0, max: 12 }).map((n) => `0${n}`),
  fc.constantFrom('A', 'B1', 'b', '-5', 'Z\u{1F600}', '90071992547409931', '12345678901234567890'),
);

/** Movements with TRANS_IDs of every kind, ties, several currencies, redemptions before any lot. */
export const movementLists: fc.Arbitrary<FullMovement[]> = fc
  .uniqueArray(fc.tuple(id, said), { selector: ([one]) => one, maxLength: 18, size: 'max' })
  .map((rows) => rows.map(([one, rest]) => ({ id: one, ...rest })));

/** Numbers from 0 to 1 that a property draws what it needs from, so that what it finds can be repeated. */
export const seeds: fc.Arbitrary<number> = fc.integer({ min: 1, max: 0x7fff_ffff });

/** A sequence of numbers from 0 up to, not including, 1. */
export function drawer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}

/** The list in an order of the drawer's. */
export function shuffled<T>(list: readonly T[], draw: () => number): T[] {
  return list
    .map((one) => ({ one, key: draw() }))
    .sort((a, b) => a.key - b.key)
    .map(({ one }) => one);
}

/** A movement of which one column says something else. */
export function changedMovement(movement: FullMovement, draw: () => number): FullMovement {
  switch (Math.floor(draw() * 10)) {
    case 0:
      return { ...movement, customer: movement.customer === '2' ? 'new' : '2' };
    case 1:
      return { ...movement, at: movement.at + Math.floor(draw() * 40 - 20) * DAY + 1 };
    case 2:
      return { ...movement, cents: movement.cents + 1 };
    case 3:
      return { ...movement, type: movement.type === 'earned' ? 'spent' : 'earned' };
    case 4:
      return { ...movement, currency: movement.currency === 'USD' ? 'GBP' : 'USD' };
    case 5:
      return { ...movement, expires: movement.expires === null ? START + 300 * DAY : null };
    case 6:
      return { ...movement, order: movement.order === '' ? 'O-9' : '' };
    case 7:
      return { ...movement, reason: movement.reason === 'Other' ? '' : 'Other' };
    case 8:
      return { ...movement, note: movement.note === 'z' ? '' : 'z' };
    default:
      return { ...movement, channel: movement.channel === 'fax' ? 'web' : 'fax' };
  }
}
