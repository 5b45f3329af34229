import { MATCH_STATUSES } from '../../ledger/draft.ts';
import { TYPE_NAMES } from '../../ledger/ledger.ts';
import type { SourceColumn } from '../../ledger/ledger.ts';
import { ADDED_COLUMNS, MATCHED_ROWS } from '../../run-folder/output-names.ts';
import type { ColumnOf } from '../columns/column.ts';
import { uniqueName } from '../columns/column.ts';
import { ids, money, texts, time } from '../columns/of-arrays.ts';
import { sharedTexts } from '../columns/text-bytes.ts';
import { idsOfRows, rowsOf } from '../partition/part.ts';
import type { Part, WrittenRun } from '../partition/part.ts';
import { partitioned } from './output.ts';

const [REDEEMID, MATCH_STATUS, MATCHED_AMOUNT, OPEN_AMOUNT] = ADDED_COLUMNS;

const TYPES = sharedTexts(TYPE_NAMES);
const STATUSES = sharedTexts(MATCH_STATUSES);

/** tc_data_with_redemptions: the source's rows and columns, and what matching adds to each. */
export const matchedRows = partitioned({
  name: MATCHED_ROWS,
  formats: ['csv', 'parquet'],
  cost: { rows: ({ source }) => source.ledger.rows, weight: 0.5 },
  rows: (part) => part,
  count: ({ own }) => own.rows,
  columns: (run) => {
    const added = addedColumns(run);
    const taken = new Set(added.map(({ name }) => name));
    return [
      ...run.ledger.columns.map((column) =>
        sourceColumn(run, column, uniqueName(column.header, taken)),
      ),
      ...added,
    ];
  },
});

function addedColumns(run: WrittenRun): readonly ColumnOf<Part>[] {
  const { ledger, textIds } = run;
  return [
    ids(REDEEMID, ledger.id, textIds.redeemId, (part) =>
      idsOfRows(run, part, part.matching.redeemedBy),
    ),
    texts(MATCH_STATUS, STATUSES, ({ draft }) => draft.status),
    money(MATCHED_AMOUNT, ({ draft }) => draft.matched),
    money(OPEN_AMOUNT, ({ draft }) => draft.open),
  ];
}

function sourceColumn(
  { ledger, textIds }: WrittenRun,
  column: SourceColumn,
  name: string,
): ColumnOf<Part> {
  switch (column.field) {
    case 'TRANS_ID':
      return ids(name, ledger.id, textIds.id, (part) => rowsOf(ledger.id.values, part));
    case 'TCTYPE':
      return texts(name, TYPES, ({ draft }) => draft.type);
    case 'CREATEDAT':
      return time(name, ({ draft }) => draft.createdAt);
    case 'EXPIREDAT':
      return time(name, ({ own }) => own.expiresAt);
    case 'CUSTOMERID':
      return ids(name, ledger.customer, textIds.customer, (part) =>
        rowsOf(ledger.customer.values, part),
      );
    case 'ORDERID':
      return ids(name, ledger.order, textIds.order, ({ own }) => own.order.values);
    case 'AMOUNT':
      return money(name, ({ draft }) => draft.cents);
    case 'REASON':
      return texts(name, ledger.reason, ({ own }) => own.reason.codes);
    case 'CURRENCY':
      return texts(name, ledger.currency!, ({ own }) => own.currency!.codes);
    case 'extra': {
      const extra = ledger.extras[column.extra]!;
      return texts(name, extra, (part) => rowsOf(extra.codes, part));
    }
  }
}
