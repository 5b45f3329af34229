import { crc32 } from 'node:zlib';
import { fromBufferPromise } from 'yauzl';
import { deflated } from '../encode/deflated.ts';
import type { Deflated, ZipEntry } from '../zip/zip-writer.ts';
import { withBodyStyles } from '../package/body-styles.ts';
import { withFontsInOrder } from '../package/fonts-in-order.ts';
import { around } from '../package/join-rows.ts';
import {
  tableFile,
  tablePart,
  withTable,
  withTableRelationship,
  withTableTypes,
} from '../package/table-part.ts';
import { LOOKS } from './sheet-style.ts';
import type { Workbook } from './sheet-style.ts';

/** The parts of a workbook as a zip archive has them: those that exceljs makes, with the rows joined to them. */
export async function packageOf(workbook: Workbook): Promise<ZipEntry[]> {
  const { excel, bodies, tables, grounds } = workbook;
  const parts = await partsOf(excel);
  const fileOf = (name: string): string => {
    const sheet = excel.getWorksheet(name);
    if (!sheet) throw new Error(`The workbook has no sheet ${name}.`);
    return `sheet${sheet.id}.xml`;
  };
  change(parts, 'xl/styles.xml', (styles) =>
    withBodyStyles(withFontsInOrder(styles!), LOOKS, grounds),
  );
  change(parts, '[Content_Types].xml', (types) => withTableTypes(types!, [...tables.values()]));
  for (const [name, table] of tables) {
    const file = fileOf(name);
    change(parts, `xl/worksheets/${file}`, (sheet) => withTable(sheet!));
    change(parts, `xl/worksheets/_rels/${file}.rels`, (rels) => withTableRelationship(rels, table));
    parts.set(`xl/tables/${tableFile(table)}`, tablePart(table));
  }
  const joined = new Map(
    [...bodies].map(([name, body]) => [
      `xl/worksheets/${fileOf(name)}`,
      { ...body, columns: excel.getWorksheet(name)!.columnCount },
    ]),
  );
  return [...parts].map(([name, text]) => {
    const body = joined.get(name);
    if (!body || body.rows === 0) return { name, deflated: [deflatedText(text)] };
    const { before, after } = around(text, body.columns, body.rows + 1);
    return { name, deflated: [deflatedText(before), ...body.deflated, deflatedText(after)] };
  });
}

function change(
  parts: Map<string, string>,
  name: string,
  to: (before: string | undefined) => string,
): void {
  parts.set(name, to(parts.get(name)));
}

/** What exceljs writes: the texts of its parts by their names. */
async function partsOf(excel: Workbook['excel']): Promise<Map<string, string>> {
  // They are deflated when all is in them: exceljs would do it in JavaScript.
  const buffer = await excel.xlsx.writeBuffer({ zip: { compression: 'STORE' } });
  const zip = await fromBufferPromise(Buffer.from(buffer), { lazyEntries: true });
  const parts = new Map<string, string>();
  for await (const entry of zip.eachEntry()) {
    // Folders have entries too, which no workbook needs.
    if (entry.fileName.endsWith('/')) continue;
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    parts.set(entry.fileName, Buffer.concat(chunks).toString('utf8'));
  }
  return parts;
}

function deflatedText(text: string): Deflated {
  const whole = Buffer.from(text);
  const bytes = deflated(whole);
  return {
    stretch: { bytes: bytes.length, size: whole.length, crc: crc32(whole) },
    read: () => [bytes],
  };
}
