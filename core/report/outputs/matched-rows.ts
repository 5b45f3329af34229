import { MATCH_STATUSES } from '../../ledger/draft.ts';
import { TYPE_NAMES } from '../../ledger/ledger.ts';
import type { SourceColumn } from '../../ledger/ledger.ts';
import { ADDED_COLUMNS, MATCHED_ROWS } from '../../run-folder/output-names.ts';
import type { ColumnOf } from '../columns/column.ts';
import { uniqueName } from '../columns/column.ts';
import { ids, money, texts, time } from '../columns/of-arrays.ts';
import { sharedTexts } from '../columns/text-bytes.ts';
import { widestAmount, widestId } from '../columns/widest.ts';
import { deliveredRows, idsOfRows } from '../partition/part.ts';
import type { Part, WrittenRun } from '../partition/part.ts';
import { partitioned } from './output.ts';

const [REDEEMID, MATCH_STATUS, MATCHED_AMOUNT, OPEN_AMOUNT] = ADDED_COLUMNS;

const TYPES = sharedTexts(TYPE_NAMES);
const STATUSES = sharedTexts(MATCH_STATUSES);

/**
 * tc_data_with_redemptions: the source's rows and columns, and what matching adds to each. What comes after
 * the cut-off is there too, with a status that says so.
 */
export const matchedRows = partitioned({
  name: MATCHED_ROWS,
  formats: ['csv', 'parquet'],
  cost: { rows: ({ source }) => source.ledger.rows + source.after.rows, weight: 0.5 },
  sheet: { before: ({ firstRow, firstAfter }) => firstRow + firstAfter },
  rows: (part) => part,
  count: ({ draft }) => draft.rows,
  columns: (run) => {
    const headers = deliveredHeaders(run.ledger.columns);
    return [
      ...run.ledger.columns.map((column, c) => sourceColumn(run, column, headers[c]!)),
      ...addedColumns(run),
    ];
  },
});

/** What the columns of the source are called in it: one that bears an added name steps aside. */
export function deliveredHeaders(columns: readonly SourceColumn[]): readonly string[] {
  const taken = new Set<string>(ADDED_COLUMNS);
  return columns.map(({ header }) => uniqueName(header, taken));
}

function addedColumns(run: WrittenRun): readonly ColumnOf<Part>[] {
  const { ledger, textIds } = run;
  const amount = (): number => widestAmount(ledger.cents);
  return [
    ids(
      REDEEMID,
      ledger.id,
      textIds.redeemId,
      (part) => idsOfRows(run, part, redeemers(part)),
      () => widestId(ledger.id.texts, ledger.id.values),
    ),
    texts(MATCH_STATUS, STATUSES, ({ draft }) => draft.status),
    money(MATCHED_AMOUNT, ({ draft }) => draft.matched, amount),
    money(OPEN_AMOUNT, ({ draft }) => draft.open, amount),
  ];
}

/** By row of the deliverable the part's redemption that took the lot; −1 for none. */
function redeemers({ own, after, draft, matching }: Part): Int32Array {
  if (after.rows === 0) return matching.redeemedBy;
  return draft.sourceRow.map((r) => (r < own.rows ? matching.redeemedBy[r]! : -1));
}

function sourceColumn(
  { ledger, after, textIds }: WrittenRun,
  column: SourceColumn,
  name: string,
): ColumnOf<Part> {
  const idColumn = (family: 'id' | 'customer' | 'order'): ColumnOf<Part> => {
    const { values, texts: told } = ledger[family];
    return ids(
      name,
      ledger[family],
      textIds.delivered[family],
      (part) => deliveredRows(values, after[family].values, part),
      () => widestId(told, values, after[family].values),
    );
  };
  switch (column.field) {
    case 'TRANS_ID':
      return idColumn('id');
    case 'TCTYPE':
      return texts(name, TYPES, ({ draft }) => draft.type);
    case 'CREATEDAT':
      return time(name, ({ draft }) => draft.createdAt);
    case 'EXPIREDAT':
      return time(name, (part) => deliveredRows(ledger.expiresAt, after.expiresAt, part));
    case 'CUSTOMERID':
      return idColumn('customer');
    case 'ORDERID':
      return idColumn('order');
    case 'AMOUNT':
      return money(
        name,
        ({ draft }) => draft.cents,
        () => widestAmount(ledger.cents, after.cents),
      );
    case 'REASON':
      return texts(name, ledger.reason, (part) =>
        deliveredRows(ledger.reason.codes, after.reason.codes, part),
      );
    case 'CURRENCY':
      return texts(name, ledger.currency!, (part) =>
        deliveredRows(ledger.currency!.codes, after.currency!.codes, part),
      );
    case 'extra': {
      const extra = ledger.extras[column.extra]!;
      return texts(name, extra, (part) =>
        deliveredRows(extra.codes, after.extras[column.extra]!.codes, part),
      );
    }
  }
}
