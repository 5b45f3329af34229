/** Stands for a letter that a font has not. */
const HOLLOW = '\u25AF';

/** The letters of the font that a PDF is written in at the moment, by their code points. */
export function letterNumbers(pdf: PDFKit.PDFDocument): ReadonlySet<number> {
  // pdfkit's types do not tell what its fonts are made of.
  const { _font } = pdf as unknown as { readonly _font: { readonly font: OpenedFont } };
  return new Set(_font.font.characterSet);
}

interface OpenedFont {
  readonly characterSet: readonly number[];
}

/**
 * A text as a font can show it: a letter that it has not is a hollow box, a control character or a line break a
 * space. Says how many letters are such boxes.
 */
export function shownText(
  text: string,
  letters: ReadonlySet<number>,
): { readonly text: string; readonly unshown: number } {
  let unshown = 0;
  let made = '';
  for (const letter of text.toWellFormed()) {
    if (/[\s\p{Cc}]/u.test(letter)) made += ' ';
    else if (letters.has(letter.codePointAt(0)!)) made += letter;
    else {
      made += HOLLOW;
      unshown++;
    }
  }
  return { text: made, unshown };
}
