import fc from 'fast-check';
import { expect, it } from 'vitest';
import { heldText } from '../../../../core/report/encode/held-text.ts';
import { tableHeaders, tableName, tablePart } from '../../../../core/report/package/table-part.ts';
import { drawn } from '../../../amount.ts';

it('headers of a table are what Excel takes for names of columns, no two alike, whatever they were', () => {
  const units = fc.oneof(
    fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
    fc.constantFrom('A', 'a', ' '),
  );
  const texts = fc.array(units, { maxLength: 6 }).map((all) => all.join(''));
  fc.assert(
    fc.property(fc.array(texts, { maxLength: 12 }), (names) => {
      const headers = tableHeaders(names);
      expect(new Set(headers.map((header) => header.toUpperCase())).size).toBe(names.length);
      for (const header of headers) {
        expect(header.isWellFormed()).toBe(true);
        expect(header).toMatch(/^[^\p{Cc}\ufffe\uffff]+$/u);
      }
    }),
    drawn(1000),
  );
  expect(tableHeaders(['ID', 'id', '', 'Two\nlines', 'x'.repeat(300)])).toEqual([
    'ID',
    'id 2',
    'Column 3',
    'Two lines',
    'x'.repeat(247),
  ]);
  for (const long of ['_x0041_'.repeat(100), '😀'.repeat(200)])
    expect(heldText(tableHeaders([long])[0]!).length).toBeLessThanOrEqual(255);
});

it('a table is named after its sheet', () => {
  expect(['Matched rows', 'TC_Data 2', '2025', 'Käufe (alle)'].map(tableName)).toEqual([
    'Matched_rows',
    'TC_Data_2',
    '_2025',
    'Käufe__alle_',
  ]);
});

it('a table spans its header and its rows, and says the names of its columns as XML', () => {
  const part = tablePart({ id: 1001, name: 'Rows', columns: ['A & "B"', '_x0041_'], lastRow: 7 });
  expect(part).toContain('ref="A1:B7" totalsRowShown="0"><autoFilter ref="A1:B7"/>');
  expect(part).toContain('<tableColumn id="1" name="A &amp; &quot;B&quot;"/>');
  expect(part).toContain('<tableColumn id="2" name="_x005F_x0041_"/>');
});
