import type { JournalEntry } from '../../contract/close/journal.ts';
import { decimalText } from '../../ledger/money.ts';
import {
  csvFile,
  dimensionOf,
  entriesBy,
  linesOf,
  otherDimensions,
  slashedDate,
} from './layout.ts';
import type { JournalLayout } from './layout.ts';

/** So many lines may one file have. */
const MOST_LINES = 300;
/** Xero has two tracking categories. */
const MOST_TRACKED = 2;
/** The dimension that names the tax rate of a line, and the rate of lines that name none. */
const TAX_RATE = 'TAX_RATE';
const NO_TAX = 'Tax Exempt';

/**
 * Xero's import of manual journals: the lines of an entry share narration and date, and debits are positive. Columns
 * and the limit of 300 lines by Xero's help page *Enter multiple manual journals using an import template*
 * (help.xero.com, `ManualJournalsImport`). An organisation of Xero is one company with one currency of its own, so each
 * has files of its own. The first two dimensions are its tracking categories; `TAX_RATE` is the tax rate by its name.
 */
export const xero = {
  files(entries, name) {
    const tooLong = entries.filter(({ lines }) => lines.length > MOST_LINES).map(({ id }) => id);
    if (tooLong.length > 0) return { fits: false, tooLong, mostLines: MOST_LINES };
    const dimensions = otherDimensions(entries, [TAX_RATE]);
    const tracked = dimensions.slice(0, MOST_TRACKED);
    const header = [
      '*Narration',
      '*Date',
      'Description',
      '*AccountCode',
      '*TaxRate',
      '*Amount',
      'TrackingName1',
      'TrackingOption1',
      'TrackingName2',
      'TrackingOption2',
    ];
    const files = entriesBy(entries, ({ company, currency }) => [company, currency]).flatMap(
      (of) => {
        const parts = inParts(of.entries);
        return parts.map((part, p) => {
          const rows = linesOf(part).map(({ entry, line }) => [
            `${entry.id} ${entry.memo}`,
            slashedDate(entry.date, 'dmy'),
            line.memo,
            line.account,
            dimensionOf(line, TAX_RATE) || NO_TAX,
            decimalText(line.debit - line.credit),
            ...[0, 1].flatMap((t) => {
              const option = tracked[t] === undefined ? '' : dimensionOf(line, tracked[t]);
              return option === '' ? ['', ''] : [tracked[t]!, option];
            }),
          ]);
          const place = parts.length === 1 ? [] : [`${p + 1}-of-${parts.length}`];
          return csvFile([name, 'xero', ...of.name, ...place].join('-'), part, [header, ...rows]);
        });
      },
    );
    return { fits: true, files, leftOut: dimensions.slice(MOST_TRACKED) };
  },
} as const satisfies JournalLayout;

/** Entries in their order, as many together as a file may have lines. */
function inParts(entries: readonly JournalEntry[]): readonly (readonly JournalEntry[])[] {
  const parts: JournalEntry[][] = [];
  let lines = MOST_LINES;
  for (const entry of entries) {
    lines += entry.lines.length;
    if (lines > MOST_LINES) {
      parts.push([]);
      lines = entry.lines.length;
    }
    parts.at(-1)!.push(entry);
  }
  return parts;
}
