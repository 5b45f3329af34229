import { expect, it } from 'vitest';
import { sharedTexts } from '../../../../core/report/columns/text-bytes.ts';
import { deflatedRows } from '../../../../core/report/encode/deflated-rows.ts';
import { addedMended } from '../../../../core/report/encode/held-text.ts';

it('cells whose texts a workbook cannot hold as they are are counted, by what was done to them', () => {
  const texts = [
    'plain',
    '=1+1',
    'bell\u0007',
    '_x0041_',
    'half \ud83d',
    `${'\u0001'.repeat(9000)}`,
  ];
  const column = {
    name: 'TEXT',
    kind: 'text',
    values: Int32Array.of(0, 1, 2, 2, 3, 4, 5, -1),
    ...sharedTexts(texts),
  } as const;
  const place = { before: 0, perSheet: 100 };
  const { mended } = deflatedRows({ columns: [column], rows: 8 }, place);
  expect(mended).toEqual({ escaped: 4, cut: 1 });
  expect(addedMended([mended, mended])).toEqual({ escaped: 8, cut: 2 });
  expect(addedMended([])).toEqual({ escaped: 0, cut: 0 });
});
