import { csvFile, dimensionOf, linesOf, otherDimensions, sideText } from './layout.ts';
import type { JournalLayout } from './layout.ts';

const SEGMENTS = ['Department', 'Class', 'Location'] as const;

/**
 * NetSuite's import of journal entries: the lines of an entry share its External ID, and the fields of the entry
 * stand on each of them. Columns by the tables of header and line fields in NetSuite's help (docs.oracle.com, ns-online-help
 * `section_1534492479` and `section_1534492737`). Subsidiary is left out where there are no companies, Currency where
 * the ledger names none; what is no department, class or location has a column of its own name, to be mapped.
 */
export const netsuite = {
  files(entries, name) {
    const others = otherDimensions(entries, SEGMENTS);
    const hasCompany = entries.some(({ company }) => company !== '');
    const hasCurrency = entries.some(({ currency }) => currency !== '');
    const header = [
      'External ID',
      'Date',
      ...(hasCompany ? ['Subsidiary'] : []),
      ...(hasCurrency ? ['Currency'] : []),
      'Memo',
      'Account',
      'Debit',
      'Credit',
      'Line Memo',
      ...SEGMENTS,
      ...others,
    ];
    const rows = linesOf(entries).map(({ entry, line }) => [
      entry.id,
      entry.date,
      ...(hasCompany ? [entry.company] : []),
      ...(hasCurrency ? [entry.currency] : []),
      entry.memo,
      line.account,
      sideText(line.debit),
      sideText(line.credit),
      line.memo,
      ...[...SEGMENTS, ...others].map((segment) => dimensionOf(line, segment)),
    ]);
    return {
      fits: true,
      files: [csvFile(`${name}-netsuite`, entries, [header, ...rows])],
      leftOut: [],
    };
  },
} as const satisfies JournalLayout;
