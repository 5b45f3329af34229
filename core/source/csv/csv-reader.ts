import { basename } from 'node:path';
import { csvDialect, type CsvDialect } from './csv-dialect.ts';
import { createCsvScanner } from './csv-scanner.ts';
import type {
  OpenSource,
  RawRow,
  ReadOptions,
  SheetRead,
  SourceLimits,
} from '../reading/raw-rows.ts';
import { createReadWatch } from '../reading/read-watch.ts';
import { createRowBuffer } from '../reading/row-buffer.ts';
import { readRange, type SourceFile } from '../reading/source-file.ts';
import { damaged, readFailure } from '../reading/source-problem.ts';

const CHUNK_BYTES = 2 ** 20;
const SHEET = 'TC_Data';
const DELIMITER_NAMES = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' } as const;

/** Opens a text file. The file is closed by the source's `close`. */
export async function openCsv(
  file: SourceFile,
  head: Buffer,
  limits: SourceLimits,
): Promise<OpenSource> {
  const dialect = await csvDialect(file, head);

  const readSheet = async (
    name: string,
    onRow: (row: RawRow) => void,
    options?: ReadOptions,
  ): Promise<SheetRead> => {
    if (name !== SHEET) throw damaged(`${basename(file.path)} has no sheet ${name}.`);
    const rows = createRowBuffer(name, limits.maxColumns, onRow);
    const scanner = createCsvScanner(dialect, rows, options?.headerRow ?? 1);
    const watch = createReadWatch(options, file.bytes, 'bytes');
    let done = dialect.bom;
    for await (const chunk of utf8Chunks(file, dialect)) {
      scanner.push(chunk.bytes);
      done = chunk.position;
      watch.tick(done);
    }
    scanner.end();
    watch.finish(done);
    return { rows: rows.delivered(), mergedHeader: [] };
  };

  return {
    format: 'csv',
    sheetNames: [SHEET],
    notes: { delimiter: DELIMITER_NAMES[dialect.delimiter], encoding: dialect.encoding },
    rowHint: null,
    readSheet: (name, onRow, options) =>
      readSheet(name, onRow, options).catch((thrown: unknown) => {
        throw readFailure(thrown, file.path);
      }),
    close: () => file.close(),
  };
}

/** The file's bytes, brought to UTF-8 from UTF-16, each with the position in the file it reaches. */
async function* utf8Chunks(
  file: SourceFile,
  dialect: CsvDialect,
): AsyncGenerator<{ bytes: Buffer; position: number }> {
  const wide = dialect.encoding === 'UTF-16LE' || dialect.encoding === 'UTF-16BE';
  const decoder = wide ? new TextDecoder(dialect.encoding, { fatal: true }) : null;
  let position = dialect.bom;
  for await (const chunk of readRange(file, position, file.bytes - position, CHUNK_BYTES)) {
    position += chunk.length;
    if (!decoder) {
      yield { bytes: chunk, position };
      continue;
    }
    const text = decoder.decode(chunk, { stream: position < file.bytes });
    if (text !== '') yield { bytes: Buffer.from(text, 'utf8'), position };
  }
}
