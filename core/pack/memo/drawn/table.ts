import type { Block, MemoColumn } from '../blocks/block.ts';
import { COLOURS, MARGIN } from './document.ts';
import type { MemoDocument } from './document.ts';

const SIZE = 7.5;
const PAD = 3;
/** Between a cell and the next one. */
const GAP = 8;
type Table = Extract<Block, { is: 'table' }>;

/** A table with its caption; its header stands again on each page. */
export function drawTable(document: MemoDocument, table: Table): void {
  const { caption, columns, rows } = withoutBlanks(table);
  const { pdf, root, shown, font } = document;
  const widths = widthsOf(columns, document.width);
  document.room(60);
  const element = pdf.struct('Table');
  root.add(element);
  element.add(
    pdf.struct('Caption', {}, () => {
      font('bold', 8.5).text(shown(caption), MARGIN, pdf.y, { width: document.width });
    }),
  );
  pdf.y += 2;
  const header = columns.map(({ title }) => title);
  drawRow(document, element, { kind: 'TH', columns, widths, cells: header, told: header });
  for (const row of rows) {
    const cells = row.map(shown);
    const height = heightOf(document, widths, cells);
    if (pdf.y + height > pdf.page.height - MARGIN - 16) {
      pdf.addPage();
      document.artifact(() =>
        drawCells(document, columns, widths, header, 'bold', (_, draw) => draw()),
      );
    }
    drawRow(document, element, { kind: 'TD', columns, widths, cells, told: row });
  }
  element.end();
  pdf.x = MARGIN;
  pdf.y += 8;
}

/** The table without those of its optional columns that say nothing. */
function withoutBlanks(table: Table): Table {
  const kept = table.columns.flatMap(({ isOptional }, c) =>
    isOptional === true && table.rows.every((row) => row[c] === '') ? [] : [c],
  );
  return {
    ...table,
    columns: kept.map((c) => table.columns[c]!),
    rows: table.rows.map((row) => kept.map((c) => row[c]!)),
  };
}

function widthsOf(columns: readonly MemoColumn[], width: number): readonly number[] {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  return columns.map(({ share }) => (share / shares) * width);
}

/** Cells as they are shown, and as whoever reads or copies them is told: letters that the font lacks stand there. */
interface Row {
  readonly kind: 'TH' | 'TD';
  readonly columns: readonly MemoColumn[];
  readonly widths: readonly number[];
  readonly cells: readonly string[];
  readonly told: readonly string[];
}

function drawRow(
  document: MemoDocument,
  table: ReturnType<PDFKit.PDFDocument['struct']>,
  { kind, columns, widths, cells, told }: Row,
): void {
  const { pdf } = document;
  const row = pdf.struct('TR');
  table.add(row);
  const face = kind === 'TH' ? 'bold' : 'plain';
  drawCells(document, columns, widths, cells, face, (c, draw) => {
    row.add(pdf.struct(kind, told[c] === cells[c] ? {} : { actual: told[c]! }, draw));
  });
  row.end();
}

function drawCells(
  document: MemoDocument,
  columns: readonly MemoColumn[],
  widths: readonly number[],
  cells: readonly string[],
  face: 'plain' | 'bold',
  put: (column: number, draw: () => void) => void,
): void {
  const { pdf, font } = document;
  const height = heightOf(document, widths, cells, face);
  const y = pdf.y;
  if (face === 'plain')
    document.artifact(() =>
      pdf
        .moveTo(MARGIN, y + height)
        .lineTo(MARGIN + document.width, y + height)
        .lineWidth(0.4)
        .stroke(COLOURS.line),
    );
  let x = MARGIN;
  for (const [c, cell] of cells.entries()) {
    const at = x;
    put(c, () => {
      font(face, SIZE).text(cell === '' ? ' ' : cell, at, y + PAD, {
        width: widths[c]! - GAP,
        align: columns[c]!.isNumber ? 'right' : 'left',
      });
    });
    x += widths[c]!;
  }
  pdf.x = MARGIN;
  pdf.y = y + height;
}

function heightOf(
  { pdf, font }: MemoDocument,
  widths: readonly number[],
  cells: readonly string[],
  face: 'plain' | 'bold' = 'plain',
): number {
  font(face, SIZE);
  const heights = cells.map((cell, c) =>
    pdf.heightOfString(cell || ' ', { width: widths[c]! - GAP }),
  );
  return Math.max(...heights) + 2 * PAD;
}
