import type { CsvDialect } from './csv-dialect.ts';
import type { RowBuffer } from '../reading/row-buffer.ts';
import { damaged } from '../reading/source-problem.ts';

/** A scanner that is fed the bytes of a text file (UTF-8 or Windows-1252) and delivers its records. */
export interface CsvScanner {
  push(chunk: Buffer): void;
  /** Takes the last record; throws `source.damaged` where a quote is not closed. */
  end(): void;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
const SPACE = 0x20;

/** A record longer than this is a quote that was never closed, or no record at all. */
const MAX_RECORD_BYTES = 16 * 2 ** 20;

/**
 * Strings up to this length are copied when cut from a longer one; longer ones would keep it alive,
 * so they are made from the bytes.
 */
const COPIED_LENGTH = 12;

/** What Windows-1252 shows for the bytes 0x80 to 0x9f, where it differs from Latin-1. */
const WINDOWS_1252 =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

/** What the scan of a file knows between two fields. */
interface CsvScan {
  readonly rows: RowBuffer;
  /** Code of the character between fields. */
  readonly delimiter: number;
  /** Whether bytes from 0x80 are Windows-1252, not UTF-8. */
  readonly windows: boolean;
  /** What is scanned at once, as Latin-1: cutting short strings from it is cheaper than making them from bytes. */
  latin1: string;
  /** Whether these are the last bytes of the file. */
  final: boolean;
  /** The line that the record begins on, from 1. */
  line: number;
  /** Line ends within the record so far. */
  lines: number;
  /** Line of the last opening quote. */
  quoteLine: number;
  /** Whether the record whose end is not there yet breaks off between quotes. */
  quoteOpen: boolean;
  /** Whether the next record is the line that names the delimiter (`sep=;`). */
  skipLine: boolean;
  /** Lines before it are titles. */
  readonly headerRow: number;
  /** Fields of the header, blank ones included; 0 before it. */
  headerFields: number;
}

/**
 * Records by RFC 4180, with any of the line ends CR, LF and CRLF. A record's row number is the line it
 * starts on; blank lines count. Throws `source.damaged`, naming the line, where a quote is not closed
 * or followed by text, and where a record has values beyond the header's columns.
 */
export function createCsvScanner(dialect: CsvDialect, rows: RowBuffer, headerRow = 1): CsvScanner {
  const scan: CsvScan = {
    rows,
    delimiter: dialect.delimiter.charCodeAt(0),
    windows: dialect.encoding === 'Windows-1252',
    latin1: '',
    final: false,
    line: 1,
    lines: 0,
    quoteLine: 1,
    quoteOpen: false,
    skipLine: dialect.separatorLine,
    headerRow,
    headerFields: 0,
  };
  let carry: Buffer | null = null;
  /** Where the carried record must reach before it is worth scanning again. */
  let scanFrom = 0;

  function push(chunk: Buffer): void {
    const bytes: Buffer = carry ? Buffer.concat([carry, chunk]) : chunk;
    carry = bytes;
    if (bytes.length < scanFrom) return;
    scanAll(bytes);
  }

  function end(): void {
    scan.final = true;
    if (carry && carry.length > 0) scanAll(carry);
    carry = null;
  }

  function scanAll(bytes: Buffer): void {
    const length = bytes.length;
    scan.latin1 = bytes.toString('latin1', 0, length);
    let at = 0;
    while (at < length) {
      const next = record(scan, bytes, at, length);
      if (next < 0) break;
      at = next;
    }
    scan.latin1 = '';
    carry = at < length ? bytes.subarray(at) : null;
    const rest = length - at;
    if (rest > MAX_RECORD_BYTES)
      throw scan.quoteOpen ? unclosed(scan.quoteLine) : tooLong(scan.line);
    // A long record is scanned again only when it has doubled, so that the work stays linear.
    scanFrom = rest > 65_536 ? rest * 2 : 0;
  }

  return { push, end };
}

// Each of the following returns where it ends, or -1 where its end is not there yet.

/** Scans one record, to where the next begins. */
function record(scan: CsvScan, bytes: Buffer, from: number, length: number): number {
  scan.rows.begin(scan.line);
  scan.lines = 0;
  scan.quoteOpen = false;
  let at = from;
  for (let column = 0; ; column++) {
    at =
      bytes[at] === QUOTE && at < length
        ? quotedField(scan, bytes, at + 1, length, column)
        : plainField(scan, bytes, at, length, column);
    if (at < 0) return -1;
    if (at < length && bytes[at] === scan.delimiter) {
      at++;
      // A record may end with a delimiter at the very end of the file.
      if (at >= length && !scan.final) return -1;
      continue;
    }
    at = lineEnd(scan, bytes, at, length);
    if (at < 0) return -1;
    finishRecord(scan, column + 1);
    scan.line += scan.lines;
    return at;
  }
}

/** Scans a field after its opening quote, to the delimiter or line end after the closing one. */
function quotedField(
  scan: CsvScan,
  bytes: Buffer,
  start: number,
  length: number,
  column: number,
): number {
  const { delimiter, final } = scan;
  scan.quoteLine = scan.line + scan.lines;
  let at = start;
  let high = 0;
  let doubled = false;
  // The field's end is the first quote that is not doubled.
  for (;;) {
    if (at >= length) {
      if (final) throw unclosed(scan.quoteLine);
      scan.quoteOpen = true;
      return -1;
    }
    const byte = bytes[at];
    if (byte === QUOTE) {
      if (at + 1 >= length && !final) return -1;
      if (bytes[at + 1] !== QUOTE || at + 1 >= length) break;
      doubled = true;
      at++;
    } else if (byte === LINE_FEED) {
      scan.lines++;
    } else if (byte === CARRIAGE_RETURN) {
      if (at + 1 >= length && !final) return -1;
      if (bytes[at + 1] !== LINE_FEED) scan.lines++;
    }
    high |= byte;
    at++;
  }
  let text = cut(scan, bytes, start, at, high);
  if (doubled) text = text.replaceAll('""', '"');
  if (text !== '') setField(scan, column, text, bytes[start], high);
  at++;
  while (at < length && bytes[at] === SPACE && delimiter !== SPACE) at++;
  if (at >= length && !final) return -1;
  if (at < length && !endsField(scan, bytes[at])) {
    throw damaged(
      `Line ${scan.line + scan.lines} has text after a closing quote.`,
      'Double the quotes inside a quoted field, or export the file again.',
    );
  }
  return at;
}

/** Scans a field that is not quoted, to the delimiter or line end after it. */
function plainField(
  scan: CsvScan,
  bytes: Buffer,
  start: number,
  length: number,
  column: number,
): number {
  const { delimiter } = scan;
  let at = start;
  let high = 0;
  for (; at < length; at++) {
    const byte = bytes[at];
    if (byte === delimiter || byte === LINE_FEED || byte === CARRIAGE_RETURN) break;
    high |= byte;
  }
  if (at >= length && !scan.final) return -1;
  if (at > start) setField(scan, column, cut(scan, bytes, start, at, high), bytes[start], high);
  return at;
}

/** Scans a line end; the file may end without one. */
function lineEnd(scan: CsvScan, bytes: Buffer, at: number, length: number): number {
  if (at >= length) return at;
  scan.lines++;
  if (bytes[at] !== CARRIAGE_RETURN) return at + 1;
  if (at + 1 >= length) return scan.final ? at + 1 : -1;
  return bytes[at + 1] === LINE_FEED ? at + 2 : at + 1;
}

function finishRecord(scan: CsvScan, fields: number): void {
  const { rows } = scan;
  if (scan.skipLine) {
    scan.skipLine = false;
    return;
  }
  if (scan.line < scan.headerRow) {
    rows.end();
    return;
  }
  if (scan.headerFields > 0 && rows.width() > scan.headerFields) {
    throw damaged(
      `Line ${scan.line} has values beyond the last column of the header.`,
      'Put fields that contain the delimiter in quotes, or export the file again.',
    );
  }
  if (scan.headerFields === 0 && rows.width() > 0) scan.headerFields = fields;
  rows.end();
}

function endsField({ delimiter }: CsvScan, byte: number): boolean {
  return byte === delimiter || byte === LINE_FEED || byte === CARRIAGE_RETURN;
}

function setField(scan: CsvScan, column: number, text: string, first: number, high: number): void {
  // White space only is blank; a text that begins with a visible ASCII character never is.
  if ((first <= SPACE || high >= 0x80) && text.trim() === '') return;
  scan.rows.setText(column, text);
}

/** The text of `bytes[start, end)`; `high` is all of its bytes, or-ed. */
function cut(scan: CsvScan, bytes: Buffer, start: number, end: number, high: number): string {
  if (high < 0x80) {
    return end - start <= COPIED_LENGTH
      ? scan.latin1.slice(start, end)
      : bytes.toString('latin1', start, end);
  }
  if (!scan.windows) return bytes.toString('utf8', start, end);
  return bytes
    .toString('latin1', start, end)
    .replace(/[\x80-\x9f]/g, (char) => WINDOWS_1252[char.charCodeAt(0) - 0x80]!);
}

function tooLong(line: number): Error {
  return damaged(
    `Line ${line} is longer than 16 MB, too long for a row of a table.`,
    'Check that each row is on its own line, or export the file again.',
  );
}

function unclosed(line: number): Error {
  return damaged(
    `The quoted field that begins on line ${line} is never closed.`,
    'Look for an unmatched quotation mark in the file, or export the file again.',
  );
}
