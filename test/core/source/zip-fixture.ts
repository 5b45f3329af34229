import { writeFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';

/** A part of a zip as a test wants it, truthful unless a field says otherwise. */
export interface ZipFixturePart {
  readonly name: string;
  readonly data: string | Buffer;
  readonly stored?: boolean;
  /** The packed bytes themselves, where `data` is only what they claim to be. */
  readonly packed?: Buffer;
  readonly declaredBytes?: number;
  readonly declaredCrc?: number;
  readonly flags?: number;
  /** As streaming writers do: sizes stand behind the data, the local header has zeros. */
  readonly dataDescriptor?: boolean;
}

/** The bytes of a zip file. */
export function zipFixture(parts: readonly ZipFixturePart[]): Buffer {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const data = Buffer.from(part.data as string);
    const packed = part.packed ?? (part.stored ? data : deflateRawSync(data));
    const name = Buffer.from(part.name);
    const flags = (part.flags ?? 0) | (part.dataDescriptor ? 8 : 0);
    const method = part.stored ? 0 : 8;
    const crc = part.declaredCrc ?? crc32(data);
    const bytes = part.declaredBytes ?? data.length;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(method, 8);
    if (!part.dataDescriptor) sizes(local, 14, crc, packed.length, bytes);
    local.writeUInt16LE(name.length, 26);
    const descriptor = Buffer.alloc(part.dataDescriptor ? 16 : 0);
    if (part.dataDescriptor) {
      descriptor.writeUInt32LE(0x08074b50, 0);
      sizes(descriptor, 4, crc, packed.length, bytes);
    }
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 4);
    central.writeUInt16LE(20, 6);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(method, 10);
    sizes(central, 16, crc, packed.length, bytes);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(offset, 42);
    directory.push(central, name);
    for (const chunk of [local, name, packed, descriptor]) {
      chunks.push(chunk);
      offset += chunk.length;
    }
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...chunks, central, end]);
}

function sizes(header: Buffer, at: number, crc: number, packed: number, bytes: number): void {
  header.writeUInt32LE(crc, at);
  header.writeUInt32LE(packed, at + 4);
  header.writeUInt32LE(bytes, at + 8);
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** What a test says about a workbook; all else is what Google Sheets writes. */
export interface WorkbookFixture {
  /** What stands inside `sheetData`, or a whole part where it begins with `<?xml` or a buffer. */
  readonly sheet: string | Buffer;
  /** What follows `sheetData`. */
  readonly after?: string;
  readonly strings?: readonly string[];
  /** What stands inside `sst`, in place of `strings`. */
  readonly sst?: string;
  readonly workbookPr?: string;
  /** Inside `styleSheet`. Style 1 is a date by custom format in the default. */
  readonly styles?: string;
  /** Parts that replace (by name) or join the usual ones; null removes one. */
  readonly parts?: Readonly<Record<string, string | Buffer | null>>;
  /** How the sheet's part lies in the zip. */
  readonly sheetPart?: Partial<ZipFixturePart>;
}

const STYLES =
  '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd h:mm:ss"/></numFmts>' +
  '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
  '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="2"/></cellXfs>' +
  '<dxfs><dxf><numFmt numFmtId="2" formatCode="yyyy"/></dxf></dxfs>';

/** The parts of a workbook with one sheet TC_Data. */
export function workbookParts(fixture: WorkbookFixture): ZipFixturePart[] {
  const sst =
    fixture.sst ?? (fixture.strings ?? []).map((text) => `<si><t>${text}</t></si>`).join('');
  const whole = Buffer.isBuffer(fixture.sheet) || fixture.sheet.startsWith('<?xml');
  const parts: Record<string, string | Buffer | null> = {
    'xl/worksheets/sheet1.xml': whole
      ? fixture.sheet
      : `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetData>${fixture.sheet as string}</sheetData>${fixture.after ?? ''}</worksheet>`,
    'xl/sharedStrings.xml': `${DECLARATION}<sst xmlns="${MAIN}">${sst}</sst>`,
    'xl/styles.xml': `${DECLARATION}<styleSheet xmlns="${MAIN}">${fixture.styles ?? STYLES}</styleSheet>`,
    'xl/workbook.xml':
      `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr ${fixture.workbookPr ?? ''}/>` +
      '<sheets><sheet state="visible" name="TC_Data" sheetId="1" r:id="rId4"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      `${DECLARATION}<Relationships xmlns="${PACKAGE}">` +
      `<Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/>` +
      `<Relationship Id="rId3" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>` +
      `<Relationship Id="rId4" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    '_rels/.rels':
      `${DECLARATION}<Relationships xmlns="${PACKAGE}">` +
      `<Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ...fixture.parts,
  };
  return Object.entries(parts)
    .filter((entry): entry is [string, string | Buffer] => entry[1] !== null)
    .map(([name, data]) => ({
      name,
      data,
      dataDescriptor: true,
      ...(name === 'xl/worksheets/sheet1.xml' && fixture.sheetPart),
    }));
}

/** Writes a workbook and returns its path. */
export function writeWorkbook(path: string, fixture: WorkbookFixture): string {
  writeFileSync(path, zipFixture(workbookParts(fixture)));
  return path;
}
