import type { LedgerField } from '../../../ledger/ledger.ts';
import { MATCH_STATUSES, OPEN, PARTLY_MATCHED, UNMATCHED } from '../../../ledger/draft.ts';
import { ADDED_COLUMNS } from '../../../run-folder/output-names.ts';
import { colourRows } from '../../drawn/long-dress.ts';
import { rangesAt } from '../../drawn/long-ranges.ts';
import type { Ranges } from '../../drawn/ranges.ts';
import { matchedRows as output } from '../../outputs/matched-rows.ts';
import type { Report } from '../../outputs/output.ts';
import { EXCEPTION_FILLS, OPEN_FILL } from '../../xlsx/fills.ts';
import { outputSheet } from './sheet.ts';

const STATUS_FILLS: Readonly<Record<string, string>> = {
  [MATCH_STATUSES[UNMATCHED]]: EXCEPTION_FILLS['redemption.unmatched'],
  [MATCH_STATUSES[PARTLY_MATCHED]]: EXCEPTION_FILLS['redemption.partly-matched'],
  [MATCH_STATUSES[OPEN]]: OPEN_FILL,
};

/** Matched rows: the source's rows and what matching adds, what is not done in colour. */
export const matchedRows = outputSheet({
  title: 'Matched rows',
  shows: 'The rows of the source, and what matching adds to each',
  output,
  dress: () => (sheet, place) => colourRows(sheet, place, 'MATCH_STATUS', STATUS_FILLS),
});

/** Where the columns of the sheet stand that formulas of other sheets add up. */
export interface MatchedRanges {
  readonly type: Ranges;
  readonly amount: Ranges;
  /** Where the source has one. */
  readonly currency: Ranges | null;
  readonly status: Ranges;
  readonly open: Ranges;
}

/** Their ranges, by the columns of the source and those that matching adds behind them. */
export function matchedRanges(report: Report): MatchedRanges {
  const { columns } = report.source.ledger;
  const places = matchedRows.places(report);
  const placeOf = (field: LedgerField): number => columns.findIndex((one) => one.field === field);
  const added = (name: (typeof ADDED_COLUMNS)[number]): Ranges =>
    rangesAt(places, columns.length + ADDED_COLUMNS.indexOf(name));
  const currency = placeOf('CURRENCY');
  return {
    type: rangesAt(places, placeOf('TCTYPE')),
    amount: rangesAt(places, placeOf('AMOUNT')),
    currency: currency < 0 ? null : rangesAt(places, currency),
    status: added('MATCH_STATUS'),
    open: added('OPEN_AMOUNT'),
  };
}
