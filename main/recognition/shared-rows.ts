import type { SheetChoice } from '../../core/contract/settings.ts';
import type { Tell } from '../../core/contract/steps.ts';
import { idText } from '../../core/ledger/ids.ts';
import type { IdColumn } from '../../core/ledger/ids.ts';
import { findHeaderRow } from '../../core/source/header-row.ts';
import { mapHeaders } from '../../core/source/headers.ts';
import { ledgerSheets } from '../../core/source/ledger-sheets.ts';
import { openSource } from '../../core/source/open-source.ts';
import { cellText } from '../../core/source/reading/cells.ts';
import type { OpenSource, RawRow } from '../../core/source/reading/raw-rows.ts';

/**
 * Rows of a ledger, some of them taken at even distances: TRANS_ID and CUSTOMERID, for ids alone that count from 1
 * are those of many ledgers.
 */
export type Sample = readonly string[];

/** Enough to tell one ledger from another, and to say a share to the percent. */
const SAMPLED = 1000;

/** A sample of the rows of a ledger. */
export function sampleOf({
  id,
  customer,
}: {
  readonly id: IdColumn;
  readonly customer: IdColumn;
}): Sample {
  const rows = id.values.length;
  const count = Math.min(SAMPLED, rows);
  return Array.from({ length: count }, (_, i) => {
    const row = Math.floor((i * rows) / count);
    return rowText(idText(id.pool, id.values[row]!), idText(customer.pool, customer.values[row]!));
  });
}

function rowText(id: string, customer: string): string {
  return `${id}\n${customer}`;
}

/** How a file is looked through. */
export interface Looking {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Tell | undefined;
}

/** How the files of a source are read, as far as a person has said so. */
interface KnownReading {
  /** Headers that stand for the columns where no header bears a name of them. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly sheets?: SheetChoice | undefined;
}

/**
 * Which share of each sample is among the rows of a file, 0 to 1. Zeros where the file cannot be read so
 * far: what is wrong with it is said by whoever reads all of it.
 *
 * @param readings how the files of the sources are read whose samples are sought.
 */
export async function sharesIn(
  path: string,
  samples: readonly Sample[],
  readings: readonly KnownReading[],
  looking: Looking,
): Promise<number[]> {
  const samplesOf = new Map<string, number[]>();
  samples.forEach((sample, s) => {
    for (const row of sample) samplesOf.set(row, [...(samplesOf.get(row) ?? []), s]);
  });
  const none = samples.map(() => 0);
  if (samplesOf.size === 0) return none;
  const source = await openSource(path).catch(() => null);
  if (source === null) return none;
  const found = samples.map(() => 0);
  const take = (text: string): void => {
    for (const s of samplesOf.get(text) ?? []) found[s]!++;
    // A row that is in the file twice counts once.
    samplesOf.delete(text);
  };
  try {
    for (const sheet of ledgersOf(source, readings))
      await eachRowText(source, sheet, readings, take, looking);
  } catch (thrown) {
    if (looking.signal?.aborted) throw thrown;
    return none;
  } finally {
    await source.close();
  }
  return found.map((count, s) => (samples[s]!.length === 0 ? 0 : count / samples[s]!.length));
}

/** The sheets that hold the movements, as the program takes them or as a source is read. */
function ledgersOf(source: OpenSource, readings: readonly KnownReading[]): Set<string> {
  const ledgers = [undefined, ...readings.map(({ sheets }) => sheets)].flatMap(
    (choice) => ledgerSheets(source, choice).ledger ?? [],
  );
  return new Set(ledgers);
}

/** Each row of a sheet below its header, as the samples have it. */
async function eachRowText(
  source: OpenSource,
  sheet: string,
  readings: readonly KnownReading[],
  take: (text: string) => void,
  { signal, onProgress }: Looking,
): Promise<void> {
  const mappings = readings.map(({ mapping }) => mapping);
  const header =
    source.format === 'parquet'
      ? null
      : await findHeaderRow(source, sheet, 'ledger', Object.assign({}, ...mappings), {
          ...(signal && { signal }),
        });
  const headerRow = header?.row ?? 1;
  let columns: readonly [id: number, customer: number] | null = null;
  await source.readSheet(
    sheet,
    (row) => {
      // What stands above the header are titles.
      if (row.rowNumber < headerRow) return;
      columns ??= columnsOf(row, mappings);
      const [id, customer] = columns;
      take(rowText(cellAt(row, id), cellAt(row, customer)));
    },
    {
      headerRow,
      ...(signal && { signal }),
      onProgress: (counted) =>
        onProgress?.({ ...counted, words: 'Finding the source it belongs to' }),
    },
  );
}

/** Where the header has TRANS_ID and CUSTOMERID; beyond all columns where it has not both. */
function columnsOf(
  header: RawRow,
  mappings: readonly Readonly<Record<string, string>>[],
): readonly [id: number, customer: number] {
  const headers = Array.from({ length: header.width }, (_, c) => cellText(header, c).trim());
  for (const mapping of [{}, ...mappings]) {
    const { fields } = mapHeaders(headers, mapping);
    const [id, customer] = [fields.indexOf('TRANS_ID'), fields.indexOf('CUSTOMERID')];
    if (id >= 0 && customer >= 0) return [id, customer];
  }
  return [Infinity, Infinity];
}

function cellAt(row: RawRow, column: number): string {
  return column >= row.width ? '' : cellText(row, column).trim();
}
