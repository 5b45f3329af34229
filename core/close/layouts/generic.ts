import { csvFile, dimensionNames, linesOf, sideText } from './layout.ts';
import type { JournalLayout } from './layout.ts';

/** Every line with all that is known of it, for a ledger whose import can be mapped. */
export const generic = {
  files(entries, name) {
    const dimensions = dimensionNames(entries);
    const header = [
      'ENTRY',
      'KIND',
      'OF_PERIOD',
      'PERIOD',
      'DATE',
      'COMPANY',
      'CURRENCY',
      'ACCOUNT',
      'DEBIT',
      'CREDIT',
      'MEMO',
      'REVERSES',
      ...dimensions,
    ];
    const rows = linesOf(entries).map(({ entry, line }) => [
      entry.id,
      entry.kind,
      entry.of,
      entry.period,
      entry.date,
      entry.company,
      entry.currency,
      line.account,
      sideText(line.debit),
      sideText(line.credit),
      line.memo,
      entry.reverses ?? '',
      ...dimensions.map((dimension) => line.dimensions[dimension] ?? ''),
    ]);
    return { fits: true, files: [csvFile(name, entries, [header, ...rows])], leftOut: [] };
  },
} as const satisfies JournalLayout;
