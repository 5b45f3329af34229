import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Counted } from '../../../../core/contract/steps.ts';
import type { CsvDialect } from '../../../../core/source/csv/csv-dialect.ts';
import { createCsvScanner } from '../../../../core/source/csv/csv-scanner.ts';
import { openSource } from '../../../../core/source/open-source.ts';
import { createRowBuffer } from '../../../../core/source/reading/row-buffer.ts';
import { cellsOf, problemOf, readAll, testFolder, type Cell, type WholeSheet } from '../reading.ts';
import { drawn } from '../../../amount.ts';

const folder = testFolder();
let files = 0;
const file = (content: string | Buffer): string => {
  const path = join(folder, `${files++}.csv`);
  writeFileSync(path, content);
  return path;
};
const read = (content: string | Buffer): Promise<WholeSheet> => readAll(file(content));

describe('a text file', () => {
  it('is one sheet of texts, kept as they are', async () => {
    const source = await openSource(file('a,b\n1,2\n'));
    expect([source.format, source.sheetNames, source.rowHint]).toEqual(['csv', ['TC_Data'], null]);
    await source.close();
    expect((await read("TRANS_ID,REASON\n0012, x \n1.2E7,'=SUM(A1)\n")).rows).toEqual([
      ['TRANS_ID', 'REASON'],
      ['0012', ' x '],
      ['1.2E7', "'=SUM(A1)"],
    ]);
  });

  it.each([
    ['comma', ','],
    ['semicolon', ';'],
    ['tab', '\t'],
    ['pipe', '|'],
  ])('is cut at the %s', async (name, d) => {
    const sheet = await read(`id${d}amount${d}"reason, or; why|\t"\n1${d}"1,50"${d}x`);
    expect(sheet.notes.delimiter).toBe(name);
    expect(sheet.rows).toEqual([
      ['id', 'amount', 'reason, or; why|\t'],
      ['1', '1,50', 'x'],
    ]);
  });

  it('tells its delimiter where texts hold others', async () => {
    const sheet = await read('id;amount\n1;1,50\n2;2,75\n3;1,00\n');
    expect(sheet.rows.at(-1)).toEqual(['3', '1,00']);
    expect((await read('only\n1\n2\n')).notes.delimiter).toBe('comma');
    expect((await read('id,note\n1,"a;b;c;d"\n')).notes.delimiter).toBe('comma');
  });

  it('may name its delimiter in a first line for Excel', async () => {
    const sheet = await read('sep=;\r\na;b,c\r\n1;2\r\n');
    expect(sheet.rows).toEqual([
      ['a', 'b,c'],
      ['1', '2'],
    ]);
    expect(sheet.rowNumbers).toEqual([2, 3]);
  });

  it.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR', '\r'],
  ])('counts lines ended by %s, those in quotes and blank ones too', async (_, n) => {
    const sheet = await read(`${n}a,b${n}1,"x${n}y ""z"""${n}${n} , ${n}2,${n}3,"",${n}4,5`);
    expect(sheet.rows).toEqual([
      ['a', 'b'],
      ['1', `x${n}y "z"`],
      ['2', null],
      ['3', null],
      ['4', '5'],
    ]);
    expect(sheet.rowNumbers).toEqual([2, 3, 7, 8, 9]);
  });

  it('may lack the last line end, end in a delimiter or an empty quoted field', async () => {
    expect((await read('a,b,\n1,')).rows).toEqual([
      ['a', 'b'],
      ['1', null],
    ]);
    expect((await read('a,b\n1,""')).rows[1]).toEqual(['1', null]);
    expect((await read('a')).rows).toEqual([['a']]);
    expect((await read('\n\n')).rows).toEqual([]);
  });

  it('keeps quotation marks inside unquoted fields', async () => {
    expect((await read('a,b\n5" pipe,x"y"\n')).rows[1]).toEqual(['5" pipe', 'x"y"']);
    expect((await read('a,b\n"x" ,"y"  \n')).rows[1]).toEqual(['x', 'y']);
  });
});

describe('encodings', () => {
  const text = 'Größe,Preis €\nœuvre,“quoted”\nend,é\n';
  const rows = [
    ['Größe', 'Preis €'],
    ['œuvre', '“quoted”'],
    ['end', 'é'],
  ];
  const windows = Buffer.from(
    text.replace(/€/g, '\x80').replace(/œ/g, '\x9c').replace(/“/g, '\x93').replace(/”/g, '\x94'),
    'latin1',
  );

  it.each<[string, string, Buffer]>([
    ['UTF-8', 'UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', 'UTF-8', Buffer.from(`\ufeff${text}`)],
    ['UTF-16 LE', 'UTF-16LE', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 BE', 'UTF-16BE', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['Windows-1252', 'Windows-1252', windows],
  ])('%s', async (_, encoding, bytes) => {
    const sheet = await read(bytes);
    expect(sheet.notes.encoding).toBe(encoding);
    expect(sheet.rows).toEqual(rows);
  });

  it('are decided by a byte far down', async () => {
    const lines = 'id,name\n' + '1,x\n'.repeat(300_000);
    const sheet = await read(
      Buffer.concat([Buffer.from(lines), Buffer.from('2,caf\xe9\n', 'latin1')]),
    );
    expect(sheet.notes.encoding).toBe('Windows-1252');
    expect(sheet.rows.at(-1)).toEqual(['2', 'café']);
  });

  it('do not mistake characters that lie across the pieces of the file', async () => {
    for (const shift of [0, 1, 2, 3]) {
      const content = `id,name\n${'x'.repeat(shift)},😀\n${'1,😀é€\n'.repeat(90_000)}`;
      const sheet = await read(content);
      expect(sheet.notes.encoding).toBe('UTF-8');
      expect(new Set(sheet.rows.slice(2).map((row) => row[1]))).toEqual(new Set(['😀é€']));
    }
  });

  it('that are broken are damage', async () => {
    const odd = Buffer.from('\ufeffa,b\n', 'utf16le').subarray(0, -1);
    expect((await problemOf(read(odd))).code).toBe('source.damaged');
    const late = Buffer.concat([Buffer.from('a,b\n' + '1,2\n'.repeat(50_000)), Buffer.alloc(512)]);
    expect((await problemOf(read(late))).code).toBe('source.damaged');
  });
});

describe('a broken text file names its line', () => {
  it.each([
    ['a quote that is not closed', 'a,b\n1,2\n3,"x\ny\n', 3],
    ['a quote that is not closed, at the end', 'a,b\n1,"', 2],
    ['text after a quote', 'a,b\n1,"x\ny"z\n', 3],
    ['too many fields', 'a,b\n1,2\n3,4,5\n', 3],
  ])('%s', async (_, content, line) => {
    const problem = await problemOf(read(content));
    expect(problem.code).toBe('source.damaged');
    expect(problem.message).toContain(`ine ${line} `);
  });

  it('even where a quote swallows the rest of a large file', async () => {
    const content = `a,b\n1,"oops\n${'1,2\n'.repeat(4_500_000)}`;
    const problem = await problemOf(read(content));
    expect([problem.code, problem.message.includes('line 2 ')]).toEqual(['source.damaged', true]);
  });

  it('even where a line goes on for millions of letters', async () => {
    const endless = 'x'.repeat(34_000_000);
    for (const [content, line] of [
      [endless, 1],
      [`a,b\n"1",${endless}`, 2],
    ] as const) {
      const problem = await problemOf(read(content));
      expect([problem.code, problem.message]).toEqual([
        'source.damaged',
        `Line ${line} is longer than 16 MB, too long for a row of a table.`,
      ]);
    }
  });

  it('but blank fields beyond the header are nothing', async () => {
    expect((await read('a,b\n1,2,, \n')).rows[1]).toEqual(['1', '2']);
  });

  it('and a column without a header may hold values', async () => {
    expect((await read('a,b,\n1,2,3\n4\n')).rows).toEqual([
      ['a', 'b'],
      ['1', '2', '3'],
      ['4', null],
    ]);
  });
});

describe('what was written is read', () => {
  const field = fc.oneof(
    fc.string({
      unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', ' ', 'é', '😀', '\t', '|', '1'),
    }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      '',
      'a much longer text than twelve characters',
      'x'.repeat(12),
      'x'.repeat(13),
    ),
  );
  const table = fc
    .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 10 }))
    .chain(([width, height]) =>
      fc.array(fc.array(field, { minLength: width, maxLength: width }), {
        minLength: height,
        maxLength: height,
      }),
    );

  it('whatever the delimiter, the line end and the chunks', () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
        (rows, delimiter, lineEnd, quoteAll, sizes) => {
          const dialect: CsvDialect = {
            encoding: 'UTF-8',
            bom: 0,
            delimiter,
            separatorLine: false,
          };
          const written = rows
            .map((row) => row.map((text) => quotedField(text, quoteAll)).join(delimiter))
            .join(lineEnd);
          const read: Cell[][] = [];
          const numbers: number[] = [];
          const buffer = createRowBuffer('TC_Data', 100, (row) => {
            read.push(cellsOf(row));
            numbers.push(row.rowNumber);
          });
          const scanner = createCsvScanner(dialect, buffer);
          const bytes = Buffer.from(written.toWellFormed());
          for (let at = 0, i = 0; at < bytes.length; i++) {
            const size = sizes[i % sizes.length]!;
            scanner.push(bytes.subarray(at, at + size));
            at += size;
          }
          scanner.end();
          expect({ read, numbers }).toEqual(delivered(rows));
        },
      ),
      drawn(2000),
    );
  });
});

it('a read stops when it is cancelled and reports its progress', async () => {
  const path = file('a,b\n' + '1,2\n'.repeat(400_000));
  const stop = new AbortController();
  const source = await openSource(path);
  const stopped = source.readSheet('TC_Data', () => stop.abort(), { signal: stop.signal });
  expect((await problemOf(stopped)).code).toBe('run.cancelled');
  let last: Counted | null = null;
  await source.readSheet('TC_Data', () => undefined, {
    onProgress: (told) => (last = told),
  });
  expect(last).toEqual({ done: 1_600_004, of: 1_600_004, unit: 'bytes' });
  const own = new Error('mine');
  const thrown = source.readSheet('TC_Data', () => {
    throw own;
  });
  await expect(thrown).rejects.toBe(own);
  await source.close();
});

function quotedField(text: string, always: boolean): string {
  return always || /[",;\t|\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The rows as the reader delivers them, and the lines on which they start. */
function delivered(rows: string[][]): { read: Cell[][]; numbers: number[] } {
  const read: Cell[][] = [];
  const numbers: number[] = [];
  let line = 1;
  for (const row of rows) {
    const cells = row.map((text) => (text.trim() === '' ? null : text.toWellFormed()));
    const trimmed = cells.slice(0, cells.findLastIndex((cell) => cell !== null) + 1);
    if (trimmed.length > 0) {
      const header = read[0]?.length ?? 0;
      read.push([...trimmed, ...Array<null>(Math.max(0, header - trimmed.length)).fill(null)]);
      numbers.push(line);
    }
    line += row.reduce((sum, text) => sum + (text.match(/\r\n|\r|\n/g)?.length ?? 0), 1);
  }
  return { read, numbers };
}
