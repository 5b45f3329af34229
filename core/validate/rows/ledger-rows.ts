import type { LedgerRows } from '../../accepted/validated-source.ts';
import type { FindingLog } from '../../contract/findings.ts';
import type { IdPool } from '../../ledger/ids.ts';
import type { DateSystem } from '../../ledger/time.ts';
import type { RowCode } from '../../rules/row-rules.ts';
import { FIELDS_THAT_ARE_READ } from '../../rules/rule/row-rule.ts';
import { columnLetters } from '../../source/headers.ts';
import type { HeaderMap } from '../../source/headers.ts';
import { cellText } from '../../source/reading/cells.ts';
import { BLANK, eachRow, FORMULA_WITHOUT_VALUE } from '../../source/reading/raw-rows.ts';
import type { ColumnChunk, RawRow } from '../../source/reading/raw-rows.ts';
import { acceptedLedger } from './accepted-ledger.ts';
import { judgeRow } from './judge-row.ts';
import { chunkFiller, noteStrays } from './ledger-chunk.ts';
import { ledgerInReading, makeRoom } from './ledger-columns.ts';
import { clearUnread, rowFiller } from './ledger-row.ts';

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
  const row = (raw: RawRow): void => {
    if (isBlank(raw, ledger.position.TRANS_ID) && isHollow(raw, header)) return;
    makeRoom(ledger, 1);
    if (fillRow(raw)) reject(raw);
    for (let c = 0; c < raw.width; c++)
      if ((c >= header.fields.length || header.fields[c] === null) && cellText(raw, c) !== '')
        strays.add(c);
    ledger.rows++;
  };
  const chunk = (piece: ColumnChunk): void => {
    makeRoom(ledger, piece.rows);
    const unusual = fillChunk(piece);
    if (unusual === null) return eachRow(piece, row);
    noteStrays(piece, header, strays);
    for (let r = 0; r < piece.rows; r++) {
      if (unusual[r] === 0) ledger.rows++;
      else row(piece.row(r)!);
    }
  };
  const finish = (): LedgerRows => {
    for (const c of strays)
      findings.add('column.unknown', {
        sheet,
        column: columnLetters(c),
        what: `Column ${columnLetters(c)} holds values but has no header; they are not carried along`,
      });
    const { currencySigns, position } = ledger;
    if (currencySigns.size > 1 && position.CURRENCY < 0)
      findings.add('column.currency-signs', {
        sheet,
        column: header.headers[position.AMOUNT]!,
        value: [...currencySigns].sort().join(' '),
        what: `The amounts bear more than one currency sign (${[...currencySigns].sort().join(', ')}), and no column says which is in which currency`,
      });
    return acceptedLedger(ledger, findings, keepRejected ? rejected : null);
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
