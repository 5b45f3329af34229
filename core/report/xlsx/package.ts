import { crc32 } from 'node:zlib';
import { fromBufferPromise } from 'yauzl';
import { deflated } from '../encode/deflated.ts';
import type { Deflated, ZipEntry } from '../zip/zip-writer.ts';
import { withBodyStyles } from './body-styles.ts';
import { around } from './join-rows.ts';
import type { Workbook } from './sheet-style.ts';

/** The parts of a workbook as a zip archive has them: those that exceljs makes, with the rows joined to them. */
export async function packageOf({ excel, bodies, grounds }: Workbook): Promise<ZipEntry[]> {
  const parts = await partsOf(excel);
  const bodyOf = new Map(
    [...bodies].map(([name, body]) => {
      const sheet = excel.getWorksheet(name);
      if (!sheet) throw new Error(`The workbook has no sheet ${name}.`);
      return [`xl/worksheets/sheet${sheet.id}.xml`, { ...body, columns: sheet.columnCount }];
    }),
  );
  return parts.map(({ name, text }) => {
    const body = bodyOf.get(name);
    if (name === 'xl/styles.xml')
      return { name, deflated: [deflatedText(withBodyStyles(text, grounds))] };
    if (!body || body.rows === 0) return { name, deflated: [deflatedText(text)] };
    const { before, after } = around(text, body.columns, body.rows + 1);
    return { name, deflated: [deflatedText(before), ...body.deflated, deflatedText(after)] };
  });
}

interface PackagePart {
  readonly name: string;
  readonly text: string;
}

/** What exceljs writes, part by part. */
async function partsOf(excel: Workbook['excel']): Promise<PackagePart[]> {
  const buffer = await excel.xlsx.writeBuffer();
  const zip = await fromBufferPromise(Buffer.from(buffer), { lazyEntries: true });
  const parts: PackagePart[] = [];
  for await (const entry of zip.eachEntry()) {
    // Folders have entries too, which no workbook needs.
    if (entry.fileName.endsWith('/')) continue;
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    parts.push({ name: entry.fileName, text: Buffer.concat(chunks).toString('utf8') });
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
