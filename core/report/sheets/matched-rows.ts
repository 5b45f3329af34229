import { OPEN, PARTLY_MATCHED, UNMATCHED } from '../../ledger/draft.ts';
import { ADDED_COLUMNS } from '../../run-folder/output-names.ts';
import { matchedRows as output } from '../outputs/matched-rows.ts';
import { EXCEPTION_FILLS, OPEN_FILL } from '../xlsx/fills.ts';
import { tableSheet } from './sheet.ts';

const STATUS_FILLS: Readonly<Record<number, string>> = {
  [UNMATCHED]: EXCEPTION_FILLS['redemption.unmatched'],
  [PARTLY_MATCHED]: EXCEPTION_FILLS['redemption.partly-matched'],
  [OPEN]: OPEN_FILL,
};

/** Matched rows: the source's rows and what matching adds, what is not done in colour. */
export const matchedRows = tableSheet({
  title: 'Matched rows',
  rows: ({ source }) => source.ledger.rows + source.after.rows,
  of: (report) => {
    const table = report.tableOf(output);
    const status = ADDED_COLUMNS.indexOf('MATCH_STATUS') - ADDED_COLUMNS.length;
    const { values } = table.columns.at(status)!;
    return { tables: [table], fillOf: (row) => STATUS_FILLS[values[row]!] };
  },
});
