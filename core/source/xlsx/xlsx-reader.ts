import { basename } from 'node:path';
import type {
  OpenSource,
  ReadOptions,
  RawRow,
  SheetRead,
  SourceLimits,
} from '../reading/raw-rows.ts';
import { createRowBuffer } from '../reading/row-buffer.ts';
import { readSharedStrings } from './shared-strings.ts';
import type { SheetContext } from './sheet-scan.ts';
import { createSheetScanner } from './sheet-scanner.ts';
import type { SourceFile } from '../reading/source-file.ts';
import { damaged, readFailure } from '../reading/source-problem.ts';
import { readWorkbookParts } from './workbook-parts.ts';
import { dateStyles } from './xlsx-styles.ts';
import { openZipParts } from './zip-parts.ts';

/** Opens a workbook (.xlsx, .xlsm). The file is closed by the source's `close`. */
export async function openXlsx(file: SourceFile, limits: SourceLimits): Promise<OpenSource> {
  const fileName = basename(file.path);
  const zip = await openZipParts(file, limits);
  const workbook = await readWorkbookParts(zip, fileName);
  const dateSystem = workbook.date1904 ? 1904 : 1900;
  const styles = workbook.styles ? dateStyles(await zip.readWhole(workbook.styles)) : [];
  let strings: string[] | null = null;

  /** Read when the first sheet is, so that opening a workbook stays quick. */
  const contextOf = async (options?: ReadOptions): Promise<SheetContext> => {
    strings ??= workbook.sharedStrings
      ? await readSharedStrings(zip, workbook.sharedStrings, limits, options)
      : [];
    return { sharedStrings: strings, dateStyles: styles, dateSystem };
  };

  const readSheet = async (
    name: string,
    onRow: (row: RawRow) => void,
    options?: ReadOptions,
  ): Promise<SheetRead> => {
    const sheet = workbook.sheets.find((candidate) => candidate.name === name);
    if (!sheet) throw damaged(`${fileName} has no sheet ${name}.`);
    const { part } = sheet;
    if (part === null)
      throw damaged(`${fileName} lists the sheet ${name} but does not contain it.`);
    const rows = createRowBuffer(name, limits.maxColumns, onRow);
    const mergedHeader: string[] = [];
    const scanner = createSheetScanner(await contextOf(options), rows, mergedHeader);
    await zip.read(part, scanner.push, options);
    scanner.end();
    return { rows: rows.delivered(), mergedHeader };
  };

  return {
    format: 'xlsx',
    sheetNames: workbook.sheets.map((sheet) => sheet.name),
    notes: { dateSystem: String(dateSystem) },
    rowHint: null,
    readSheet: (name, onRow, options) =>
      readSheet(name, onRow, options).catch((thrown: unknown) => {
        throw readFailure(thrown, file.path);
      }),
    async close() {
      strings = null;
      await file.close();
    },
  };
}
