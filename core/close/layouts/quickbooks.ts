import {
  csvFile,
  dimensionOf,
  entriesBy,
  linesOf,
  otherDimensions,
  sideText,
  slashedDate,
} from './layout.ts';
import type { JournalLayout } from './layout.ts';

const SEGMENTS = ['Location', 'Class'] as const;
/** The longest number of a journal entry. */
const MOST_NUMBER_LETTERS = 21;

/**
 * QuickBooks Online's import of journal entries: the lines of an entry share its number, and an account is told by
 * its name, that of a sub-account behind the name of its parent and a colon. Columns by Intuit's help page *Import
 * journal entries in QuickBooks Online* (quickbooks.intuit.com/learn-support, `L4tQBwbs7`). A company is a file, as
 * in QuickBooks, and Currency is left out where the ledger names none.
 */
export const quickbooks = {
  files(entries, name) {
    const hasCurrency = entries.some(({ currency }) => currency !== '');
    const header = [
      'Journal No.',
      'Journal Date',
      ...(hasCurrency ? ['Currency'] : []),
      'Account Name',
      'Debits',
      'Credits',
      'Description',
      ...SEGMENTS,
    ];
    const files = entriesBy(entries, ({ company }) => [company]).map((of) => {
      const numbers = numbersOf(of.entries.map(({ id }) => id));
      const rows = linesOf(of.entries).map(({ entry, line }) => [
        numbers.get(entry.id)!,
        slashedDate(entry.date, 'mdy'),
        ...(hasCurrency ? [entry.currency] : []),
        line.account,
        sideText(line.debit),
        sideText(line.credit),
        line.memo,
        ...SEGMENTS.map((segment) => dimensionOf(line, segment)),
      ]);
      return csvFile([name, 'quickbooks', ...of.name].join('-'), of.entries, [header, ...rows]);
    });
    return { fits: true, files, leftOut: otherDimensions(entries, SEGMENTS) };
  },
} as const satisfies JournalLayout;

/** The number of each entry: its id, or as much of it as there is room for with its place among all. */
function numbersOf(ids: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    ids.map((id, i): [string, string] => {
      if (id.length <= MOST_NUMBER_LETTERS) return [id, id];
      const place = `~${i + 1}`;
      return [id, id.slice(0, MOST_NUMBER_LETTERS - place.length) + place];
    }),
  );
}
