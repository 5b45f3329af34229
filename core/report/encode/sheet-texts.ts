import { textAt, textBytes } from '../columns/text-bytes.ts';
import type { TextBytes } from '../columns/text-bytes.ts';
import { heldText, mendingOf } from './held-text.ts';

/** Texts as they stand in the XML of a sheet. */
export interface CellTexts extends TextBytes {
  /** Whether any of them has blanks that XML may take away. */
  readonly keepsBlanks: boolean;
  /** What was done to each ({@link mendingOf}); null where nothing was to any. */
  readonly mendings: Uint8Array | null;
}

const CELL_TEXTS = new WeakMap<TextBytes, CellTexts>();

/** The texts as cells hold them ({@link heldText}), as XML; made once for each dictionary. */
export function cellTextsOf(texts: TextBytes): CellTexts {
  let cells = CELL_TEXTS.get(texts);
  if (!cells) {
    const odd = oddTexts(texts);
    cells =
      odd.length === 0 ? { ...texts, keepsBlanks: false, mendings: null } : withTold(texts, odd);
    CELL_TEXTS.set(texts, cells);
  }
  return cells;
}

const [SPACE, AMPERSAND, PLUS, MINUS, LESS, EQUALS, GREATER, AT] = [32, 38, 43, 45, 60, 61, 62, 64];
const [UNDERSCORE, X, DELETE] = [95, 120, 127];
/** The first byte of U+F000 to U+FFFF, of which three are held by no XML. */
const LAST_OF_THREE = 0xef;
/** No shorter text is longer than a cell holds. */
const LONG = 32_767;

/** Those texts, of a dictionary most of which are plain, that may not stand in a sheet as they are. */
function oddTexts({ bytes, start }: TextBytes): number[] {
  const odd: number[] = [];
  for (let i = 0; i + 1 < start.length; i++) {
    const from = start[i]!;
    const to = start[i + 1]!;
    if (to - from > LONG || isOdd(bytes, from, to)) odd.push(i);
  }
  return odd;
}

function isOdd(bytes: Uint8Array, from: number, to: number): boolean {
  if (from === to) return false;
  const first = bytes[from]!;
  if (first === EQUALS || first === PLUS || first === MINUS || first === AT) return true;
  if (first === SPACE || bytes[to - 1] === SPACE) return true;
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if (byte < SPACE || byte === AMPERSAND || byte === LESS || byte === GREATER) return true;
    if (byte === DELETE || byte === LAST_OF_THREE) return true;
    if (byte === UNDERSCORE && bytes[i + 1] === X) return true;
  }
  return false;
}

const MARKUP = /[&<>]/g;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A text as it stands in the XML of a sheet. */
function cellXml(text: string): string {
  return heldText(text).replace(MARKUP, (letter) => ENTITIES[letter]!);
}

/** All of the texts, of which the odd ones are written as XML. */
function withTold(texts: TextBytes, odd: readonly number[]): CellTexts {
  const originals = odd.map((i) => textAt(texts, i));
  const told = textBytes(originals.map(cellXml));
  const mendings = new Uint8Array(texts.start.length - 1);
  originals.forEach((text, n) => (mendings[odd[n]!] = mendingOf(text)));
  const room = new Uint8Array(texts.bytes.length + told.bytes.length);
  const start = new Float64Array(texts.start.length);
  let at = 0;
  let next = 0;
  for (let i = 0; i + 1 < start.length; i++) {
    const isTold = odd[next] === i;
    const from = isTold ? told : texts;
    const n = isTold ? next++ : i;
    const bytes = from.bytes.subarray(from.start[n]!, from.start[n + 1]!);
    room.set(bytes, at);
    at += bytes.length;
    start[i + 1] = at;
  }
  return {
    bytes: room.slice(0, at),
    start,
    keepsBlanks: true,
    mendings: mendings.some((mending) => mending > 0) ? mendings : null,
  };
}
