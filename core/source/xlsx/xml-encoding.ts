import { TextDecoder } from 'node:util';
import { damaged } from '../reading/source-problem.ts';

/** What the first bytes of a document say of how the rest is to be read. */
export interface XmlEncoding {
  /** Of UTF-16, what brings it to UTF-8; null where the bytes are taken as UTF-8. */
  readonly utf16: TextDecoder | null;
  /** Length of a mark before the document that is no part of it. */
  readonly markBytes: number;
}

/** As many of the first bytes as tell the encoding. */
export const TELLING_BYTES = 4;

/** The encoding that the first bytes tell, by a byte order mark or by how the `<` is written. */
export function xmlEncoding(head: Buffer): XmlEncoding {
  const first = head.length < 2 ? 0 : head.readUInt16BE(0);
  // The decoder takes a mark of UTF-16 away itself.
  if (first === 0xfffe || first === 0x3c00) return inUtf16('utf-16le');
  if (first === 0xfeff || first === 0x003c) return inUtf16('utf-16be');
  return { utf16: null, markBytes: first === 0xefbb && head[2] === 0xbf ? 3 : 0 };
}

function inUtf16(label: 'utf-16le' | 'utf-16be'): XmlEncoding {
  return { utf16: new TextDecoder(label, { fatal: true }), markBytes: 0 };
}

/**
 * Throws `source.damaged` where an instruction (`<?xml … encoding="…"?>`) declares an encoding that
 * the document, of which it is known whether it is in UTF-16, cannot be read in.
 */
export function requireReadableEncoding(instruction: string, inUtf16: boolean): void {
  const declared = /^<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(instruction)?.[1];
  if (!declared || /^(utf-?8|us-ascii)$/i.test(declared)) return;
  if (inUtf16 && /^utf-?16/i.test(declared)) return;
  throw damaged(
    `A part of the workbook is written in ${declared}, not in UTF-8.`,
    'Open it in Excel and save it again as .xlsx.',
  );
}
