import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { drawBars, drawCurves } from '../../../../core/pack/memo/drawn/charts.ts';
import { memoDocument } from '../../../../core/pack/memo/drawn/document.ts';
import { drawTable } from '../../../../core/pack/memo/drawn/table.ts';
import { MEMO_SECTIONS } from '../../../../core/pack/memo/memo.ts';

const ABOUT = {
  title: 'A memo',
  author: 'Müller & 株式会社',
  foot: 'run 1',
  at: Date.UTC(2026, 5, 30),
};

async function written(rows: number): Promise<{ bytes: Buffer; unshown: number }> {
  const document = memoDocument(ABOUT);
  const columns = [
    { title: 'Customer', share: 2 },
    { title: 'Currency', share: 1, isOptional: true },
    { title: 'Amount', share: 1, isNumber: true },
  ];
  const names = ['Şükrü Öztürk', 'Αθηνά', 'Дмитрий', 'مريم', 'a\u0000b', '張三'];
  const cells = Array.from({ length: rows }, (_, r) => [names[r % names.length]!, '', '1.00']);
  drawTable(document, { is: 'table', caption: 'Customers', columns, rows: cells });
  drawBars(document, {
    is: 'bars',
    caption: 'Bars',
    values: [
      { label: 'a', cents: -500 },
      { label: 'b', cents: 0 },
    ],
  });
  drawCurves(document, { is: 'curves', caption: 'Curves', curves: [{ label: 'a', shares: [] }] });
  return { unshown: document.unshown(), bytes: await document.end() };
}

describe('the memo', () => {
  it('is a tagged PDF with its fonts embedded, and the same input gives the same bytes', async () => {
    const [one, two] = [await written(120), await written(120)];
    expect(hash('sha256', one.bytes, 'hex')).toBe(hash('sha256', two.bytes, 'hex'));
    const text = one.bytes.toString('latin1');
    for (const part of [
      '/MarkInfo',
      '/Marked true',
      '/StructTreeRoot',
      '/Lang (en)',
      '/FontFile2',
      '/S /TH',
      '/Alt (',
    ])
      expect(text).toContain(part);
    expect(text).toContain('D:20260630000000Z');
    // 120 rows are several pages.
    expect(text.match(/\/Type \/Page\b/g)!.length).toBeGreaterThan(2);
  });

  it('counts the letters that its fonts cannot show, and has them for whoever copies or hears its tables', async () => {
    const six = await written(6);
    expect(six.unshown).toBe(2);
    const told = `/ActualText (\u00fe\u00ff${Buffer.from('張', 'utf16le').swap16().toString('latin1')}`;
    expect(six.bytes.toString('latin1').includes(told)).toBe(true);
    expect((await written(5)).unshown).toBe(0);
  });

  it('has no two sections of one title', () => {
    const titles = MEMO_SECTIONS.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});
