import type { LedgerRows } from '../../accepted/validated-source.ts';
import type { FindingLog } from '../../contract/findings.ts';
import type { IdPool } from '../../ledger/ids.ts';
import { decimalText } from '../../ledger/money.ts';
import type { DateSystem } from '../../ledger/time.ts';
import type { RowCode } from '../../rules/row-rules.ts';
import { FIELDS_THAT_ARE_READ } from '../../rules/rule/row-rule.ts';
import { columnLetters } from '../../source/headers.ts';
import type { HeaderMap } from '../../source/headers.ts';
import { cellText } from '../../source/reading/cells.ts';
import { BLANK, eachRow, FORMULA_WITHOUT_VALUE } from '../../source/reading/raw-rows.ts';
import type { ColumnChunk, RawRow } from '../../source/reading/raw-rows.ts';
import { acceptedLedger } from './accepted-ledger.ts';
import type { ColumnFormats } from './cell-values.ts';
import { judgeRow } from './judge-row.ts';
import { chunkFiller, noteStrays } from './ledger-chunk.ts';
import { ledgerInReading, makeRoom } from './ledger-columns.ts';
import { clearUnread, rowFiller } from './ledger-row.ts';
import { mayBeTotal, MOST_TOTALS, totalsIn } from './totals-row.ts';
import type { HeldRow } from './totals-row.ts';
import { isUndecided, UNDECIDED } from './undecided-row.ts';

export interface LedgerRowsOptions {
  readonly sheet: string;
  readonly findings: FindingLog;
  readonly dateSystem: DateSystem;
  readonly formats: ColumnFormats;
  /** Rows to expect, where known. */
  readonly hint: number | null;
  /** Whether rows of totals may stand below the others, as people add them to a sheet. */
  readonly totals: boolean;
  /** Keep the rejected rows for the quarantine; halting runs need only their count. */
  readonly keepRejected: boolean;
  readonly ids: IdPool;
  readonly customers: IdPool;
  readonly orders: IdPool;
}

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
  const { findings, sheet, keepRejected } = options;
  const ledger = ledgerInReading(header, options);
  const fillRow = rowFiller(ledger);
  const fillChunk = chunkFiller(ledger);
  const rejected = new Map<number, { codes: readonly RowCode[]; cells: readonly string[] }>();
  const strays = new Set<number>();

  const reject = (raw: RawRow): void => {
    const r = ledger.rows;
    const codes = judgeRow(ledger, raw, r, findings);
    clearUnread(ledger, r);
    ledger.arrays.bad[r] = 1;
    if (keepRejected)
      rejected.set(r, { codes, cells: header.headers.map((_, c) => cellText(raw, c)) });
  };
  /** Rows that are totals if no other row follows. */
  const held: HeldRow[] = [];
  const releaseHeld = (): void => {
    for (const { raw } of held.splice(0)) take(raw, false);
  };
  const row = (raw: RawRow): void => {
    if (isBlank(raw, ledger.position.TRANS_ID) && isHollow(raw, header)) return;
    take(raw, options.totals);
  };
  const take = (raw: RawRow, mayHold: boolean): void => {
    makeRoom(ledger, 1);
    const isOdd = fillRow(raw);
    if (isOdd && isUndecided(ledger, raw)) throw UNDECIDED;
    if (mayHold) {
      const total = isOdd && held.length < MOST_TOTALS ? mayBeTotal(ledger, raw) : null;
      if (total !== null) {
        held.push(total);
        return;
      }
      if (held.length > 0) {
        releaseHeld();
        take(raw, false);
        return;
      }
    }
    if (isOdd) reject(raw);
    for (let c = 0; c < raw.width; c++)
      if ((c >= header.fields.length || header.fields[c] === null) && cellText(raw, c) !== '')
        strays.add(c);
    ledger.rows++;
  };
  /** The rows at the end that say the sum of others are no movements; any other of them is one at fault. */
  const leaveOutTotals = (): void => {
    if (held.length === 0) return;
    const totalOf = totalsIn(ledger);
    // Before any is taken, so that each is compared with the rows above all of them.
    const judged = held.splice(0).map((row) => ({ ...row, of: totalOf(row) }));
    for (const { raw, cents, of } of judged) {
      if (of === null) take(raw, false);
      else
        findings.add('sheet.totals', {
          sheet,
          row: raw.rowNumber,
          value: decimalText(cents),
          what: `The row is the total of ${of} above it, ${decimalText(cents)}, and is left out`,
        });
    }
  };
  const chunk = (piece: ColumnChunk): void => {
    makeRoom(ledger, piece.rows);
    const unusual = fillChunk(piece);
    if (unusual === null) return eachRow(piece, row);
    noteStrays(piece, header, strays);
    for (let r = 0; r < piece.rows; r++) {
      if (unusual[r] === 0) ledger.rows++;
      else take(piece.row(r)!, false);
    }
  };
  const finish = (): LedgerRows => {
    leaveOutTotals();
    for (const c of strays)
      findings.add('column.unknown', {
        sheet,
        column: columnLetters(c),
        what: `Column ${columnLetters(c)} has values but no header; they are left out`,
      });
    for (const [field, { row: at, text }] of ledger.zones)
      findings.add('column.zone', {
        sheet,
        row: at,
        column: header.headers[ledger.position[field]]!,
        value: text,
      });
    const { currencySigns, position } = ledger;
    if (currencySigns.size > 1 && position.CURRENCY < 0)
      findings.add('column.currency-signs', {
        sheet,
        column: header.headers[position.AMOUNT]!,
        value: [...currencySigns].sort().join(' '),
        what: `The amounts have several currency signs (${[...currencySigns].sort().join(', ')}), but no column gives the currency`,
      });
    const rows = acceptedLedger(ledger, findings, keepRejected ? rejected : null);
    return options.formats.AMOUNT === 'comma' ? { ...rows, decimals: 'comma' } : rows;
  };
  return { row, chunk, finish };
}

/**
 * Whether a row holds nothing but formulas without a stored result, in columns that are carried along: such
 * as are copied down below a table, and show nothing. It is no row then, as a blank one is none.
 */
function isHollow(raw: RawRow, { fields }: HeaderMap): boolean {
  for (let c = 0; c < raw.width; c++) {
    if (isBlank(raw, c)) continue;
    if (raw.kind[c] !== FORMULA_WITHOUT_VALUE) return false;
    if ((FIELDS_THAT_ARE_READ as readonly (string | null | undefined)[]).includes(fields[c]))
      return false;
  }
  return true;
}

function isBlank(raw: RawRow, c: number): boolean {
  return c >= raw.width || raw.kind[c] === BLANK;
}
