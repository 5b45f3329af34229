import { damaged, sourceProblem } from '../reading/source-problem.ts';
import { requireReadableEncoding, TELLING_BYTES, xmlEncoding } from './xml-encoding.ts';
import type { XmlEncoding } from './xml-encoding.ts';

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

const NOTHING = Buffer.alloc(0);

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

/** What the scan knows of a document between two of its tokens. */
interface XmlDocument {
  readonly events: XmlEvents;
  /** Codes of the names of the elements that are open. */
  readonly open: Int32Array;
  depth: number;
  rootSeen: boolean;
  utf16: boolean;
}

/** A scanner of a document in UTF-8, or in UTF-16 (which is brought to UTF-8 first). */
export function createXmlScanner(events: XmlEvents): XmlScanner {
  const document: XmlDocument = {
    events,
    open: new Int32Array(MAX_DEPTH),
    depth: 0,
    rootSeen: false,
    utf16: false,
  };
  let encoding: XmlEncoding | null = null;
  /** What was pushed and is not yet scanned; in UTF-8, once the encoding is known. */
  let rest: Buffer = NOTHING;

  function push(chunk: Buffer): void {
    feed(chunk, false);
  }

  function end(): void {
    feed(NOTHING, true);
    if (document.depth > 0 || !document.rootSeen) throw cutOff();
  }

  function feed(chunk: Buffer, final: boolean): void {
    if (encoding) {
      scanOn(joined(rest, inUtf8(chunk, encoding, final)), final);
      return;
    }
    const head = joined(rest, chunk);
    if (head.length < TELLING_BYTES && !final) {
      rest = head;
      return;
    }
    encoding = xmlEncoding(head);
    document.utf16 = encoding.utf16 !== null;
    scanOn(inUtf8(head.subarray(encoding.markBytes), encoding, final), final);
  }

  /** Scans what is complete; keeps the rest for the next chunk. */
  function scanOn(bytes: Buffer, final: boolean): void {
    const at = scan(document, bytes, final);
    rest = bytes.subarray(at);
    if (rest.length > (final ? 0 : MAX_TOKEN_BYTES)) throw cutOff();
  }

  return { push, end };
}

function inUtf8(chunk: Buffer, { utf16 }: XmlEncoding, final: boolean): Buffer {
  // Half characters stay in the decoder.
  return utf16 ? Buffer.from(utf16.decode(chunk, { stream: !final }), 'utf8') : chunk;
}

function joined(rest: Buffer, chunk: Buffer): Buffer {
  return rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
}

/** Scans one token after the other; returns where the first begins that is not complete. */
function scan(document: XmlDocument, bytes: Buffer, final: boolean): number {
  const length = bytes.length;
  let at = 0;
  while (at < length) {
    const next =
      bytes[at] === LESS
        ? markup(document, bytes, at, length)
        : text(document, bytes, at, length, final);
    if (next < 0) break;
    at = next;
  }
  return at;
}

// Each of the following returns where the token ends, or -1 where its end is not there yet.

function text(
  document: XmlDocument,
  bytes: Buffer,
  at: number,
  length: number,
  final: boolean,
): number {
  let end = at + 1;
  while (end < length && bytes[end] !== LESS) end++;
  if (end === length && !final) return -1;
  if (document.depth > 0) document.events.text(bytes, at, end, false);
  else requireBlank(bytes, at, end);
  return end;
}

function markup(document: XmlDocument, bytes: Buffer, at: number, length: number): number {
  if (at + 1 >= length) return -1;
  switch (bytes[at + 1]) {
    case SLASH:
      return closing(document, bytes, at + 2, length);
    case BANG:
      return declaration(document, bytes, at, length);
    case QUESTION:
      return instruction(document, bytes, at, length);
    default:
      return opening(document, bytes, at + 1, length);
  }
}

function opening(document: XmlDocument, bytes: Buffer, at: number, length: number): number {
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
      throw notWellFormed();
    }
  }
  if (i >= length) return -1;
  if (letters === 0) throw notWellFormed();
  if (document.depth === 0 && document.rootSeen)
    throw damaged('A part of the workbook has two roots.');
  document.rootSeen = true;
  const name = finalCode(code, letters);
  const empty = i > attributes && bytes[i - 1] === SLASH;
  document.events.open(name, bytes, attributes, empty ? i - 1 : i, document.depth);
  if (empty) {
    document.events.close(name, document.depth);
  } else {
    if (document.depth === MAX_DEPTH) {
      throw sourceProblem('source.unsafe', 'The XML of the workbook is nested too deeply.');
    }
    document.open[document.depth++] = name;
  }
  return i + 1;
}

function closing(document: XmlDocument, bytes: Buffer, at: number, length: number): number {
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
  if (
    bytes[i] !== GREATER ||
    document.depth === 0 ||
    document.open[document.depth - 1] !== finalCode(code, letters)
  ) {
    throw notWellFormed();
  }
  document.depth--;
  document.events.close(document.open[document.depth], document.depth);
  return i + 1;
}

function declaration(document: XmlDocument, bytes: Buffer, at: number, length: number): number {
  const head = bytes.toString('latin1', at, Math.min(at + 9, length));
  if (head.startsWith('<!--')) {
    const end = bytes.indexOf('-->', at + 4, 'latin1');
    return end < 0 ? -1 : end + 3;
  }
  if (head === '<![CDATA[') {
    const end = bytes.indexOf(']]>', at + 9, 'latin1');
    if (end < 0) return -1;
    if (document.depth === 0) throw notWellFormed();
    document.events.text(bytes, at + 9, end, true);
    return end + 3;
  }
  if ('<!--'.startsWith(head) || '<![CDATA['.startsWith(head)) return -1;
  throw sourceProblem(
    'source.unsafe',
    'The workbook contains XML declarations that spreadsheet programs do not write.',
  );
}

function instruction(document: XmlDocument, bytes: Buffer, at: number, length: number): number {
  const end = bytes.indexOf('?>', at + 2, 'latin1');
  if (end < 0 || end >= length) return -1;
  requireReadableEncoding(bytes.toString('latin1', at, Math.min(end, at + 200)), document.utf16);
  return end + 2;
}

function requireBlank(bytes: Buffer, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    if (bytes[i] > SPACE) throw damaged('A part of the workbook is not XML.');
  }
}

function notWellFormed(): Error {
  return damaged('A part of the workbook is not well-formed XML.');
}

function cutOff(): Error {
  return damaged('A part of the workbook is incomplete.');
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
    if (i >= to) throw notWellFormed();
    onAttribute(nameFrom, nameTo, valueFrom, i);
    i++;
  }
}
