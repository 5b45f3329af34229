import { decimalText } from '../../../ledger/money.ts';
import type { Block } from '../blocks/block.ts';
import { COLOURS, MARGIN } from './document.ts';
import type { MemoDocument } from './document.ts';

const ROW = 13;
const LABEL = 90;
const AMOUNT = 90;
const CURVES = 150;
/** Told apart by colour and by their dashes. */
const STROKES = [
  ['#1f5fa8', 0],
  ['#b4541a', 4],
  ['#2f7d4f', 2],
  ['#7a3f98', 6],
  ['#8a7a10', 3],
  ['#555555', 1],
] as const;

/** Bars to the right, each with its name and its amount beside it; those below zero are hollow. */
export function drawBars(
  document: MemoDocument,
  { caption, values }: Extract<Block, { is: 'bars' }>,
): void {
  const most = Math.max(1, ...values.map(({ cents }) => Math.abs(cents)));
  const told = `${caption}: ${values.map(({ label, cents }) => `${label} ${decimalText(cents)}`).join('; ')}`;
  figure(document, caption, told, values.length * ROW, (top) => {
    const { pdf, font, width, shown } = document;
    for (const [v, { label, cents }] of values.entries()) {
      const y = top + v * ROW;
      const long = (Math.abs(cents) / most) * (width - LABEL - AMOUNT - 12);
      font('plain', 7.5, COLOURS.quiet).text(shown(label), MARGIN, y + 2, {
        width: LABEL,
        lineBreak: false,
      });
      pdf.rect(MARGIN + LABEL, y + 2, Math.max(0.5, long), ROW - 5);
      if (cents < 0) pdf.lineWidth(0.7).stroke(COLOURS.mark);
      else pdf.fill(COLOURS.mark);
      font('plain', 7.5).text(decimalText(cents), MARGIN + width - AMOUNT, y + 2, {
        width: AMOUNT,
        align: 'right',
        lineBreak: false,
      });
    }
  });
}

/** Curves of shares over months, with a legend. */
export function drawCurves(
  document: MemoDocument,
  { caption, curves }: Extract<Block, { is: 'curves' }>,
): void {
  const last = (shares: readonly number[]): string =>
    `${((shares.at(-1) ?? 0) * 100).toFixed(1)} %`;
  const told = `${caption}: ${curves.map(({ label, shares }) => `${label} ${last(shares)} after ${shares.length - 1} months`).join('; ')}`;
  figure(document, caption, told, CURVES + 14, (top) => {
    const { pdf, font, width } = document;
    const [left, right, plot] = [MARGIN + 34, MARGIN + width - 110, CURVES - 20];
    const months = Math.max(1, ...curves.map(({ shares }) => shares.length - 1));
    const xOf = (month: number): number => left + (month / months) * (right - left);
    const yOf = (share: number): number => top + plot * (1 - Math.min(1, share));
    for (const share of [0, 0.25, 0.5, 0.75, 1]) {
      pdf
        .moveTo(left, yOf(share))
        .lineTo(right, yOf(share))
        .lineWidth(0.4)
        .undash()
        .stroke(COLOURS.line);
      font('plain', 7, COLOURS.quiet).text(`${share * 100} %`, MARGIN, yOf(share) - 4, {
        width: 30,
        align: 'right',
        lineBreak: false,
      });
    }
    font('plain', 7, COLOURS.quiet).text('0', left - 2, top + plot + 4, { lineBreak: false });
    pdf.text(`${months} months`, right - 60, top + plot + 4, {
      width: 60,
      align: 'right',
      lineBreak: false,
    });
    for (const [c, { label, shares }] of curves.entries()) {
      const [colour, dash] = STROKES[c % STROKES.length]!;
      pdf.lineWidth(1.2);
      if (dash === 0) pdf.undash();
      else pdf.dash(dash, { space: 2 });
      const key = top + 6 + c * 12;
      pdf
        .moveTo(right + 12, key)
        .lineTo(right + 34, key)
        .stroke(colour);
      pdf.moveTo(xOf(0), yOf(shares[0] ?? 0));
      for (const [month, share] of shares.entries()) pdf.lineTo(xOf(month), yOf(share));
      pdf.stroke(colour).undash();
      font('plain', 7).text(`${label} ${last(shares)}`, right + 38, key - 4, { lineBreak: false });
    }
  });
}

/** A chart with its caption, and in words for whoever does not see it. */
function figure(
  document: MemoDocument,
  caption: string,
  told: string,
  height: number,
  draw: (top: number) => void,
): void {
  const { pdf, root, font, shown, width } = document;
  document.room(height + 24);
  root.add(
    pdf.struct('P', {}, () => {
      font('bold', 8.5).text(shown(caption), MARGIN, pdf.y, { width });
    }),
  );
  const top = pdf.y + 4;
  root.add(pdf.struct('Figure', { alt: told }, () => draw(top)));
  pdf.x = MARGIN;
  pdf.y = top + height + 10;
}
