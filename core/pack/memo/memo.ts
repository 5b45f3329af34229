import { spanOfPeriod } from '../../periods/periods.ts';
import type { PackInput } from '../input/pack-input.ts';
import type { Block, MemoSection } from './blocks/block.ts';
import { drawBars, drawCurves } from './drawn/charts.ts';
import { COLOURS, MARGIN, memoDocument } from './drawn/document.ts';
import type { MemoDocument } from './drawn/document.ts';
import { drawTable } from './drawn/table.ts';
import { breakage } from './sections/breakage.ts';
import { checks } from './sections/checks.ts';
import { completeness } from './sections/completeness.ts';
import { entries } from './sections/entries.ts';
import { exceptions } from './sections/exceptions.ts';
import { flux } from './sections/flux.ts';
import { rollForward } from './sections/roll-forward.ts';
import { sample } from './sections/sample.ts';
import { scope } from './sections/scope.ts';
import { signatures } from './sections/signatures.ts';
import { tieOut } from './sections/tie-out.ts';

/** The sections of the memo, in their order (RULES.md section 14). */
export const MEMO_SECTIONS: readonly MemoSection<PackInput>[] = [
  scope,
  signatures,
  completeness,
  tieOut,
  rollForward,
  entries,
  breakage,
  flux,
  exceptions,
  checks,
  sample,
];

/**
 * The memo of a pack as a PDF: its text can be selected and is tagged, its fonts are embedded. The same input gives the
 * same bytes; its moment is the end of the period.
 */
export function memoPdf(input: PackInput): Promise<Buffer> {
  const { detail, run } = input;
  const { entity } = detail.run.settings;
  const title = `Store credit of ${run.period}: reconciliation memo`;
  const name = entity ?? detail.run.sourceName;
  const document = memoDocument({
    title,
    author: name,
    foot: `${name}, ${run.period}, run ${run.id}`,
    at: spanOfPeriod(run.period, run.calendar)!.end,
  });
  heading(document, 'H1', title);
  for (const [n, section] of MEMO_SECTIONS.entries()) {
    heading(document, 'H2', `${n + 1}. ${section.title}`);
    for (const block of section.blocks(input)) draw(document, block);
  }
  const unshown = document.unshown();
  if (unshown > 0)
    paragraph(
      document,
      unshown === 1
        ? 'One letter is in a script that the font of this memo lacks and is a hollow box. The data files beside it have it, and so has what is copied from a table.'
        : `${unshown} letters are in a script that the font of this memo lacks and are hollow boxes. The data files beside it have all of them, and so has what is copied from a table.`,
    );
  return document.end();
}

function heading(document: MemoDocument, level: 'H1' | 'H2', text: string): void {
  const { pdf, root, font, shown, width } = document;
  document.room(90);
  if (level === 'H2') pdf.y += 8;
  root.add(
    pdf.struct(level, {}, () => {
      font('bold', level === 'H1' ? 17 : 12).text(shown(text), MARGIN, pdf.y, { width });
    }),
  );
  pdf.outline.addItem(text);
  pdf.y += 5;
}

function paragraph(document: MemoDocument, text: string): void {
  const { pdf, root, font, shown, width } = document;
  const made = shown(text);
  document.room(24);
  root.add(
    pdf.struct('P', {}, () => {
      font('plain', 9).text(made, MARGIN, pdf.y, { width, lineGap: 1.5 });
    }),
  );
  pdf.y += 5;
}

function draw(document: MemoDocument, block: Block): void {
  switch (block.is) {
    case 'text':
      return paragraph(document, block.text);
    case 'facts':
      return facts(document, block.facts);
    case 'table':
      return drawTable(document, block);
    case 'bars':
      return drawBars(document, block);
    case 'curves':
      return drawCurves(document, block);
  }
}

const NAMES = 130;

function facts(document: MemoDocument, list: Extract<Block, { is: 'facts' }>['facts']): void {
  const { pdf, root, font, shown, width } = document;
  for (const [name, value] of list) {
    const [label, text] = [shown(name), shown(value)];
    document.room(14);
    const y = pdf.y;
    root.add(
      pdf.struct('P', {}, () => {
        font('plain', 8.5, COLOURS.quiet).text(label, MARGIN, y, { width: NAMES - 8 });
        const after = pdf.y;
        font('plain', 8.5).text(text || '–', MARGIN + NAMES, y, { width: width - NAMES });
        pdf.y = Math.max(after, pdf.y) + 2;
      }),
    );
  }
  pdf.x = MARGIN;
  pdf.y += 5;
}
