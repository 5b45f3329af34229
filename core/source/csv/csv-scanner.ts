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

/** A record longer than this is a quote that was never closed. */
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

/**
 * Records by RFC 4180, with any of the line ends CR, LF and CRLF. A record's row number is the line it
 * starts on; blank lines count. Throws `source.damaged`, naming the line, where a quote is not closed
 * or followed by text, and where a record has values beyond the header's columns.
 */
export function createCsvScanner(dialect: CsvDialect, rows: RowBuffer): CsvScanner {
  const delimiter = dialect.delimiter.charCodeAt(0);
  const windows = dialect.encoding === 'Windows-1252';
  let carry: Buffer | null = null;
  let line = 1;
  let skipLine = dialect.separatorLine;
  /** The chunk as Latin-1: cutting short strings from it is cheaper than making them from bytes. */
  let latin1 = '';
  /** Line of the last opening quote. */
  let quoteLine = 1;
  /** Fields of the header, blank ones included; 0 before it. */
  let headerFields = 0;
  /** Where the carried record must reach before it is worth scanning again. */
  let scanFrom = 0;

  function push(chunk: Buffer): void {
    const bytes: Buffer = carry ? Buffer.concat([carry, chunk]) : chunk;
    carry = bytes;
    if (bytes.length < scanFrom) return;
    scanAll(bytes, false);
  }

  function end(): void {
    if (carry && carry.length > 0) scanAll(carry, true);
    carry = null;
  }

  function scanAll(bytes: Buffer, final: boolean): void {
    latin1 = bytes.toString('latin1', 0, bytes.length);
    const length = bytes.length;
    let at = 0;
    while (at < length) {
      const next = record(bytes, at, length, final);
      if (next < 0) break;
      at = next;
    }
    latin1 = '';
    carry = at < length ? bytes.subarray(at) : null;
    const rest = length - at;
    if (rest > MAX_RECORD_BYTES) throw unclosed(quoteLine);
    // A long record is scanned again only when it has doubled, so that the work stays linear.
    scanFrom = rest > 65_536 ? rest * 2 : 0;
  }

  /** Scans one record; returns where the next begins, or -1 where its end is not there yet. */
  function record(bytes: Buffer, from: number, length: number, final: boolean): number {
    rows.begin(line);
    let lines = 0;
    let at = from;
    for (let column = 0; ; column++) {
      let high = 0;
      if (bytes[at] === QUOTE && at < length) {
        // A quoted field, whose end is the first quote that is not doubled.
        quoteLine = line + lines;
        const start = ++at;
        let doubled = false;
        for (;;) {
          if (at >= length) {
            if (final) throw unclosed(quoteLine);
            return -1;
          }
          const byte = bytes[at];
          if (byte === QUOTE) {
            if (at + 1 >= length && !final) return -1;
            if (bytes[at + 1] !== QUOTE || at + 1 >= length) break;
            doubled = true;
            at++;
          } else if (byte === LINE_FEED) {
            lines++;
          } else if (byte === CARRIAGE_RETURN) {
            if (at + 1 >= length && !final) return -1;
            if (bytes[at + 1] !== LINE_FEED) lines++;
          }
          high |= byte;
          at++;
        }
        let text = cut(bytes, start, at, high);
        if (doubled) text = text.replaceAll('""', '"');
        if (text !== '') setField(column, text, bytes[start], high);
        at++;
        while (at < length && bytes[at] === SPACE && delimiter !== SPACE) at++;
        if (at >= length && !final) return -1;
        if (at < length && !endsField(bytes[at])) {
          throw damaged(
            `Line ${line + lines} has text after a closing quote.`,
            'Double the quotes inside a quoted field, or export the file again.',
          );
        }
      } else {
        const start = at;
        for (; at < length; at++) {
          const byte = bytes[at];
          if (byte === delimiter || byte === LINE_FEED || byte === CARRIAGE_RETURN) break;
          high |= byte;
        }
        if (at >= length && !final) return -1;
        if (at > start) setField(column, cut(bytes, start, at, high), bytes[start], high);
      }
      if (at < length && bytes[at] === delimiter) {
        at++;
        // A record may end with a delimiter at the very end of the file.
        if (at >= length && !final) return -1;
        continue;
      }
      if (at < length) {
        if (bytes[at] === CARRIAGE_RETURN) {
          if (at + 1 >= length && !final) return -1;
          if (bytes[at + 1] === LINE_FEED && at + 1 < length) at++;
        }
        at++;
        lines++;
      }
      finishRecord(column + 1);
      line += lines;
      return at;
    }
  }

  function finishRecord(fields: number): void {
    if (skipLine) {
      skipLine = false;
      return;
    }
    if (headerFields > 0 && rows.width() > headerFields) {
      throw damaged(
        `Line ${line} has values beyond the last column of the header.`,
        'Put fields that hold the delimiter in quotes, or export the file again.',
      );
    }
    if (headerFields === 0 && rows.width() > 0) headerFields = fields;
    rows.end();
  }

  function endsField(byte: number): boolean {
    return byte === delimiter || byte === LINE_FEED || byte === CARRIAGE_RETURN;
  }

  function setField(column: number, text: string, first: number, high: number): void {
    // White space only is blank; a text that begins with a visible ASCII character never is.
    if ((first <= SPACE || high >= 0x80) && text.trim() === '') return;
    rows.setText(column, text);
  }

  function cut(bytes: Buffer, start: number, end: number, high: number): string {
    if (high < 0x80) {
      return end - start <= COPIED_LENGTH
        ? latin1.slice(start, end)
        : bytes.toString('latin1', start, end);
    }
    if (!windows) return bytes.toString('utf8', start, end);
    return bytes
      .toString('latin1', start, end)
      .replace(/[\x80-\x9f]/g, (char) => WINDOWS_1252[char.charCodeAt(0) - 0x80]!);
  }

  return { push, end };
}

function unclosed(line: number): Error {
  return damaged(
    `The quoted field that begins on line ${line} is never closed.`,
    'Look for a single quotation mark in the file, or export the file again.',
  );
}
