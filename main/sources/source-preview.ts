import type { Calendar } from '../../core/contract/periods.ts';
import type { Recognition } from '../../core/contract/recognition.ts';
import type { SheetPreview, SourcePreview } from '../../core/contract/api/sources.ts';
import type { AskedFormats, AskedReading } from '../../core/contract/settings.ts';
import { columnLetters, mapHeaders, normalHeader } from '../../core/source/headers.ts';
import { LEDGER_FIELDS } from '../../core/ledger/ledger.ts';
import { headerRowOf } from '../../core/source/header-row.ts';
import { ledgerSheets, roleOf } from '../../core/source/ledger-sheets.ts';
import { openSource } from '../../core/source/open-source.ts';
import { sheetExcerpt } from '../../core/source/preview.ts';
import type { ReadOptions } from '../../core/source/reading/raw-rows.ts';
import { columnReadings } from '../../core/validate/column-readings.ts';
import type { FetchedPlace } from '../places/fetch/fetch-place.ts';

const PREVIEW_ROWS = 50;
/** A workbook with more sheets than this shows the first of them, and those that are used. */
const MOST_SHEETS = 20;
/** A ledger with more rows is looked at so far; how it is written the run decides on all of them. */
const MOST_SURVEYED = 100_000;

/** What a source looks like: its sheets, their first rows, and how its headers are understood. */
export async function sourcePreview(
  fetched: FetchedPlace,
  known: {
    /** Undefined: the one that is kept. */
    readonly mapping: Readonly<Record<string, string>> | undefined;
    readonly keptMapping: Readonly<Record<string, string>>;
    /** As far as it was said. */
    readonly reading: AskedReading;
    readonly recognition: Recognition;
    readonly lastRun: string | null;
    readonly calendar: Calendar | null;
  },
  options: ReadOptions,
): Promise<SourcePreview> {
  const source = await openSource(fetched.path);
  const { keptMapping } = known;
  const mapping = known.mapping ?? keptMapping;
  try {
    const roles = ledgerSheets(source, known.reading.sheets);
    const read = { mapping, sheets: known.reading.sheets };
    const sheets: SheetPreview[] = [];
    let ledgerHeader = 1;
    const shown = source.sheetNames.filter((name, at) => at < MOST_SHEETS || roleOf(roles, name));
    for (const name of shown) {
      const headerRow = await headerRowOf(source, name, read, options);
      if (name === roles.ledger) ledgerHeader = headerRow;
      const { headers, rows, rowCount } = await sheetExcerpt(
        source,
        name,
        { from: 1, count: PREVIEW_ROWS },
        { ...options, headerRow },
      );
      sheets.push({
        name,
        headerRow,
        role: roleOf(roles, name) ?? 'ignored',
        headers,
        rows,
        // The hint counts the header too.
        rowCount: rowCount ?? (source.rowHint === null ? null : source.rowHint - 1),
      });
    }
    const ledgerHeaders = sheets.find(({ role }) => role === 'ledger')?.headers ?? [];
    const map = mapHeaders(ledgerHeaders, mapping);
    const mapped = new Set(Object.keys(mapping).map(normalHeader));
    const formats =
      roles.ledger === null
        ? null
        : await columnReadings(
            source,
            {
              sheet: roles.ledger,
              mapping,
              headerRow: ledgerHeader,
              most: MOST_SURVEYED,
            },
            options,
          );
    return {
      place: fetched.source,
      name: fetched.name,
      format: source.format,
      bytes: fetched.bytes,
      sha256: fetched.sha256,
      modifiedAt: fetched.modifiedAt === null ? null : Math.round(fetched.modifiedAt),
      notes: source.notes,
      sheets,
      sheetNames: source.sheetNames,
      sheetChoice: known.reading.sheets ?? {},
      absentSheets: roles.absent,
      columns: ledgerHeaders.map((header, c) => ({
        header,
        letters: columnLetters(c),
        field: map.fields[c] ?? null,
        mapped: mapped.has(normalHeader(header)),
      })),
      missing: roles.ledger === null ? [] : map.missing,
      duplicated: map.duplicated,
      fields: LEDGER_FIELDS,
      formats,
      askedFormats: askedFormatsOf(known.reading),
      calendar: known.calendar,
      mapping,
      keptMapping,
      recognition: known.recognition,
      lastRun: known.lastRun,
      fetched: fetched.facts,
      choice: fetched.choice,
    };
  } finally {
    await source.close();
  }
}

function askedFormatsOf({ dates, decimals }: AskedFormats): AskedFormats {
  return { ...(dates && { dates }), ...(decimals && { decimals }) };
}
