import { TYPE_NAMES } from '../../ledger/ledger.ts';
import { movementOrder } from '../../ledger/movement-order.ts';
import { BALANCE_HISTORY } from '../../run-folder/output-names.ts';
import { ids, money, texts, time } from '../columns/of-arrays.ts';
import { sharedTexts } from '../columns/text-bytes.ts';
import { balanceHistory as runningFigures } from '../figures/balances.ts';
import { currencyColumn, customerColumn, rowsOf } from '../partition/part.ts';
import type { Part } from '../partition/part.ts';
import { partitioned } from './output.ts';

const TYPES = sharedTexts(TYPE_NAMES);

/** customer_balance_history: every movement in the order of its customer's, with the balance after it. */
export const balanceHistory = partitioned({
  name: BALANCE_HISTORY,
  formats: ['csv', 'parquet'],
  cost: { rows: ({ source }) => source.ledger.rows, weight: 0.3 },
  rows: historyRows,
  count: ({ own }) => own.rows,
  columns: (run) => [
    customerColumn(run, ({ part, float64 }) => float64(rowsOf(run.ledger.customer.values, part))),
    ...currencyColumn(run, ({ part, int32 }: HistoryRows) => int32(part.own.currency!.codes)),
    ids('TRANS_ID', run.ledger.id, run.textIds.id, ({ part, float64 }) =>
      float64(rowsOf(run.ledger.id.values, part)),
    ),
    texts('TCTYPE', TYPES, ({ part, uint8 }) => uint8(part.own.type)),
    time('CREATEDAT', ({ part, float64 }) => float64(part.own.createdAt)),
    money('AMOUNT', ({ part, float64 }) => float64(part.own.cents)),
    money('CUMULATIVE_EARNED', ({ running }) => running.earned),
    money('CUMULATIVE_SPENT', ({ running }) => running.spent),
    money('CUMULATIVE_EXPIRED', ({ running }) => running.expired),
    money('CURRENT_BALANCE', ({ running }) => running.balance),
  ],
});

type HistoryRows = ReturnType<typeof historyRows>;

/** The part, the running figures of its movements, and how its columns are put into their order. */
function historyRows(part: Part) {
  const { own } = part;
  const movements = movementOrder(own);
  const inOrder = <A extends Float64Array | Int32Array | Uint8Array>(column: A, into: A): A => {
    const { order } = movements;
    for (let k = 0; k < order.length; k++) into[k] = column[order[k]!]!;
    return into;
  };
  return {
    part,
    running: runningFigures(own, movements),
    float64: (column: Float64Array) => inOrder(column, new Float64Array(own.rows)),
    int32: (column: Int32Array) => inOrder(column, new Int32Array(own.rows)),
    uint8: (column: Uint8Array) => inOrder(column, new Uint8Array(own.rows)),
  };
}
