import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Counted } from '../../../../core/contract/steps.ts';
import { createRowBuffer } from '../../../../core/source/reading/row-buffer.ts';
import { createSharedStringsScanner } from '../../../../core/source/xlsx/shared-strings.ts';
import { plainNumber } from '../../../../core/source/xlsx/sheet-numbers.ts';
import { createSheetScanner } from '../../../../core/source/xlsx/sheet-scanner.ts';
import { openSource } from '../../../../core/source/open-source.ts';
import { isDateFormat } from '../../../../core/source/xlsx/xlsx-styles.ts';
import { cellsOf, problemOf, readAll, testFolder, type Cell } from '../reading.ts';
import { writeWorkbook, zipFixture, workbookParts, type WorkbookFixture } from '../zip-fixture.ts';
import { drawn } from '../../../amount.ts';

const folder = testFolder();
let files = 0;
const write = (fixture: WorkbookFixture): string =>
  writeWorkbook(join(folder, `${files++}.xlsx`), fixture);
const rowsOf = async (fixture: WorkbookFixture): Promise<Cell[][]> =>
  (await readAll(write(fixture))).rows;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

describe('a workbook as Google Sheets exports it', () => {
  const fixture: WorkbookFixture = {
    strings: ['TRANS_ID', 'CREATEDAT', 'REASON', '', 'Delivered, Not Received', 'EXPIREDAT'],
    sheet:
      '<row r="1"><c r="A1" s="0" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>5</v></c><c r="D1" t="s"><v>2</v></c></row>' +
      '<row r="2"><c r="A2" s="0"><v>1.2011454E7</v></c><c r="B2" s="1"><v>45021.70577546296</v></c><c r="C2" s="1"/><c r="D2" s="0" t="s"><v>3</v></c></row>' +
      '<row r="3"><c r="A3" s="0"><v>8900466.0</v></c><c r="B3" s="1"><v>44757.359814814816</v></c><c r="C3" s="1"><v>45007.75879629629</v></c><c r="D3" s="0" t="s"><v>4</v></c></row>' +
      '<row r="23"><c r="B23" s="1"/><c r="C23" s="1"/></row><row r="24"><c r="B24" s="1"/></row>',
    after:
      '<drawing r:id="rId1" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>',
  };

  it('has its ids whole, its dates as wall-clock time and no empty rows', async () => {
    const sheet = await readAll(write(fixture));
    expect(sheet.rows).toEqual([
      ['TRANS_ID', 'CREATEDAT', 'EXPIREDAT', 'REASON'],
      [12011454, { date: '2023-04-05T16:56:19.000' }, null, null],
      [
        8900466,
        { date: '2022-07-15T08:38:08.000' },
        { date: '2023-03-22T18:12:40.000' },
        'Delivered, Not Received',
      ],
    ]);
    expect(sheet.rowNumbers).toEqual([1, 2, 3]);
    expect(sheet.notes).toEqual({ dateSystem: '1900' });
  });
});

describe('cells', () => {
  it('of every type', async () => {
    expect(
      await rowsOf({
        strings: ['shared'],
        sheet:
          '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="str"><f>A1</f><v>formula</v></c>' +
          '<c r="C1" t="inlineStr"><is><t>inline</t></is></c><c r="D1" t="b"><v>1</v></c>' +
          '<c r="E1" t="e"><v>#REF!</v></c><c r="F1" t="n"><v>-1.5</v></c>' +
          '<c r="G1" t="d"><v>2023-02-20T10:11:12</v></c><c r="H1" t="b"><v>0</v></c>' +
          '<c r="I1" t="d"><v>soon</v></c><c r="J1"><v>twelve</v></c><c r="K1" s="1"><v>-3</v></c>' +
          '<c r="L1" t="str"><v>last</v></c></row>',
      }),
    ).toEqual([
      [
        'shared',
        'formula',
        'inline',
        true,
        { error: '#REF!' },
        -1.5,
        { date: '2023-02-20T10:11:12.000' },
        false,
        { noDate: 'soon' },
        'twelve',
        { noDate: '-3' },
        'last',
      ],
    ]);
  });

  it('of more digits than a spreadsheet keeps, as what they are', async () => {
    expect(
      await rowsOf({
        sheet:
          '<row r="1"><c r="A1"><v>999999999999999</v></c><c r="B1"><v>1000000000000000</v></c>' +
          '<c r="C1"><v>1.23456789012345E+17</v></c><c r="D1"><v>-1234567890123450</v></c>' +
          '<c r="E1"><v> 1234567890123450 </v></c><c r="F1" t="str"><v>1234567890123450</v></c></row>',
      }),
    ).toEqual([
      [
        999999999999999,
        { rounded: 1000000000000000 },
        { rounded: 123456789012345000 },
        { rounded: -1234567890123450 },
        { rounded: 1234567890123450 },
        '1234567890123450',
      ],
    ]);
  });

  it('with formulas that have no stored result', async () => {
    expect(
      await rowsOf({
        sheet:
          '<row r="1"><c r="A1"><f>B1+1</f></c><c r="B1"><f>B1</f><v/></c><c r="C1"><f>B1</f><v></v></c>' +
          '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="str"><f>""</f></c><c r="F1"><f>1</f><v>1</v></c></row>',
      }),
    ).toEqual([
      [{ formula: null }, { formula: null }, { formula: null }, null, { formula: null }, 1],
    ]);
  });

  it('that are blank: empty, white space, styled', async () => {
    expect(
      await rowsOf({
        strings: ['', '  ', '\u00a0'],
        sheet:
          '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" s="1"/>' +
          '<c r="E1"><v> </v></c><c r="F1" t="inlineStr"><is><t> </t></is></c><c r="G1" t="inlineStr"><is/></c><c r="H1" t="s"></c><c r="I1"><v>1</v></c><c r="J1" s="1"></c></row>',
      }),
    ).toEqual([[null, null, null, null, null, null, null, null, 1]]);
  });

  it('without references, out of order, with gaps', async () => {
    const sheet = await readAll(
      write({
        sheet:
          '<row><c><v>1</v></c><c r="C1"><v>3</v></c><c><v>4</v></c></row>' +
          '<row r="5"><c r="C5"><v>3</v></c><c r="A5"><v>1</v></c><c><v>2</v></c></row>' +
          '<row/><row><c r="b9"><v>2</v></c></row><row><c><v>7</v></c></row>',
      }),
    );
    expect(sheet.rows).toEqual([
      [1, null, 3, 4],
      [1, 2, 3, null],
      [null, 2, null, null],
      [7, null, null, null],
    ]);
    expect(sheet.rowNumbers).toEqual([1, 5, 9, 10]);
  });

  it('in any dress XML allows', async () => {
    expect(
      await rowsOf({
        sst: '<si ><r><rPr><b/></rPr><t>rich </t></r><r><t xml:space="preserve"> text</t></r><rPh sb="0" eb="1"><t>no</t></rPh><phoneticPr fontId="1"/></si>',
        sheet:
          '<?xml version="1.0" encoding="UTF-8"?>\r\n<!-- a > b -->\n' +
          `<x:worksheet xmlns:x="${MAIN}" xmlns:q='a>b'><x:sheetPr/><x:sheetData >` +
          `<x:row spans='1:9' note=">" r = "1" ><x:c t='s' s="2" r='A1'><x:v>0</x:v></x:c >` +
          `<x:c t="inlineStr" r="B1"><x:is><x:t>a&lt;b&amp;&#x1F600;&#233;&quot;&apos;&gt;</x:t></x:is></x:c>` +
          `<x:c r="C1" t="inlineStr"><x:is><x:t>one <![CDATA[<two> &amp;]]> three<!-- no --></x:t></x:is></x:c>` +
          `<x:c r="D1"><x:v>1<!-- - -->2</x:v></x:c><x:c r="E1"><x:v><![CDATA[7]]></x:v></x:c>` +
          `<x:c r="F1" t="inlineStr"><x:is><x:t>_x0041__x005F_é\r\nß</x:t></x:is><x:extLst><x:v>9</x:v></x:extLst></x:c>` +
          `<x:c r="G1"><x:v> 12.5 </x:v></x:c></x:row></x:sheetData><x:extLst><x:row/></x:extLst></x:worksheet>\n`,
      }),
    ).toEqual([['rich  text', 'a<b&😀é"\'>', 'one <two> &amp; three', 12, 7, 'A_é\nß', 12.5]]);
  });

  it('holding texts that need no numbers are kept to the letter', async () => {
    expect(
      await rowsOf({
        strings: ['007', '1.20E7', ' x '],
        sheet: '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row>',
      }),
    ).toEqual([['007', '1.20E7', ' x ']]);
  });
});

describe('numbers', () => {
  it('read as JavaScript reads them', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
          fc
            .double({ noNaN: true, noDefaultInfinity: true })
            .map((x) => x.toExponential().toUpperCase()),
          fc.tuple(fc.maxSafeInteger(), fc.nat(25)).map(([n, e]) => `${n}E${e - 12}`),
          // About as many digits as a double holds.
          fc
            .tuple(fc.bigInt({ min: 2n ** 50n, max: 2n ** 57n }), fc.nat(15))
            .map(([n, point]) => `${String(n).slice(0, point)}.${String(n).slice(point)}`),
          fc
            .tuple(fc.integer(), fc.bigInt({ min: 0n, max: 10n ** 30n }))
            .map(([n, d]) => `${n}.${d}`),
        ),
        (text) => {
          const bytes = Buffer.from(text);
          expect(plainNumber(bytes, 0, bytes.length)).toBe(Number(text));
        },
      ),
      drawn(5000),
    );
  });

  it.each([
    '',
    '-',
    '.',
    'E5',
    '1E',
    '1E+',
    '0x10',
    'Infinity',
    'NaN',
    '1e999',
    '1 2',
    '1,5',
    '--1',
  ])('are not %j', (text) => {
    expect(plainNumber(Buffer.from(text), 0, text.length)).toBeNaN();
  });
});

describe('dates', () => {
  it.each([
    'yyyy-mm-dd h:mm:ss',
    'd/m/yy',
    '[h]:mm',
    '[ss].00',
    'mm:ss.0',
    '[$-409]d-mmm-yy;@',
    'yyyy\\-mm',
    '"on" d mmm',
    'h:mm AM/PM',
    '[$-F800]dddd\\,\\ mmmm\\ dd',
  ])('are shown by %s', (code) => expect(isDateFormat(code)).toBe(true));

  it.each([
    'General',
    '0.00',
    '"day" 0',
    '[Red]0.00',
    '#,##0.00 USD',
    '0.00E+00',
    '\\d0',
    '@',
    '#,##0_);[Red]\\(#,##0\\)',
    '_-* #,##0.00\\ "kr"_-',
    '[$USD] 0.00',
    '0;"yyyy"',
    '',
  ])('are not shown by %s', (code) => expect(isDateFormat(code)).toBe(false));

  it('by builtin formats, never by formats of other style lists', async () => {
    const builtin = [0, 2, 13, 14, 22, 23, 27, 36, 37, 44, 45, 47, 48, 50, 58, 59];
    const rows = await rowsOf({
      styles: `<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${builtin.map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs>`,
      sheet: `<row>${builtin.map((_, s) => `<c s="${s}"><v>45000</v></c>`).join('')}<c s="99"><v>45000</v></c></row>`,
    });
    const dates = [...builtin, 0].filter((_, i) => typeof rows[0]![i] === 'object');
    expect(dates).toEqual([14, 22, 27, 36, 45, 47, 50, 58]);
  });

  it('in the 1904 system', async () => {
    const sheet = await readAll(
      write({ workbookPr: 'date1904="1"', sheet: '<row><c s="1"><v>43559</v></c></row>' }),
    );
    expect(sheet.rows).toEqual([[{ date: '2023-04-05T00:00:00.000' }]]);
    expect(sheet.notes).toEqual({ dateSystem: '1904' });
  });
});

describe('the sheets of a workbook', () => {
  it('are found by absolute and relative targets, strict or not; charts are left out', async () => {
    const strict = 'http://purl.oclc.org/ooxml/officeDocument/relationships';
    const rel = (id: string, type: string, target: string): string =>
      `<Relationship Target="${target}" Id="${id}" Type="${strict}/${type}"/>`;
    const path = write({
      sheet: '<row><c><v>1</v></c></row>',
      parts: {
        'xl/workbook.xml':
          `<w:workbook xmlns:w="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:rr="${strict}"><w:sheets>` +
          '<w:sheet name="Chart" sheetId="3" rr:id="c"/><w:sheet name="TC &amp; Data" sheetId="1" rr:id="a" state="hidden"/>' +
          '<w:sheet name="Sales" sheetId="2" rr:id="b"/></w:sheets></w:workbook>',
        'xl/_rels/workbook.xml.rels':
          `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
          rel('c', 'chartsheet', 'chartsheets/sheet1.xml') +
          rel('a', 'worksheet', '/xl/worksheets/sheet1.xml') +
          rel('b', 'worksheet', './worksheets/../other/Sheet2.xml') +
          '</Relationships>',
        'xl/other/sheet2.xml':
          '<worksheet><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>',
      },
    });
    const source = await openSource(path);
    expect(source.sheetNames).toEqual(['TC & Data', 'Sales']);
    await source.close();
    expect((await readAll(path)).rows).toEqual([[1]]);
    expect((await readAll(path, { sheet: 'Sales' })).rows).toEqual([[2]]);
  });

  it('are read where another sheet is named and lies nowhere, or its part is missing', async () => {
    const sheets = (more: string): string =>
      `<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="TC_Data" r:id="rId4"/>${more}</sheets></workbook>`;
    for (const [more, parts] of [
      ['<sheet name="Notes"/>', {}],
      ['<sheet name="Notes" r:id="rId99"/>', {}],
      ['<sheet name="Notes" r:id="rId2"/>', { 'xl/worksheets/notes.xml': null }],
    ] as const) {
      const path = write({
        sheet: '<row><c><v>1</v></c></row>',
        parts: { 'xl/workbook.xml': sheets(more), ...parts },
      });
      expect((await readAll(path)).rows).toEqual([[1]]);
      const source = await openSource(path);
      if (source.sheetNames.includes('Notes'))
        expect((await problemOf(source.readSheet('Notes', () => undefined))).message).toContain(
          'lists the sheet Notes but does not contain it.',
        );
      await source.close();
    }
  });

  it('are read without styles, and with a style that is not given', async () => {
    const sheet = '<row><c r="A1" s=""><v>1</v></c><c r="B1" s="1"><v>45000</v></c></row>';
    expect((await rowsOf({ sheet, parts: { 'xl/styles.xml': null } }))[0]).toEqual([1, 45000]);
    expect((await rowsOf({ sheet }))[0]).toEqual([1, { date: '2023-03-15T00:00:00.000' }]);
  });

  it.each<[string, Buffer]>([
    ['a line feed', Buffer.from('\n')],
    ['zeros', Buffer.alloc(10_000)],
    [
      'the end of another archive',
      Buffer.from('PK\x05\x06 and so on, which is no end of anything'),
    ],
    ['a signature', Buffer.from(`--boundary\r\n${'-'.repeat(60_000)}`)],
  ])('are read where bytes follow the archive: %s', async (_, bytes) => {
    const path = write({ sheet: '<row><c><v>1</v></c></row>', strings: ['a'] });
    appendFileSync(path, bytes);
    expect((await readAll(path)).rows).toEqual([[1]]);
  });

  it('tell merged cells that touch the header', async () => {
    const sheet = await readAll(
      write({
        sheet: '<row r="1"><c><v>1</v></c></row>',
        after:
          '<mergeCells count="3"><mergeCell ref="A1:C1"/><mergeCell ref="A2:C2"/><mergeCell ref="D1:D4"></mergeCell></mergeCells>',
      }),
    );
    expect(sheet.mergedHeader).toEqual(['A1:C1', 'D1:D4']);
  });

  it('may be written in UTF-16', async () => {
    const text = `<?xml version="1.0" encoding="UTF-16"?><worksheet><sheetData><row><c t="inlineStr"><is><t>é😀</t></is></c></row></sheetData></worksheet>`;
    const little = Buffer.from(`\ufeff${text}`, 'utf16le');
    const big = Buffer.from(little).swap16();
    for (const sheet of [little, big]) expect(await rowsOf({ sheet })).toEqual([['é😀']]);
  });

  it('of 1,048,576 mostly empty styled rows end quickly', async () => {
    const rows: string[] = [
      '<row r="1"><c r="A1" t="inlineStr"><is><t>TRANS_ID</t></is></c></row>',
    ];
    for (let r = 2; r <= 1_048_576; r++) rows.push(`<row r="${r}"><c r="A${r}" s="1"/></row>`);
    rows[1_048_575] = '<row r="1048576"><c r="A1048576"><v>5</v></c></row>';
    const path = write({ sheet: rows.join('') });
    const started = performance.now();
    const sheet = await readAll(path);
    expect(sheet.rowNumbers).toEqual([1, 1_048_576]);
    expect(performance.now() - started).toBeLessThan(120_000);
  });
});

describe('what was written is read', () => {
  const cell = fc.oneof(
    fc.constant(null),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
    fc.integer({ min: -1_000_000, max: 100_000_000 }),
    fc.boolean(),
    fc.string({ unit: 'grapheme', minLength: 1 }).filter(isXmlText),
    fc.constantFrom('a&b', '<t>', ' x ', ']]>', '"', "'", 'é', '€', '漢字', '😀', '&amp;', 'x\ny'),
  );
  const table = fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 12 });

  it('whatever the chunks that the bytes arrive in', () => {
    fc.assert(
      fc.property(
        table,
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        (rows, sizes) => {
          const strings: string[] = [];
          const xml = sheetXml(rows, strings);
          const sst = `\ufeff<sst>${strings.map((s) => `<si><t>${escaped(s)}</t></si>`).join('')}</sst>`;
          const shared: string[] = [];
          feed(createSharedStringsScanner(shared, 1000), Buffer.from(sst), sizes);
          const read: Cell[][] = [];
          const buffer = createRowBuffer('TC_Data', 100, (row) => read.push(cellsOf(row)));
          const context = { sharedStrings: shared, dateStyles: [], dateSystem: 1900 as const };
          feed(createSheetScanner(context, buffer, []), Buffer.from(xml), sizes);
          expect(read).toEqual(delivered(rows));
        },
      ),
      drawn(500),
    );
  });

  it('by exceljs', async () => {
    const path = join(folder, 'exceljs.xlsx');
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const workbook = new ExcelJS.Workbook();
        const sheet = workbook.addWorksheet('TC_Data');
        sheet.addRows(rows);
        await workbook.xlsx.writeFile(path);
        const expected = delivered(rows);
        expect((await readAll(path)).rows).toEqual(expected);
      }),
      drawn(60),
    );
  });

  it('by exceljs, with dates', async () => {
    const path = join(folder, 'dates.xlsx');
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('TC_Data');
    sheet.addRow(['CREATEDAT', 'AMOUNT']);
    sheet.addRow([new Date(Date.UTC(2023, 1, 20, 10, 11, 12)), { formula: '1+1', result: 2 }]);
    sheet.getColumn(1).numFmt = 'yyyy-mm-dd hh:mm:ss';
    await workbook.xlsx.writeFile(path);
    expect((await readAll(path)).rows[1]).toEqual([{ date: '2023-02-20T10:11:12.000' }, 2]);
  });
});

describe('a read', () => {
  const many = Array.from(
    { length: 40_000 },
    (_, r) => `<row r="${r + 1}"><c><v>${r}</v></c></row>`,
  ).join('');

  it('stops when it is cancelled', async () => {
    const source = await openSource(write({ sheet: many }));
    const stop = new AbortController();
    const problem = await problemOf(
      source.readSheet('TC_Data', (row) => row.rowNumber === 100 && stop.abort(), {
        signal: stop.signal,
      }),
    );
    expect([problem.kind, problem.code]).toEqual(['cancelled', 'run.cancelled']);
    await source.close();
  });

  it('reports its progress and can be repeated', async () => {
    const path = write({ sheet: many });
    const seen: [number, number | null][] = [];
    const source = await openSource(path);
    for (let i = 0; i < 2; i++) {
      const onProgress = ({ done, of }: Counted): void => void seen.push([done, of]);
      expect((await source.readSheet('TC_Data', () => undefined, { onProgress })).rows).toBe(
        40_000,
      );
    }
    await source.close();
    expect(seen.at(-1)![0]).toBe(seen.at(-1)![1]);
  });

  it('passes on what the caller throws', async () => {
    const source = await openSource(write({ sheet: many }));
    const own = new RangeError('mine');
    const thrown = source.readSheet('TC_Data', () => {
      throw own;
    });
    await expect(thrown).rejects.toBe(own);
    await source.close();
  });
});

it('a fixture is a zip that other readers accept', async () => {
  const workbook = new ExcelJS.Workbook();
  const bytes = zipFixture(workbookParts({ sheet: '<row r="1"><c r="A1"><v>4</v></c></row>' }));
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
  expect(workbook.getWorksheet('TC_Data')!.getCell('A1').value).toBe(4);
});

function isXmlText(text: string): boolean {
  return /\S/.test(text) && text.isWellFormed() && !/[\p{Cc}\ufffe\uffff]|_x/u.test(text);
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);
}

function sheetXml(rows: Cell[][], strings: string[]): string {
  const xml = rows.map((row, r) => {
    const cells = row.map((cell, c) => {
      const ref = `r="${String.fromCharCode(65 + c)}${r + 1}"`;
      if (cell === null) return `<c ${ref} s="0"/>`;
      if (typeof cell === 'number') return `<c ${ref}><v>${cell}</v></c>`;
      if (typeof cell === 'boolean') return `<c t="b" ${ref}><v>${Number(cell)}</v></c>`;
      const text = cell as string;
      if (c % 2)
        return `<c ${ref} t='inlineStr'><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
      strings.push(text);
      return `<c t="s" ${ref}><v>${strings.length - 1}</v></c>`;
    });
    return `<row r="${r + 1}">${cells.join('')}</row>`;
  });
  return `<worksheet><sheetData>${xml.join('\n')}</sheetData></worksheet>`;
}

function feed(
  scanner: { push(chunk: Buffer): void; end(): void },
  bytes: Buffer,
  sizes: number[],
): void {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length]!;
    scanner.push(bytes.subarray(at, at + size));
    at += size;
  }
  scanner.end();
}

/**
 * The rows as a reader delivers them: blank ones left out, ends trimmed, padded to the header, and numbers
 * of more than 15 digits as such.
 */
function delivered(rows: Cell[][]): Cell[][] {
  const trimmed = rows
    .map((row) => row.slice(0, row.findLastIndex((cell) => cell !== null) + 1))
    .filter((row) => row.length > 0);
  const header = trimmed[0]?.length ?? 0;
  const isLong = (cell: Cell): cell is number => typeof cell === 'number' && Math.abs(cell) >= 1e15;
  return trimmed.map((row) => [
    ...row.map((cell) => (isLong(cell) ? { rounded: cell } : cell)),
    ...Array<null>(Math.max(0, header - row.length)).fill(null),
  ]);
}
