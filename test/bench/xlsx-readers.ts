import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import ExcelJS from 'exceljs';
import { SaxesParser } from 'saxes';
import { openPromise } from 'yauzl';
import { openSource } from '../../core/source/open-source.ts';

/** The candidates for reading the first sheet of a workbook, each returning its rows with values. */
const READERS: Readonly<Record<string, (path: string) => Promise<number>>> = {
  'exceljs streaming': readWithExceljs,
  'yauzl + saxes': readWithSaxes,
  'own scanner': readWithOwn,
};

export interface ReaderTiming {
  readonly reader: string;
  readonly rows: number;
  readonly seconds: number;
  readonly peakRssMiB: number;
}

/**
 * Times each candidate on the same workbook, each in a process of its own, so that the peak memory is
 * the candidate's. Seconds are those of reading; starting the process does not count.
 */
export async function benchXlsxReaders(path: string): Promise<ReaderTiming[]> {
  const timings: ReaderTiming[] = [];
  for (const reader of Object.keys(READERS)) {
    const { stdout } = await promisify(execFile)(process.execPath, [
      fileURLToPath(import.meta.url),
      reader,
      path,
    ]);
    timings.push(JSON.parse(stdout) as ReaderTiming);
  }
  return timings;
}

async function readWithOwn(path: string): Promise<number> {
  const source = await openSource(path);
  let values = 0;
  const { rows } = await source.readSheet(source.sheetNames[0]!, (row) => (values += row.width));
  await source.close();
  return values > 0 ? rows : 0;
}

async function readWithExceljs(path: string): Promise<number> {
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(path, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'emit',
  });
  for await (const sheet of reader) {
    let rows = 0;
    for await (const row of sheet) if (row.hasValues) rows++;
    return rows;
  }
  return 0;
}

/** The least a general parser has to do: unpack, parse and take the text of each cell. */
async function readWithSaxes(path: string): Promise<number> {
  const zip = await openPromise(path, { autoClose: false });
  let rows = 0;
  for await (const entry of zip.eachEntry()) {
    const strings = entry.fileName === 'xl/sharedStrings.xml';
    if (!strings && entry.fileName !== 'xl/worksheets/sheet1.xml') continue;
    const parser = new SaxesParser({});
    const texts: string[] = [];
    let cells: string[] = [];
    let text = '';
    parser.on('opentag', (tag) => {
      if (tag.name === 'row') cells = [];
      else if (tag.name === 'v' || tag.name === 't') text = '';
    });
    parser.on('text', (piece) => (text += piece));
    parser.on('closetag', (tag) => {
      if (tag.name === 'si') texts.push(text);
      else if (tag.name === 'v' || tag.name === 't') cells.push(text);
      else if (tag.name === 'row' && cells.length > 0) rows++;
    });
    const stream = await zip.openReadStreamPromise(entry);
    stream.setEncoding('utf8');
    for await (const chunk of stream) parser.write(chunk as string);
    parser.close();
  }
  zip.close();
  return rows;
}

async function timeOne(reader: string, path: string): Promise<void> {
  const started = performance.now();
  const rows = await READERS[reader]!(path);
  const timing: ReaderTiming = {
    reader,
    rows,
    seconds: Math.round(performance.now() - started) / 1000,
    peakRssMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  process.stdout.write(JSON.stringify(timing));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await timeOne(process.argv[2]!, process.argv[3]!);
}
