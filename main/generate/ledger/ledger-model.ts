import { DAY_MS } from '../../../core/ledger/time.ts';
import { SPENT } from '../../../core/ledger/ledger.ts';
import { EXCEPTION_KINDS } from './account-books.ts';
import type { ExceptionKind, MovementColumns } from './account-books.ts';
import { liveAccount } from './account.ts';
import { FIRST_MOMENT } from './moments.ts';
import { movementsPerCustomer } from './movements-per-customer.ts';
import { integerBetween, seededRandom } from './random.ts';

/** A generated ledger as columns, in TRANS_ID order. */
export interface LedgerModel {
  readonly rows: number;
  readonly seed: number;
  readonly id: Int32Array;
  /** EARNED, SPENT or EXPIRED. */
  readonly type: Uint8Array;
  /** Wall-clock epoch ms. */
  readonly createdAt: Float64Array;
  /** Wall-clock epoch ms; NaN where the row has none. */
  readonly expiresAt: Float64Array;
  readonly customer: Int32Array;
  /** 0 where the row has none. */
  readonly order: Int32Array;
  /** Signed cents. */
  readonly cents: Int32Array;
  /** Position in REASONS. */
  readonly reason: Uint8Array;
  /** All customers' ids, rising. */
  readonly customerIds: Int32Array;
  /** The honest exceptions and the rows (positions in the columns) that they stand on. */
  readonly exceptions: readonly { readonly kind: ExceptionKind; readonly row: number }[];
}

export interface LedgerWish {
  readonly rows: number;
  readonly seed: number;
  /** Absent: one for ten rows. */
  readonly customers?: number | undefined;
  /** False leaves out the honest exceptions and the ids that run against the clock. */
  readonly lifelike?: boolean;
}

/** Rows that a sort key (below) has room for, rounded down. */
export const MAX_ROWS = 50_000_000;
const ROW_ROOM = 2 ** 26;

const FIRST_TRANS_ID = 7_781_403;
const FIRST_CUSTOMER_ID = 16_161_481;
/** The room that customers' ids spread over, where there are fewer of them. */
const CUSTOMER_ID_ROOM = 7_000_000;
const FIRST_ORDER_ID = 32_114_336;

/**
 * The ledger of a seed. Every customer's account is lived through alone (see `liveAccount`), then all
 * movements are put in the order in which they would have been entered, which numbers them.
 */
export function generateLedger(wish: LedgerWish): LedgerModel {
  const { rows, seed, lifelike = true } = wish;
  const customers = wish.customers ?? Math.max(1, Math.round(rows / 10));
  if (!Number.isInteger(rows) || rows < 1 || rows > MAX_ROWS)
    throw new RangeError(`A ledger has 1 to ${MAX_ROWS} rows, not ${rows}.`);
  if (!Number.isInteger(customers) || customers < 1 || customers > rows)
    throw new RangeError(`${rows} rows have 1 to ${rows} customers, not ${customers}.`);
  const counts = movementsPerCustomer(rows, customers, seededRandom(seed, 1));
  const movements = liveAccounts(counts, rows, seed, lifelike);
  const keys = entryKeys(movements.createdAt, seed, lifelike);
  return inEntryOrder(
    movements,
    keys,
    customerOfRow(counts, rows),
    customerIds(customers, seed),
    seed,
  );
}

/**
 * How many honest exceptions a ledger of so many rows is to have: 1 in 2,000, from 500 rows on at
 * least 6. It has fewer where few customers have room for one; none has two.
 */
export function exceptionCount(rows: number): number {
  return rows < 500 ? 0 : Math.max(6, Math.round(rows / 2000));
}

function liveAccounts(
  counts: Int32Array,
  rows: number,
  seed: number,
  lifelike: boolean,
): MovementColumns {
  const out: MovementColumns = {
    type: new Uint8Array(rows),
    createdAt: new Float64Array(rows),
    termDays: new Uint16Array(rows),
    cents: new Int32Array(rows),
    reason: new Uint8Array(rows),
    exception: new Uint8Array(rows),
  };
  const random = seededRandom(seed, 2);
  const wanted = lifelike ? exceptionCount(rows) : 0;
  let planted = 0;
  for (let c = 0, from = 0; c < counts.length; c++) {
    // Spread evenly over the customers; one that has no place for it passes it to the next.
    const isDue =
      planted < wanted && c >= Math.floor(((planted + 0.5) * counts.length) / (wanted + 1));
    const kind =
      isDue && counts[c]! >= 3 ? EXCEPTION_KINDS[planted % EXCEPTION_KINDS.length]! : null;
    if (liveAccount(out, from, counts[c]!, kind, random)) planted++;
    from += counts[c]!;
  }
  return out;
}

/**
 * One number a row that sorts by the second of entry and holds the row: entry second · 2^26 + row.
 * Most rows are entered as they happen, one in two hundred some minutes later.
 */
function entryKeys(createdAt: Float64Array, seed: number, lifelike: boolean): Float64Array {
  const random = seededRandom(seed, 3);
  const keys = new Float64Array(createdAt.length);
  for (let r = 0; r < keys.length; r++) {
    const late = lifelike && random() < 0.005 && !movesTogether(createdAt, r);
    const delay = late ? integerBetween(random, 5, 600) : 0;
    keys[r] = (Math.floor((createdAt[r]! - FIRST_MOMENT) / 1000) + delay) * ROW_ROOM + r;
  }
  return keys.sort();
}

/** Lots of one moment are told apart by TRANS_ID alone, so their order of entry is kept. */
function movesTogether(createdAt: Float64Array, r: number): boolean {
  return createdAt[r] === createdAt[r - 1] || createdAt[r] === createdAt[r + 1];
}

function customerOfRow(counts: Int32Array, rows: number): Int32Array {
  const customer = new Int32Array(rows);
  for (let c = 0, row = 0; c < counts.length; c++) {
    customer.fill(c, row, row + counts[c]!);
    row += counts[c]!;
  }
  return customer;
}

function customerIds(customers: number, seed: number): Int32Array {
  const random = seededRandom(seed, 4);
  const step = Math.max(1, Math.floor(CUSTOMER_ID_ROOM / customers));
  return Int32Array.from(
    { length: customers },
    (_, c) => FIRST_CUSTOMER_ID + c * step + Math.floor(random() * step),
  );
}

function inEntryOrder(
  movements: MovementColumns,
  keys: Float64Array,
  customerAt: Int32Array,
  ids: Int32Array,
  seed: number,
): LedgerModel {
  const rows = keys.length;
  const random = seededRandom(seed, 5);
  const exceptions: { kind: ExceptionKind; row: number }[] = [];
  const model = {
    rows,
    seed,
    id: new Int32Array(rows),
    type: new Uint8Array(rows),
    createdAt: new Float64Array(rows),
    expiresAt: new Float64Array(rows),
    customer: new Int32Array(rows),
    order: new Int32Array(rows),
    cents: new Int32Array(rows),
    reason: new Uint8Array(rows),
    customerIds: ids,
    exceptions,
  };
  let id = FIRST_TRANS_ID;
  let order = FIRST_ORDER_ID;
  for (let p = 0; p < rows; p++) {
    const r = keys[p]! % ROW_ROOM;
    const created = movements.createdAt[r]!;
    const term = movements.termDays[r]!;
    const kind = EXCEPTION_KINDS[movements.exception[r]! - 1];
    if (kind) exceptions.push({ kind, row: p });
    model.id[p] = id;
    model.type[p] = movements.type[r]!;
    model.createdAt[p] = created;
    model.expiresAt[p] = term === 0 ? NaN : created + term * DAY_MS;
    model.customer[p] = ids[customerAt[r]!]!;
    model.cents[p] = movements.cents[r]!;
    model.reason[p] = movements.reason[r]!;
    if (movements.type[r] === SPENT) {
      if (kind !== 'order-blank') model.order[p] = order;
      // Orders paid without credit lie between.
      order += integerBetween(random, 3, 24);
    }
    id += integerBetween(random, 2, 5);
  }
  return model;
}
