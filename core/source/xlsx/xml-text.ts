import { isUtf8 } from 'node:buffer';
import { damaged } from '../reading/source-problem.ts';

const AMPERSAND = 0x26;
const CARRIAGE_RETURN = 0x0d;
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/**
 * The text of a range of UTF-8 bytes of an XML document, with line ends as `\n` and, outside CDATA,
 * references replaced. Throws `source.damaged` where the bytes are no UTF-8 or a reference is unknown.
 */
export function xmlText(bytes: Buffer, start: number, end: number, cdata: boolean): string {
  let all = 0;
  let special = false;
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    all |= byte;
    if (byte === AMPERSAND || byte === CARRIAGE_RETURN) special = true;
  }
  let text = all < 0x80 ? bytes.toString('latin1', start, end) : utf8(bytes, start, end);
  if (special) {
    text = text.replace(/\r\n?/g, '\n');
    if (!cdata) text = withoutReferences(text);
  }
  return text;
}

function utf8(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('utf8', start, end);
  if (text.includes('\ufffd') && !isUtf8(bytes.subarray(start, end))) {
    throw damaged('A text of the workbook is not valid UTF-8.');
  }
  return text;
}

/** Replaces the five named references and the numeric ones. */
function withoutReferences(text: string): string {
  return text.replace(/&([^;&]{0,12});?/g, (whole, name: string) => {
    const value = whole.endsWith(';') ? referenced(name) : undefined;
    if (value === undefined)
      throw damaged(`The workbook contains the unknown XML reference ${whole}.`);
    return value;
  });
}

function referenced(name: string): string | undefined {
  const numeric = /^#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,8}))$/.exec(name);
  if (!numeric) return Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  const point = numeric[1] ? parseInt(numeric[1], 16) : Number(numeric[2]);
  const valid = point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
  return valid ? String.fromCodePoint(point) : undefined;
}

/** Replaces the `_x000D_` by which spreadsheets write characters that XML cannot hold. */
export function withoutExcelEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
}
