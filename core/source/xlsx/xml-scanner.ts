import { TextDecoder } from 'node:util';
import { damaged, sourceProblem } from '../reading/source-problem.ts';

/**
 * A scanner for the two large kinds of part, sheets and shared strings. It works on the bytes, so
 * that a cell costs no string unless it holds one; a general parser needs several times as long
 * (test/bench/xlsx-readers.ts). It checks that tags are balanced and refuses every declaration
 * (`<!DOCTYPE`, `<!ENTITY`), so there are no entities to expand.
 */
export interface XmlEvents {
  /** `name` is the {@link nameCode} of the local name; the attributes are `bytes[from, to)`. */
  open(name: number, bytes: Buffer, from: number, to: number, depth: number): void;
  /** Also called after `open` for a self-closing element. `depth` is that of its `open`. */
  close(name: number, depth: number): void;
  /** A piece of text; comments and CDATA sections cut a text into several pieces. */
  text(bytes: Buffer, start: number, end: number, cdata: boolean): void;
}

export interface XmlScanner {
  push(chunk: Buffer): void;
  /** Throws `source.damaged` where the document is not complete. */
  end(): void;
}

const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const COLON = 0x3a;
const SPACE = 0x20;

const MAX_DEPTH = 128;
/** Far above the 32,767 characters of a cell; a token without an end must not fill the memory. */
const MAX_TOKEN_BYTES = 16 * 2 ** 20;

/** One step of the code of a name: exact up to four letters, a hash beyond. */
function nextCode(code: number, length: number, byte: number): number {
  return length < 4 ? (code << 8) | byte : Math.imul(code, 0x01000193) ^ byte;
}

function finalCode(code: number, length: number): number {
  return length > 4 ? code | 0x80000000 : code;
}

/** The number that stands for a local name. */
export function nameCode(name: string): number {
  let code = 0;
  for (let i = 0; i < name.length; i++) code = nextCode(code, i, name.charCodeAt(i));
  return finalCode(code, name.length);
}

/** A scanner of a document in UTF-8, or in UTF-16 (which is brought to UTF-8 first). */
export function createXmlScanner(events: XmlEvents): XmlScanner {
  const stack = new Int32Array(MAX_DEPTH);
  let depth = 0;
  let started = false;
  let rootSeen = false;
  let carry: Buffer | null = null;
  let utf16: TextDecoder | null = null;

  function push(chunk: Buffer): void {
    const bytes = carry ? Buffer.concat([carry, chunk]) : chunk;
    carry = null;
    if (started) {
      if (utf16) feedUtf16(bytes, false);
      else scan(bytes, 0, false);
    } else if (bytes.length < 4) {
      carry = bytes;
    } else {
      start(bytes);
    }
  }

  /** Recognises the encoding by the first bytes. */
  function start(bytes: Buffer): void {
    started = true;
    const first = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
    if (first === 0xfffe || first === 0x3c00) utf16 = new TextDecoder('utf-16le', { fatal: true });
    if (first === 0xfeff || first === 0x003c) utf16 = new TextDecoder('utf-16be', { fatal: true });
    if (utf16) feedUtf16(bytes, false);
    else scan(bytes, first === 0xefbb && bytes[2] === 0xbf ? 3 : 0, false);
  }

  // Of UTF-16, `carry` holds UTF-8 that is not yet scanned; half characters stay in the decoder.
  let pending: Buffer | null = null;
  function feedUtf16(bytes: Buffer, final: boolean): void {
    const text = Buffer.from(utf16!.decode(bytes, { stream: !final }), 'utf8');
    const all = pending ? Buffer.concat([pending, text]) : text;
    carry = null;
    scan(all, 0, final);
    pending = carry;
    carry = null;
  }

  function end(): void {
    if (!started) start(carry ?? Buffer.alloc(0));
    const rest = carry ?? Buffer.alloc(0);
    carry = null;
    if (utf16) feedUtf16(rest, true);
    else scan(rest, 0, true);
    if (depth > 0 || !rootSeen) throw damaged('A part of the workbook is cut off.');
  }

  /** Scans what is complete; keeps the rest for the next chunk. */
  function scan(bytes: Buffer, from: number, final: boolean): void {
    const length = bytes.length;
    let at = from;
    while (at < length) {
      const next = bytes[at] === LESS ? markup(bytes, at, length) : text(bytes, at, length, final);
      if (next < 0) break;
      at = next;
    }
    if (at === length) return;
    if (final || length - at > MAX_TOKEN_BYTES) throw damaged('A part of the workbook is cut off.');
    carry = bytes.subarray(at);
  }

  // Each of the following returns where the token ends, or -1 where its end is not there yet.

  function text(bytes: Buffer, at: number, length: number, final: boolean): number {
    let end = at + 1;
    while (end < length && bytes[end] !== LESS) end++;
    if (end === length && !final) return -1;
    if (depth > 0) events.text(bytes, at, end, false);
    else requireBlank(bytes, at, end);
    return end;
  }

  function markup(bytes: Buffer, at: number, length: number): number {
    if (at + 1 >= length) return -1;
    switch (bytes[at + 1]) {
      case SLASH:
        return closing(bytes, at + 2, length);
      case BANG:
        return declaration(bytes, at, length);
      case QUESTION:
        return instruction(bytes, at, length);
      default:
        return opening(bytes, at + 1, length);
    }
  }

  function opening(bytes: Buffer, at: number, length: number): number {
    let i = at;
    let code = 0;
    let letters = 0;
    for (; i < length; i++) {
      const byte = bytes[i];
      if (byte <= SPACE || byte === GREATER || byte === SLASH) break;
      if (byte === COLON) {
        code = 0;
        letters = 0;
      } else {
        code = nextCode(code, letters++, byte);
      }
    }
    const attributes = i;
    for (; i < length; i++) {
      const byte = bytes[i];
      if (byte === GREATER) break;
      if (byte === QUOTE || byte === APOSTROPHE) {
        i++;
        while (i < length && bytes[i] !== byte) i++;
      } else if (byte === LESS) {
        throw damaged('A part of the workbook is not well-formed XML.');
      }
    }
    if (i >= length) return -1;
    if (letters === 0) throw damaged('A part of the workbook is not well-formed XML.');
    if (depth === 0 && rootSeen) throw damaged('A part of the workbook has two roots.');
    rootSeen = true;
    const name = finalCode(code, letters);
    const empty = i > attributes && bytes[i - 1] === SLASH;
    events.open(name, bytes, attributes, empty ? i - 1 : i, depth);
    if (empty) {
      events.close(name, depth);
    } else {
      if (depth === MAX_DEPTH) {
        throw sourceProblem(
          'source.unsafe',
          'The workbook nests XML deeper than any spreadsheet does.',
        );
      }
      stack[depth++] = name;
    }
    return i + 1;
  }

  function closing(bytes: Buffer, at: number, length: number): number {
    let i = at;
    let code = 0;
    let letters = 0;
    for (; i < length; i++) {
      const byte = bytes[i];
      if (byte === GREATER || byte <= SPACE) break;
      if (byte === COLON) {
        code = 0;
        letters = 0;
      } else {
        code = nextCode(code, letters++, byte);
      }
    }
    while (i < length && bytes[i] <= SPACE) i++;
    if (i >= length) return -1;
    if (bytes[i] !== GREATER || depth === 0 || stack[depth - 1] !== finalCode(code, letters)) {
      throw damaged('A part of the workbook is not well-formed XML.');
    }
    depth--;
    events.close(stack[depth], depth);
    return i + 1;
  }

  function declaration(bytes: Buffer, at: number, length: number): number {
    const head = bytes.toString('latin1', at, Math.min(at + 9, length));
    if (head.startsWith('<!--')) {
      const end = bytes.indexOf('-->', at + 4, 'latin1');
      return end < 0 ? -1 : end + 3;
    }
    if (head === '<![CDATA[') {
      const end = bytes.indexOf(']]>', at + 9, 'latin1');
      if (end < 0) return -1;
      if (depth === 0) throw damaged('A part of the workbook is not well-formed XML.');
      events.text(bytes, at + 9, end, true);
      return end + 3;
    }
    if ('<!--'.startsWith(head) || '<![CDATA['.startsWith(head)) return -1;
    throw sourceProblem(
      'source.unsafe',
      'The workbook holds XML declarations that no spreadsheet program writes.',
    );
  }

  function instruction(bytes: Buffer, at: number, length: number): number {
    const end = bytes.indexOf('?>', at + 2, 'latin1');
    if (end < 0 || end >= length) return -1;
    const encoding = /^<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(
      bytes.toString('latin1', at, Math.min(end, at + 200)),
    )?.[1];
    if (
      encoding &&
      !/^(utf-?8|us-ascii)$/i.test(encoding) &&
      !(utf16 && /^utf-?16/i.test(encoding))
    ) {
      throw damaged(
        `A part of the workbook is written in ${encoding}, not in UTF-8.`,
        'Open it in Excel and save it again as .xlsx.',
      );
    }
    return end + 2;
  }

  return { push, end };
}

function requireBlank(bytes: Buffer, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    if (bytes[i] > SPACE) throw damaged('A part of the workbook is not XML.');
  }
}

/** Calls `onAttribute` with the range of each attribute's name and value. */
export function eachAttribute(
  bytes: Buffer,
  from: number,
  to: number,
  onAttribute: (nameFrom: number, nameTo: number, valueFrom: number, valueTo: number) => void,
): void {
  let i = from;
  while (i < to) {
    if (bytes[i] <= SPACE) {
      i++;
      continue;
    }
    const nameFrom = i;
    while (i < to && bytes[i] !== 0x3d && bytes[i] > SPACE) i++;
    const nameTo = i;
    while (i < to && bytes[i] !== QUOTE && bytes[i] !== APOSTROPHE) i++;
    const quote = bytes[i++];
    const valueFrom = i;
    while (i < to && bytes[i] !== quote) i++;
    if (i >= to) throw damaged('A part of the workbook is not well-formed XML.');
    onAttribute(nameFrom, nameTo, valueFrom, i);
    i++;
  }
}
