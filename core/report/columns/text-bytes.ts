import { splitSafeText } from '../../contract/spreadsheet/neutral-text.ts';

/** Texts as UTF-8 on shared memory: text i is bytes[start[i] .. start[i + 1]). */
export interface TextBytes {
  readonly bytes: Uint8Array;
  /** One more than there are texts. */
  readonly start: Float64Array;
}

/** The texts in their order; half a surrogate pair becomes U+FFFD, as no UTF-8 has it. */
export function textBytes(texts: readonly string[]): TextBytes {
  let most = 0;
  // A UTF-16 unit takes three bytes of UTF-8 at most.
  for (const text of texts) most += text.length * 3;
  const room = Buffer.allocUnsafe(most);
  const start = new Float64Array(new SharedArrayBuffer((texts.length + 1) * 8));
  let at = 0;
  for (let i = 0; i < texts.length; i++) {
    at += room.write(texts[i]!, at);
    start[i + 1] = at;
  }
  const bytes = new Uint8Array(new SharedArrayBuffer(at));
  bytes.set(room.subarray(0, at));
  return { bytes, start };
}

/**
 * What has to stand between quotation marks in CSV (RFC 4180, section 2); `#`, behind which some readers, and
 * DuckDB when it guesses, expect a comment; and `;` and tabs, at which others split.
 */
const NEEDS_QUOTES = /[",;\t\r\n#]/;

/**
 * The texts as they stand in a CSV cell: never run by a spreadsheet ({@link splitSafeText}), and quoted
 * where they have to be. The empty text stays empty.
 */
export function csvTextBytes(texts: readonly string[]): TextBytes {
  return textBytes(texts.map(csvText));
}

/** A text as a CSV cell. */
export function csvText(text: string): string {
  const safe = splitSafeText(text);
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A text that begins with a byte order mark keeps it. */
const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of that number. */
export function textAt({ bytes, start }: TextBytes, index: number): string {
  // A copy, because decoders do not take views of shared memory.
  return UTF8.decode(bytes.slice(start[index]!, start[index + 1]!));
}

const POOLS = new WeakMap<TextBytes, string[]>();

/** All of the texts as strings, made once. */
export function textsOf(texts: TextBytes): readonly string[] {
  let pool = POOLS.get(texts);
  if (!pool) {
    pool = Array.from({ length: texts.start.length - 1 }, (_, i) => textAt(texts, i));
    POOLS.set(texts, pool);
  }
  return pool;
}

/** Texts for all threads: as they are, and as a CSV cell has them. */
export interface SharedTexts {
  readonly texts: TextBytes;
  readonly csvTexts: TextBytes;
}

/** The texts in both forms. */
export function sharedTexts(pool: readonly string[]): SharedTexts {
  const texts = textBytes(pool);
  const csvTexts = csvTextBytes(pool);
  // Whatever CSV changes in a text makes it longer; where nothing is changed one copy will do.
  return { texts, csvTexts: csvTexts.bytes.length === texts.bytes.length ? texts : csvTexts };
}
