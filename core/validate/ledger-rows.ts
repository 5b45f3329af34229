import type { ControlTotals } from '../contract/checks.ts';
import type { FindingCode, FindingLog } from '../contract/findings.ts';
import { accountsOf } from '../ledger/accounts.ts';
import { idText } from '../ledger/ids.ts';
import type { IdPool } from '../ledger/ids.ts';
import { decimalText } from '../ledger/money.ts';
import { EARNED, EXPIRED, SPENT, TYPE_NAMES } from '../ledger/ledger.ts';
import type { Ledger, LedgerField, SourceColumn } from '../ledger/ledger.ts';
import { timeText } from '../ledger/time.ts';
import type { DateSystem } from '../ledger/time.ts';
import { cellFault, cellText, centsOfCell, idOfCell, timeOfCell } from '../source/reading/cells.ts';
import { growingColumns, textCoder, textColumn } from '../source/reading/growing-columns.ts';
import type { GrowingColumns } from '../source/reading/growing-columns.ts';
import { columnLetters } from '../source/headers.ts';
import type { HeaderMap } from '../source/headers.ts';
import { eachRow } from '../source/reading/raw-rows.ts';
import type { ColumnChunk, RawRow } from '../source/reading/raw-rows.ts';
import { cellReadings, chunkFiller, expiresBefore, noteStrays } from './ledger-chunk.ts';
import type { FieldPositions, LedgerArrays } from './ledger-chunk.ts';
import { repeatedRows } from './repeated-ids.ts';

/** A row set aside: what it said and why it cannot be used. */
export interface RejectedRow {
  readonly row: number;
  readonly codes: readonly FindingCode[];
  /** The cells as text, in source order. */
  readonly cells: readonly string[];
}

export interface LedgerRows {
  readonly ledger: Ledger;
  /** All rows of the sheet below the header. */
  readonly sourceRows: number;
  readonly rejectedRows: number;
  /** Σ |AMOUNT| of the rejected rows whose amount can be read, in cents. */
  readonly rejectedCents: number;
  /** The rejected rows themselves, in source order; empty unless they were asked for. */
  readonly rejected: readonly RejectedRow[];
  readonly control: ControlTotals;
}

export interface LedgerRowsOptions {
  readonly sheet: string;
  readonly findings: FindingLog;
  readonly dateSystem: DateSystem;
  /** Rows to expect, where known. */
  readonly hint: number | null;
  /** Keep the rejected rows for the quarantine; halting runs need only their count. */
  readonly keepRejected: boolean;
  readonly ids: IdPool;
  readonly customers: IdPool;
  readonly orders: IdPool;
}

const TYPES: Readonly<Record<string, number>> = { earned: EARNED, spent: SPENT, expired: EXPIRED };
/** RULES.md section 1: one currency unless the source says otherwise. */
const DEFAULT_CURRENCY = 'USD';
const CENTS_FAULTS = {
  'not-a-number': 'row.amount-invalid',
  'too-many-decimals': 'row.amount-decimals',
  'too-large': 'row.amount-too-large',
} as const;

/** Takes the rows below the header in order, one by one or in chunks; `finish` is called once. */
export interface LedgerRowReader {
  row(raw: RawRow): void;
  /** The same as `row` for each row of the chunk that is not blank, only faster. */
  chunk(chunk: ColumnChunk): void;
  finish(): LedgerRows;
}

/**
 * Reads the rows of TC_Data into a ledger by the row rules of RULES.md section 2. Rows in error are
 * logged and left out.
 */
export function ledgerRowReader(header: HeaderMap, options: LedgerRowsOptions): LedgerRowReader {
  const { findings, sheet, dateSystem, ids, customers, orders } = options;
  const at = (field: LedgerField): number => header.fields.indexOf(field);
  const position: FieldPositions = {
    id: at('TRANS_ID'),
    type: at('TCTYPE'),
    created: at('CREATEDAT'),
    expires: at('EXPIREDAT'),
    customer: at('CUSTOMERID'),
    order: at('ORDERID'),
    amount: at('AMOUNT'),
    reason: at('REASON'),
    currency: at('CURRENCY'),
  };
  const extraAt = header.fields.flatMap((field, c) => (field === 'extra' ? [c] : []));
  const extraCoders = extraAt.map(textCoder);
  const reasons = textCoder();
  const currencies = textCoder();
  const columns = growingColumns(
    { float64: 6, int32: 3 + extraAt.length, uint8: 2 },
    Math.max(1024, (options.hint ?? 0) + 1),
  );
  let arrays = namedArrays(columns);
  const rejectedCells = new Map<number, { codes: FindingCode[]; cells: string[] }>();
  const knownTypes = new Map<string, number | undefined>();
  const strayColumns = new Set<number>();
  let rows = 0;
  let codes: FindingCode[] = [];

  const fault = (code: FindingCode, raw: RawRow, c: number, what?: string): void => {
    codes.push(code);
    findings.add(code, {
      sheet,
      row: raw.rowNumber,
      column: header.headers[c]!,
      value: cellText(raw, c),
      ...(what === undefined ? {} : { what }),
    });
  };
  /** Logs a cell that holds no value at all; true where it does hold one. */
  const usable = (raw: RawRow, c: number): boolean => {
    const code = cellFault(raw, c);
    if (code) fault(code, raw, c);
    return code === undefined;
  };
  const blank = (raw: RawRow, c: number): void => {
    fault('row.required-blank', raw, c, `${header.headers[c]!} is blank`);
  };
  const requiredId = (raw: RawRow, c: number, pool: IdPool): number => {
    if (!usable(raw, c)) return NaN;
    const value = idOfCell(raw, c, pool);
    if (Number.isNaN(value)) blank(raw, c);
    return value;
  };
  const knownType = (text: string): number | undefined => {
    let type = knownTypes.get(text);
    if (type === undefined) {
      type = TYPES[text.trim().toLowerCase()];
      if (type !== undefined) knownTypes.set(text, type);
    }
    return type;
  };
  const typeOf = (raw: RawRow): number => {
    if (!usable(raw, position.type)) return -1;
    const text = cellText(raw, position.type);
    const type = knownType(text);
    if (type !== undefined) return type;
    if (text.trim() === '') blank(raw, position.type);
    else fault('row.type-unknown', raw, position.type);
    return -1;
  };
  const timeOf = (raw: RawRow, c: number, required: boolean): number => {
    if (c < 0 || !usable(raw, c)) return NaN;
    const time = timeOfCell(raw, c, dateSystem);
    if (time === undefined)
      fault('row.date-invalid', raw, c, `${header.headers[c]!} cannot be read`);
    else if (Number.isNaN(time) && required) blank(raw, c);
    return time ?? NaN;
  };
  const amountOf = (raw: RawRow, type: number): number => {
    const c = position.amount;
    if (!usable(raw, c)) return NaN;
    const reading = centsOfCell(raw, c);
    if (reading === undefined) blank(raw, c);
    else if ('fault' in reading) fault(CENTS_FAULTS[reading.fault], raw, c);
    else {
      if (reading.cents === 0) fault('row.amount-zero', raw, c);
      else if (type >= 0 && reading.cents > 0 !== (type === EARNED))
        fault('row.sign-wrong', raw, c);
      return reading.cents;
    }
    return NaN;
  };
  const currencyCode = (cell: string): { code: number; valid: boolean } => {
    const text = cell.trim().toUpperCase();
    const code = currencies.code(text === '' ? DEFAULT_CURRENCY : text);
    return { code, valid: text === '' || /^[A-Z]{3}$/.test(text) };
  };
  const currencyOf = (raw: RawRow): number => {
    const c = position.currency;
    if (c < 0) return -1;
    if (!usable(raw, c)) return -1;
    const { code, valid } = currencyCode(cellText(raw, c));
    if (!valid) fault('row.currency-invalid', raw, c);
    return code;
  };
  const textOf = (raw: RawRow, c: number): string => (c < 0 ? '' : cellText(raw, c).trimEnd());

  const reserve = (more: number): void => {
    if (columns.reserve(rows + more)) arrays = namedArrays(columns);
  };
  const row = (raw: RawRow): void => {
    reserve(1);
    codes = [];
    const id = requiredId(raw, position.id, ids);
    const type = typeOf(raw);
    const created = timeOf(raw, position.created, true);
    const expires = timeOf(raw, position.expires, false);
    const customer = requiredId(raw, position.customer, customers);
    const cents = amountOf(raw, type);
    if (expiresBefore(expires, created)) fault('row.expires-before-created', raw, position.expires);
    arrays.id[rows] = id;
    arrays.created[rows] = created;
    arrays.expires[rows] = expires;
    arrays.customer[rows] = customer;
    arrays.order[rows] =
      position.order < 0 || !usable(raw, position.order)
        ? NaN
        : idOfCell(raw, position.order, orders);
    arrays.cents[rows] = cents;
    arrays.sheetRow[rows] = raw.rowNumber;
    arrays.reason[rows] = reasons.code(textOf(raw, position.reason));
    // Memory that is not written to costs nothing.
    if (position.currency >= 0) arrays.currency[rows] = currencyOf(raw);
    for (let e = 0; e < extraAt.length; e++)
      arrays.extras[e]![rows] = extraCoders[e]!.code(cellText(raw, extraAt[e]!));
    arrays.type[rows] = type < 0 ? 0 : type;
    arrays.bad[rows] = codes.length > 0 ? 1 : 0;
    if (codes.length > 0 && options.keepRejected)
      rejectedCells.set(rows, { codes, cells: header.headers.map((_, c) => cellText(raw, c)) });
    for (let c = 0; c < raw.width; c++)
      if ((c >= header.fields.length || header.fields[c] === null) && cellText(raw, c) !== '')
        strayColumns.add(c);
    rows++;
  };

  const fill = chunkFiller(header, {
    position,
    extraAt,
    readings: cellReadings({
      knownType,
      currencyCode,
      ids,
      customers,
      orders,
      dateSystem,
      reasons,
      extras: extraCoders,
    }),
  });
  const chunk = (piece: ColumnChunk): void => {
    reserve(piece.rows);
    const unusual = fill(piece, arrays, rows);
    if (unusual === null) return eachRow(piece, row);
    noteStrays(piece, header, strayColumns);
    for (let r = 0; r < piece.rows; r++) {
      if (unusual[r] === 0) rows++;
      else row(piece.row(r)!);
    }
  };

  const finish = (): LedgerRows => {
    for (const c of strayColumns)
      findings.add('column.unknown', {
        sheet,
        column: columnLetters(c),
        what: `Column ${columnLetters(c)} holds values but has no header; they are not carried along`,
      });
    const { id, created, expires, customer, order, cents } = arrays;
    const { sheetRow, reason, currency, extras, type, bad } = arrays;

    for (const { row: r, first } of repeatedRows(id, rows)) {
      const same =
        type[r] === type[first] &&
        created[r] === created[first] &&
        Object.is(customer[r], customer[first]) &&
        Object.is(cents[r], cents[first]);
      const value = idText(ids.texts, id[r]!);
      findings.add('row.id-duplicate', {
        sheet,
        row: sheetRow[r]!,
        column: header.headers[position.id]!,
        value,
        what: same
          ? `TRANS_ID ${value} repeats row ${sheetRow[first]!}`
          : `TRANS_ID ${value} is already used by row ${sheetRow[first]!}, which says something else`,
      });
      bad[r] = 1;
      if (options.keepRejected) {
        const known = rejectedCells.get(r);
        if (known) known.codes.push('row.id-duplicate');
        else rejectedCells.set(r, { codes: ['row.id-duplicate'], cells: storedCells(r) });
      }
    }

    let rejectedRows = 0;
    let rejectedCents = 0;
    const rejected: RejectedRow[] = [];
    const counted = { rows: [0, 0, 0], cents: [0, 0, 0] };
    for (let r = 0; r < rows; r++) {
      if (bad[r]! !== 0) {
        rejectedRows++;
        if (!Number.isNaN(cents[r])) rejectedCents += Math.abs(cents[r]!);
        const cells = rejectedCells.get(r);
        if (cells) rejected.push({ row: sheetRow[r]!, ...cells });
        continue;
      }
      counted.rows[type[r]!]!++;
      counted.cents[type[r]!]! += Math.abs(cents[r]!);
    }
    const kept = rows - rejectedRows;
    if (rejectedRows > 0)
      for (const column of [...columns.float64, ...columns.int32, type])
        moveTogether(column, bad, rows);
    if (counted.cents.some((sum) => sum > Number.MAX_SAFE_INTEGER / 4))
      findings.add('ledger.total-too-large', { sheet, column: header.headers[position.amount]! });

    const view = <A extends Float64Array | Int32Array | Uint8Array>(column: A): A =>
      column.subarray(0, kept) as A;
    const customerColumn = { values: view(customer), pool: customers.texts };
    const currencyColumn = position.currency < 0 ? null : textColumn(currencies, view(currency));
    const ledger: Ledger = {
      rows: kept,
      id: { values: view(id), pool: ids.texts },
      type: view(type),
      createdAt: view(created),
      expiresAt: view(expires),
      customer: customerColumn,
      order: { values: view(order), pool: orders.texts },
      cents: view(cents),
      reason: textColumn(reasons, view(reason)),
      currency: currencyColumn,
      extras: extras.map((codes, e) => textColumn(extraCoders[e]!, view(codes))),
      sheetRow: view(sheetRow),
      ...accountsOf(customerColumn, currencyColumn, kept),
      columns: sourceColumns(header),
    };
    return {
      ledger,
      sourceRows: rows,
      rejectedRows,
      rejectedCents,
      rejected,
      control: {
        rows: kept,
        earnedRows: counted.rows[EARNED]!,
        spentRows: counted.rows[SPENT]!,
        expiredRows: counted.rows[EXPIRED]!,
        earnedCents: counted.cents[EARNED]!,
        spentCents: counted.cents[SPENT]!,
        expiredCents: counted.cents[EXPIRED]!,
        quarantinedRows: rejectedRows,
      },
    };

    /** A row that was accepted when read, as text again. */
    function storedCells(r: number): string[] {
      return header.fields.map((field, c) => storedText(field, c, r));
    }
    function storedText(field: LedgerField | 'extra' | null, c: number, r: number): string {
      switch (field) {
        case 'TRANS_ID':
          return idText(ids.texts, id[r]!);
        case 'CUSTOMERID':
          return idText(customers.texts, customer[r]!);
        case 'ORDERID':
          return idText(orders.texts, order[r]!);
        case 'TCTYPE':
          return TYPE_NAMES[type[r]!]!;
        case 'CREATEDAT':
          return timeText(created[r]!);
        case 'EXPIREDAT':
          return Number.isNaN(expires[r]!) ? '' : timeText(expires[r]!);
        case 'AMOUNT':
          return decimalText(cents[r]!);
        case 'REASON':
          return reasons.pool[reason[r]!] ?? '';
        case 'CURRENCY':
          return currencies.pool[currency[r]!] ?? '';
        case 'extra':
          return extraCoders[extraAt.indexOf(c)]!.pool[extras[extraAt.indexOf(c)]![r]!] ?? '';
        default:
          return '';
      }
    }
  };
  return { row, chunk, finish };
}

function namedArrays({ float64, int32, uint8 }: GrowingColumns): LedgerArrays {
  const [id, created, expires, customer, order, cents] = float64 as Float64Array[];
  const [sheetRow, reason, currency, ...extras] = int32 as Int32Array[];
  const [type, bad] = uint8 as Uint8Array[];
  return {
    id: id!,
    created: created!,
    expires: expires!,
    customer: customer!,
    order: order!,
    cents: cents!,
    sheetRow: sheetRow!,
    reason: reason!,
    currency: currency!,
    extras,
    type: type!,
    bad: bad!,
  };
}

/** Moves what is not bad to the front. */
function moveTogether(
  column: Float64Array | Int32Array | Uint8Array,
  bad: Uint8Array,
  rows: number,
): void {
  let kept = bad.indexOf(1);
  for (let r = kept + 1; r < rows; r++) if (bad[r] === 0) column[kept++] = column[r]!;
}

function sourceColumns(header: HeaderMap): SourceColumn[] {
  let extra = 0;
  return header.fields.flatMap((field, c): SourceColumn[] => {
    const name = header.headers[c]!;
    if (field === null) return [];
    return [field === 'extra' ? { header: name, field, extra: extra++ } : { header: name, field }];
  });
}
