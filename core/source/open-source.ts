import { basename } from 'node:path';
import { openCsv } from './csv/csv-reader.ts';
import { openParquet } from './parquet/parquet-reader.ts';
import { DEFAULT_LIMITS, type OpenSource, type SourceLimits } from './reading/raw-rows.ts';
import { openFile, readHead, readInto, type SourceFile } from './reading/source-file.ts';
import { readFailure, sourceProblem } from './reading/source-problem.ts';
import { openXlsx } from './xlsx/xlsx-reader.ts';

const HEAD_BYTES = 64 * 1024;
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const ENCRYPTED_STREAM = Buffer.from('EncryptedPackage', 'utf16le');

/**
 * Opens a source, recognised by its content and not by its name: a workbook, a Parquet file or a
 * text file. Throws a Problem of kind `source-unreadable` that says what the file is instead.
 */
export async function openSource(
  path: string,
  limits: SourceLimits = DEFAULT_LIMITS,
): Promise<OpenSource> {
  let file: SourceFile | undefined;
  try {
    file = await openFile(path);
    return await openAs(file, await readHead(file, HEAD_BYTES), limits);
  } catch (thrown) {
    await file?.close();
    throw readFailure(thrown, path);
  }
}

async function openAs(file: SourceFile, head: Buffer, limits: SourceLimits): Promise<OpenSource> {
  const magic = head.toString('latin1', 0, 4);
  // An empty archive begins with its directory's end.
  if (magic === 'PK\x03\x04' || magic === 'PK\x05\x06') return openXlsx(file, limits);
  if (magic === 'PAR1' || magic === 'PARE') return openParquet(file, limits);
  if (head.subarray(0, 4).equals(OLE.subarray(0, 4))) throw await oleProblem(file);
  const name = basename(file.path);
  const wide = wideText(head);
  if (wide) {
    throw sourceProblem(
      'source.unsupported',
      `${name} is text encoded as ${wide}, which cannot be read.`,
      'Save it as UTF-8 and try again; in Excel: Save As, CSV UTF-8.',
    );
  }
  const known = knownFormat(head);
  if (known) {
    throw sourceProblem(
      'source.not-a-workbook',
      `${name} is ${known}, not a workbook, CSV or Parquet file.`,
    );
  }
  const wanted = /\.(xls[xmb]|parquet)$/i.exec(name)?.[1]?.toLowerCase();
  if (wanted !== undefined) {
    throw sourceProblem(
      'source.not-a-workbook',
      `${name} is a text file, not a ${wanted === 'parquet' ? 'Parquet file' : 'workbook'}.`,
      'If it contains a table, rename it so that it ends in .csv; otherwise export it again.',
    );
  }
  return openCsv(file, head, limits);
}

/** The encoding of a text with two or four bytes a letter that is not read; undefined for any other file. */
function wideText(head: Buffer): string | undefined {
  const mark = head.toString('latin1', 0, 4);
  if (mark === '\xff\xfe\0\0' || mark === '\0\0\xfe\xff') return 'UTF-32';
  // Plain letters, and NULs in between.
  const start = head.toString('latin1', 0, 64);
  if (/^(?:[\t\n\r -~]\0{3}){4,}|^(?:\0{3}[\t\n\r -~]){4,}/.test(start)) return 'UTF-32';
  if (/^(?:[\t\n\r -~]\0){4,}|^(?:\0[\t\n\r -~]){4,}/.test(start))
    return 'UTF-16 without its byte order mark';
  return undefined;
}

/** What a file is that cannot be a source, or undefined where it may be text. */
function knownFormat(head: Buffer): string | undefined {
  const start = head.toString('latin1', 0, 512);
  const words = start.replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
  if (start.startsWith('%PDF')) return 'a PDF document';
  if (start.startsWith('{\\rtf')) return 'a text document (RTF)';
  if (start.startsWith('\x1f\x8b')) return 'a gzip archive';
  if (start.startsWith('7z\xbc\xaf') || start.startsWith('Rar!')) return 'an archive';
  if (/^\x89PNG|^\xff\xd8\xff|^GIF8/.test(start)) return 'a picture';
  if (/^<(!doctype\s+html|html|head|body|table|script)\b/i.test(words)) return 'a web page';
  if (/^<\?xml|^<[a-z][\w:.-]*[\s/>]/i.test(words)) return 'an XML document';
  if (/^(\{\s*["}]|\[\s*[\]{["])/.test(words)) return 'a JSON document';
  const utf16 = /^(\xff\xfe|\xfe\xff)/.test(start);
  if (!utf16 && holdsBinary(head)) return 'a binary file';
  return undefined;
}

/** Whether bytes hold a NUL, or more control characters than any text does. */
function holdsBinary(head: Buffer): boolean {
  let controls = 0;
  for (const byte of head) {
    if (byte === 0) return true;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) controls++;
  }
  return controls * 50 > head.length;
}

/** An OLE container is either a workbook with a password or a format from before 2007. */
async function oleProblem(file: SourceFile): Promise<Error> {
  const name = basename(file.path);
  if (await holds(file, ENCRYPTED_STREAM)) {
    return sourceProblem('source.encrypted', `${name} is protected by a password.`);
  }
  return sourceProblem(
    'source.not-a-workbook',
    `${name} is an old Excel workbook (.xls) or another old Office file.`,
    'Open it in Excel and save it as .xlsx.',
  );
}

async function holds(file: SourceFile, wanted: Buffer): Promise<boolean> {
  const buffer = Buffer.alloc(2 ** 20);
  for (let at = 0; at < file.bytes; at += buffer.length - wanted.length) {
    const read = await readInto(file, buffer, 0, buffer.length, at);
    if (buffer.subarray(0, read).includes(wanted)) return true;
  }
  return false;
}
