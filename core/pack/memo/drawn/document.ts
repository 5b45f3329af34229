import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { letterNumbers, shownText } from './shown-text.ts';

type Pdf = PDFKit.PDFDocument;
type Element = ReturnType<Pdf['struct']>;

export const COLOURS = {
  ink: '#1a1f27',
  quiet: '#5b6573',
  line: '#c9d0d9',
  fill: '#eef1f5',
  mark: '#1f5fa8',
};
export const MARGIN = 48;
const FONTS = { plain: 'DejaVuSansCondensed.ttf', bold: 'DejaVuSansCondensed-Bold.ttf' } as const;
export type Face = keyof typeof FONTS;

/** The bytes of the fonts, read once. */
let fonts: Readonly<Record<Face, Buffer>> | undefined;

function fontBytes(): Readonly<Record<Face, Buffer>> {
  const { resolve } = createRequire(import.meta.url);
  const read = (name: string) => readFileSync(resolve(`dejavu-fonts-ttf/ttf/${name}`));
  return (fonts ??= { plain: read(FONTS.plain), bold: read(FONTS.bold) });
}

/** What a PDF says of itself. */
export interface MemoAbout {
  readonly title: string;
  readonly author: string;
  /** What stands on every page beside its number. */
  readonly foot: string;
  /** ms since 1970: the same input has the same moment. */
  readonly at: number;
}

/** A tagged PDF that is being written: what stands on it, from the top to the bottom. */
export interface MemoDocument {
  readonly pdf: Pdf;
  /** The root of the tags. */
  readonly root: Element;
  /** Letters that no embedded font can show, so far. */
  unshown(): number;
  font(face: Face, size: number, colour?: string): Pdf;
  /** A text as the fonts can show it. */
  shown(text: string): string;
  /** Begins a page where so much height is not left. */
  room(height: number): void;
  /** The width between the margins. */
  readonly width: number;
  /** What is drawn for the eye only. */
  artifact(draw: () => void): void;
  end(): Promise<Buffer>;
}

/** A new document of A4 pages, with its fonts embedded as far as they are used. */
export function memoDocument({ title, author, foot, at }: MemoAbout): MemoDocument {
  const bytes = fontBytes();
  const moment = new Date(at);
  const pdf = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    pdfVersion: '1.7',
    // The types know the archival subsets only.
    subset: 'PDF/UA' as 'PDF/A-2a',
    tagged: true,
    displayTitle: true,
    lang: 'en',
    // None to begin with: one that was opened here would be opened again whenever it is asked for by its name.
    font: null as unknown as string,
    info: { Title: title, Author: author, CreationDate: moment, ModDate: moment },
  });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  for (const face of Object.keys(bytes) as Face[]) pdf.registerFont(face, bytes[face]);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  // What pdfkit has opened knows which letters it can show.
  const letters = letterNumbers(pdf.font('plain'));
  let unshown = 0;
  const shown = (text: string): string => {
    const made = shownText(text, letters);
    unshown += made.unshown;
    return made.text;
  };
  const self: MemoDocument = {
    pdf,
    root,
    unshown: () => unshown,
    font: (face, size, colour = COLOURS.ink) => pdf.font(face, size).fillColor(colour),
    shown,
    room(height) {
      if (pdf.y + height > pdf.page.height - MARGIN - 16) pdf.addPage();
    },
    width: pdf.page.width - 2 * MARGIN,
    artifact(draw) {
      pdf.markContent('Artifact', { type: 'Layout' });
      draw();
      pdf.endMarkedContent();
    },
    end() {
      numberPages(self, foot);
      root.end();
      return new Promise((resolve) => {
        pdf.on('end', () => resolve(Buffer.concat(chunks)));
        pdf.end();
      });
    },
  };
  return self;
}

/** What the memo is and which page of how many, below each. */
function numberPages({ pdf, artifact, font, shown, width }: MemoDocument, foot: string): void {
  const { start, count } = pdf.bufferedPageRange();
  const text = shown(foot);
  for (let page = start; page < start + count; page++) {
    pdf.switchToPage(page);
    artifact(() => {
      // Below the margin pdfkit would begin another page.
      pdf.page.margins.bottom = 0;
      font('plain', 7.5, COLOURS.quiet);
      const y = pdf.page.height - MARGIN + 10;
      pdf.text(text, MARGIN, y, {
        width: width - 70,
        lineBreak: false,
        ellipsis: true,
        height: 10,
      });
      pdf.text(`${page + 1} of ${count}`, MARGIN + width - 60, y, {
        width: 60,
        align: 'right',
        lineBreak: false,
      });
    });
  }
}
