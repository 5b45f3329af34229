import { mkdirSync, readFileSync, writeFileSync, chmodSync } from 'node:fs';
import { stat, type open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FINDINGS } from '../../../core/contract/findings.ts';
import { fingerprint } from '../../../core/source/fingerprint.ts';
import { openSource } from '../../../core/source/open-source.ts';
import { DEFAULT_LIMITS, type SourceLimits } from '../../../core/source/reading/raw-rows.ts';
import { openFile } from '../../../core/source/reading/source-file.ts';
import { DEEP, SEED } from '../../amount.ts';
import { problemOf, readAll, testFolder } from './reading.ts';
import {
  workbookParts,
  writeWorkbook,
  zipFixture,
  type WorkbookFixture,
  type ZipFixturePart,
} from './zip-fixture.ts';

const folder = testFolder();
let files = 0;
const file = (bytes: Buffer | string, ending = 'xlsx'): string => {
  const path = join(folder, `${files++}.${ending}`);
  writeFileSync(path, bytes);
  return path;
};
const workbook = (fixture: WorkbookFixture): string =>
  writeWorkbook(join(folder, `${files++}.xlsx`), fixture);
const limits = (changed: Partial<SourceLimits>): SourceLimits => ({
  ...DEFAULT_LIMITS,
  ...changed,
});

/** The code that reading a file ends in; it must be one of the catalogue. */
async function codeOf(path: string, limited?: SourceLimits): Promise<string> {
  const problem = await problemOf(readAll(path, limited ? { limits: limited } : {}));
  expect(Object.keys(FINDINGS)).toContain(problem.code);
  expect(problem.kind).toBe(
    problem.code.startsWith('source.') ? 'source-unreadable' : 'validation-halted',
  );
  return problem.code;
}

/** A text with four bytes a letter, the lowest first. */
function utf32(text: string): Buffer {
  return Buffer.from(Uint32Array.from(text, (letter) => letter.codePointAt(0)!).buffer);
}

const ONE = '<row r="1"><c r="A1"><v>1</v></c></row>';

describe('files that are no source', () => {
  it.each(['open', 'fingerprint'] as const)('end in their finding (%s)', async (way) => {
    const code = async (path: string): Promise<string> =>
      (await problemOf(way === 'open' ? openSource(path) : fingerprint(path))).code;
    mkdirSync(join(folder, `dir-${way}`));
    expect(await code(join(folder, `dir-${way}`))).toBe('source.directory');
    expect(await code(folder + '/')).toBe('source.directory');
    expect(await code(join(folder, 'none.xlsx'))).toBe('source.missing');
    expect(await code(join(file('x'), 'below.xlsx'))).toBe('source.missing');
    expect(await code('nul\0.xlsx')).toBe('source.missing');
    expect(await code(file(''))).toBe('source.empty');
    if (process.platform !== 'win32') expect(await code('/dev/null')).toBe('source.not-a-workbook');
  });

  it('include those that may not be read', async ({ skip }) => {
    skip(process.getuid?.() === 0 || process.platform === 'win32', 'this account reads every file');
    const path = file('TRANS_ID\n1\n', 'csv');
    chmodSync(path, 0);
    expect((await problemOf(openSource(path))).code).toBe('source.no-permission');
  });

  it('have a finding for each error of the file system', async () => {
    const path = file('TRANS_ID\n1\n', 'csv');
    const failing =
      (code: string): typeof open =>
      () =>
        Promise.reject(Object.assign(new Error(code), { code }));
    for (const [error, code] of [
      ['EACCES', 'source.no-permission'],
      ['EPERM', 'source.no-permission'],
      ['EBUSY', 'source.no-permission'],
      ['ENOENT', 'source.missing'],
      ['EISDIR', 'source.directory'],
    ] as const) {
      const problem = await problemOf(openFile(path, { stat, open: failing(error) }));
      expect(problem.code).toBe(code);
    }
  });

  it.each<[string, string | Buffer]>([
    ['a PDF', '%PDF-1.7\n%\xe2\xe3'],
    ['a web page', '\n <!DOCTYPE html><html><body>Sign in</body></html>'],
    ['an XML document', '<?xml version="1.0"?><Workbook/>'],
    ['JSON', '{"rows": []}'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000', 'hex')],
    ['gzip', Buffer.from('1f8b0800000000000003', 'hex')],
    ['text with NULs', 'a,b\n1,\0\n'],
    ['control characters', Buffer.from(Array.from({ length: 100 }, (_, i) => 1 + (i % 8)))],
    ['old .xls', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)])],
  ])('%s is not a workbook', async (_, bytes) => {
    expect(await codeOf(file(bytes))).toBe('source.not-a-workbook');
  });

  it.each<[string, Buffer]>([
    ['UTF-16 without its byte order mark', Buffer.from('a,b\n1,2\n', 'utf16le')],
    ['UTF-16 without its byte order mark', Buffer.from('a,b\n1,2\n', 'utf16le').swap16()],
    ['UTF-32', utf32('\ufeffa,b\n1,2\n')],
    ['UTF-32', utf32('\ufeffa,b\n1,2\n').swap32()],
    ['UTF-32', utf32('a,b\n1,2\n')],
    ['UTF-32', utf32('a,b\n1,2\n').swap32()],
  ])('text in %s says so', async (encoding, bytes) => {
    const path = file(bytes, 'csv');
    const problem = await problemOf(readAll(path));
    expect([problem.code, problem.message]).toEqual([
      'source.unsupported',
      `${basename(path)} is text encoded as ${encoding}, which cannot be read.`,
    ]);
    expect(problem.hint).toContain('UTF-8');
  });

  it.each([
    ['xlsx', 'a workbook'],
    ['XLSM', 'a workbook'],
    ['parquet', 'a Parquet file'],
  ])('a text with the name of a .%s is told to be text, and what to do', async (ending, what) => {
    const problem = await problemOf(openSource(file('TRANS_ID,AMOUNT\n1,2\n', ending)));
    expect([problem.kind, problem.code]).toEqual(['source-unreadable', 'source.not-a-workbook']);
    expect(problem.message).toMatch(new RegExp(`is a text file, not ${what}\\.$`));
    expect(problem.hint).toContain('.csv');
  });

  it('other zip files are not workbooks', async () => {
    const rels = (target: string): string =>
      `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="${target}"/></Relationships>`;
    const zip = (parts: Record<string, string>): string =>
      file(zipFixture(Object.entries(parts).map(([name, data]) => ({ name, data }))));
    for (const path of [
      zip({ 'a.txt': 'hello' }),
      zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<a/>' }),
      zip({ '_rels/.rels': rels('word/document.xml'), 'word/document.xml': '<document/>' }),
      zip({ '_rels/.rels': rels('xl/workbook.bin'), 'xl/workbook.bin': 'x' }),
      zip({
        '_rels/.rels': rels('other.xml'),
        'other.xml': '<w/>',
        '_rels/other.xml.rels': '<Relationships/>',
      }),
      zip({}),
    ]) {
      expect(await codeOf(path)).toBe('source.not-a-workbook');
    }
  });

  it('a workbook with a password says so', async () => {
    const ole = Buffer.alloc(70_000);
    Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(ole);
    ole.write('EncryptedPackage', 66_000, 'utf16le');
    expect(await codeOf(file(ole))).toBe('source.encrypted');
    // Across the chunks in which a large file is searched.
    const large = Buffer.alloc(3 * 2 ** 20);
    ole.copy(large, 0, 0, 512);
    large.write('EncryptedPackage', 2 ** 20 - 7, 'utf16le');
    expect(await codeOf(file(large))).toBe('source.encrypted');
  });
});

describe('damaged workbooks', () => {
  const whole = zipFixture(workbookParts({ sheet: ONE, strings: ['a'] }));

  it('cut off anywhere', async () => {
    for (let length = 4 + (SEED % 37); length < whole.length; length += DEEP ? 37 : 211) {
      expect(await codeOf(file(whole.subarray(0, length)))).toBe('source.damaged');
    }
  });

  it('with any byte changed never end in anything but a finding or the same rows', async () => {
    const path = join(folder, 'flipped.xlsx');
    for (let at = 4 + (SEED % 7); at < whole.length; at += DEEP ? 7 : 41) {
      const bytes = Buffer.from(whole);
      bytes[at] ^= 0x55;
      writeFileSync(path, bytes);
      const outcome = await readAll(path).then(
        (sheet) => JSON.stringify(sheet.rows),
        async (thrown: unknown) =>
          (await problemOf(Promise.reject(thrown as Error))).code.slice(0, 7),
      );
      expect(['[[1]]', 'source.']).toContain(outcome);
    }
  });

  const parts = (change: (part: ZipFixturePart) => ZipFixturePart): Buffer =>
    zipFixture(
      workbookParts({ sheet: ONE }).map((part) =>
        part.name.endsWith('sheet1.xml') ? change(part) : part,
      ),
    );

  it.each<[string, Buffer]>([
    ['a wrong checksum', parts((part) => ({ ...part, declaredCrc: 1 }))],
    ['more bytes than declared', parts((part) => ({ ...part, declaredBytes: 10 }))],
    ['fewer bytes than declared', parts((part) => ({ ...part, declaredBytes: 10_000 }))],
    [
      'an unknown packing',
      parts((part) => ({ ...part, packed: Buffer.from('not deflated at all') })),
    ],
    [
      'a part twice',
      zipFixture([...workbookParts({ sheet: ONE }), { name: 'XL/workbook.xml', data: 'x' }]),
    ],
    [
      'a path out of the package',
      zipFixture([...workbookParts({ sheet: ONE }), { name: '../x', data: 'x' }]),
    ],
  ])('with %s', async (_, bytes) => {
    expect(await codeOf(file(bytes))).toBe('source.damaged');
  });

  it.each([
    'xl/worksheets/sheet1.xml',
    'xl/sharedStrings.xml',
    'xl/workbook.xml',
    'xl/_rels/workbook.xml.rels',
  ])('without their part %s', async (name) => {
    expect(await codeOf(workbook({ sheet: ONE, strings: ['a'], parts: { [name]: null } }))).toBe(
      'source.damaged',
    );
  });

  it.each<[string, WorkbookFixture]>([
    ['a cut sheet', { sheet: '<?xml version="1.0"?><worksheet><sheetData><row>' }],
    ['tags out of balance', { sheet: '<row><c><v>1</c></v></row>' }],
    ['a tag inside a tag', { sheet: '<row <c></row>' }],
    ['no XML', { sheet: Buffer.from('hello') }],
    ['two roots', { sheet: Buffer.from('<worksheet/><worksheet/>') }],
    ['another root', { sheet: Buffer.from('<html/>') }],
    ['nothing', { sheet: Buffer.alloc(0) }],
    ['a missing shared string', { sheet: '<row><c t="s"><v>5</v></c></row>' }],
    ['a negative shared string', { sheet: '<row><c t="s"><v>-1</v></c></row>' }],
    ['an impossible cell', { sheet: '<row><c r="XFE1"><v>5</v></c></row>' }],
    ['a cell without column', { sheet: '<row><c r="12"><v>5</v></c></row>' }],
    ['rows out of order', { sheet: '<row r="2"/><row r="1"/>' }],
    ['a row that is no number', { sheet: '<row r="x"/>' }],
    ['a cell twice', { sheet: '<row><c r="A1"><v>5</v></c><c r="A1"><v>6</v></c></row>' }],
    ['an unknown type', { sheet: '<row><c t="z"><v>5</v></c></row>' }],
    ['an unknown reference', { sheet: '<row><c t="str"><v>&lol9;</v></c></row>' }],
    ['an impossible character', { sheet: '<row><c t="str"><v>&#xD800;</v></c></row>' }],
    [
      'bytes that are no UTF-8',
      {
        sheet: Buffer.from(
          '<worksheet><sheetData><row><c t="str"><v>\xff</v></c></row></sheetData></worksheet>',
          'latin1',
        ),
      },
    ],
    ['another encoding', { sheet: '<?xml version="1.0" encoding="ISO-8859-1"?><worksheet/>' }],
    [
      'a bad workbook part',
      { sheet: ONE, parts: { 'xl/workbook.xml': '<workbook><sheets></workbook>' } },
    ],
    [
      'a sheet that is nowhere',
      {
        sheet: ONE,
        parts: {
          'xl/workbook.xml': '<workbook><sheets><sheet name="TC_Data"/></sheets></workbook>',
        },
      },
    ],
  ])('with %s', async (_, fixture) => {
    expect(await codeOf(workbook(fixture))).toBe('source.damaged');
  });

  it('with encrypted parts ask for the password to be removed', async () => {
    const bytes = zipFixture(workbookParts({ sheet: ONE }).map((part) => ({ ...part, flags: 1 })));
    expect(await codeOf(file(bytes))).toBe('source.encrypted');
    const strong = zipFixture(
      workbookParts({ sheet: ONE }).map((part) => ({ ...part, flags: 0x41 })),
    );
    expect(await codeOf(file(strong))).toBe('source.encrypted');
  });
});

describe('XML that does more than describe cells', () => {
  const lol =
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;">]>';
  const external = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>';

  it.each<[string, WorkbookFixture]>([
    ['billion laughs in a sheet', { sheet: `${lol}<worksheet><sheetData/></worksheet>` }],
    ['an external entity in a sheet', { sheet: `${external}<worksheet/>` }],
    ['a declaration inside the data', { sheet: '<row><!ENTITY a "b"></row>' }],
    ['a sheet in UTF-16', { sheet: Buffer.from(`\ufeff${lol}<worksheet/>`, 'utf16le') }],
    ['shared strings', { sheet: ONE, parts: { 'xl/sharedStrings.xml': `${lol}<sst/>` } }],
    ['the workbook', { sheet: ONE, parts: { 'xl/workbook.xml': `${external}<workbook/>` } }],
    ['styles', { sheet: ONE, parts: { 'xl/styles.xml': `${lol}<styleSheet/>` } }],
    ['relationships', { sheet: ONE, parts: { '_rels/.rels': `${external}<Relationships/>` } }],
    ['a deep nest', { sheet: '<row>'.repeat(5000) + '</row>'.repeat(5000) }],
    ['a deep nest of styles', { sheet: ONE, styles: '<a>'.repeat(5000) + '</a>'.repeat(5000) }],
  ])('is refused: %s', async (_, fixture) => {
    expect(await codeOf(workbook(fixture))).toBe('source.unsafe');
  });
});

describe('bombs', () => {
  it('1 GiB of zeros ends at once', async () => {
    // 64 pieces of 16 MiB of zeros, each ended by a sync flush, make one valid stream.
    const piece = deflateRawSync(Buffer.alloc(16 * 2 ** 20), { finishFlush: 2 });
    const packed = Buffer.concat([
      ...Array<Buffer>(64).fill(piece),
      deflateRawSync(Buffer.alloc(0)),
    ]);
    const begun = performance.now();
    inflateRawSync(piece, { finishFlush: 2 });
    const onePiece = performance.now() - begun;
    const started = performance.now();
    // Truthful, and lying about its size.
    for (const declaredBytes of [2 ** 30, 1000]) {
      const path = workbook({ sheet: 'x', sheetPart: { packed, declaredBytes } });
      const code = await codeOf(path);
      expect(code).toBe(declaredBytes > 1000 ? 'source.too-large' : 'source.damaged');
    }
    // Unpacked in full, the two would take as long as 128 pieces.
    expect(performance.now() - started).toBeLessThan(64 * onePiece + 1000);
  });

  it('are found by what is unpacked, not only by what is declared', async () => {
    const spaces = deflateRawSync(Buffer.alloc(80 * 2 ** 20, ' '));
    const path = workbook({
      sheet: 'x',
      sheetPart: { packed: spaces, declaredBytes: 60 * 2 ** 20 },
    });
    expect(await codeOf(path, limits({ maxPartBytes: 61 * 2 ** 20 }))).toBe('source.damaged');
    const honest = workbook({
      sheet: 'x',
      sheetPart: { packed: spaces, declaredBytes: 80 * 2 ** 20 },
    });
    expect(await codeOf(honest)).toBe('source.too-large');
    expect(await codeOf(honest, limits({ maxRatio: 5000 }))).toBe('source.damaged');
  });

  it('in size, in sum, in texts', async () => {
    const path = workbook({ sheet: ONE.padEnd(50_000), strings: ['a', 'b', 'c'] });
    expect(await codeOf(path, limits({ maxPartBytes: 40_000 }))).toBe('source.too-large');
    expect(await codeOf(path, limits({ maxTotalBytes: 50_500 }))).toBe('source.too-large');
    expect(await codeOf(path, limits({ maxSharedStrings: 2 }))).toBe('source.too-large');
    expect((await readAll(path, { limits: limits({ maxSharedStrings: 3 }) })).rows).toEqual([[1]]);
  });

  it('a value without end', async () => {
    const sheet = `<row><c t="str"><v>${'x'.repeat(20 * 2 ** 20)}</v></c></row>`;
    expect(await codeOf(workbook({ sheet, sheetPart: { stored: true } }))).toBe('source.damaged');
  });

  it('10,000 columns', async () => {
    const cells = Array.from({ length: 10_000 }, (_, i) => `<c t="str"><v>h${i}</v></c>`).join('');
    const path = workbook({ sheet: `<row r="1">${cells}</row>` });
    expect(await codeOf(path)).toBe('sheet.too-wide');
    const empty = workbook({
      sheet: `<row r="1"><c><v>1</v></c>${'<c s="1"/>'.repeat(10_000)}</row>`,
    });
    expect((await readAll(empty)).rows).toEqual([[1]]);
    const csv = file(Array.from({ length: 10_000 }, (_, i) => `h${i}`).join(), 'csv');
    expect(await codeOf(csv)).toBe('sheet.too-wide');
  });
});

it('a failed file can be opened, replaced and opened again', async () => {
  const path = file(zipFixture(workbookParts({ sheet: ONE })).subarray(0, 500));
  expect(await codeOf(path)).toBe('source.damaged');
  writeFileSync(path, zipFixture(workbookParts({ sheet: ONE })));
  expect((await readAll(path)).rows).toEqual([[1]]);
  expect(readFileSync(path).length).toBeGreaterThan(500);
});
