import { ALLOCATIONS } from '../../run-folder/output-names.ts';
import type { ColumnOf } from '../columns/column.ts';
import { count, ids, money } from '../columns/of-arrays.ts';
import { widestAmount, widestId } from '../columns/widest.ts';
import { currencyColumn, customerColumn, idsOfRows } from '../partition/part.ts';
import type { Part, WrittenRun } from '../partition/part.ts';
import { partitioned } from './output.ts';

/** allocations: which lot pays how much of which redemption. */
export const allocations = partitioned({
  name: ALLOCATIONS,
  formats: ['csv', 'parquet'],
  cost: { rows: ({ matching }) => matching.allocations.count, weight: 0.2 },
  sheet: { before: ({ firstAllocation }) => firstAllocation },
  rows: allocationRows,
  count: ({ matching }) => matching.allocations.count,
  columns: (run) => [
    movement(run, 'EARNED_ID', 'earnedId'),
    movement(run, 'REDEEMER_ID', 'redeemerId'),
    customerColumn(run, ({ customer }) => customer),
    money(
      'AMOUNT',
      ({ cents }) => cents,
      () => widestAmount(run.ledger.cents),
    ),
    count('SEQ', ({ seq }) => seq),
    ...currencyColumn(run, ({ currency }: AllocationRows) => currency),
  ],
});

type AllocationRows = ReturnType<typeof allocationRows>;

function movement(
  { ledger: { id }, textIds }: WrittenRun,
  name: string,
  role: 'earnedId' | 'redeemerId',
): ColumnOf<AllocationRows> {
  return ids(
    name,
    id,
    textIds[role],
    (rows) => rows[role],
    () => widestId(id.texts, id.values),
  );
}

/** An allocation is of its lot's customer and currency, and bears its number in the run. */
function allocationRows(part: Part, run: WrittenRun) {
  const { place, own, matching } = part;
  const { count, cents } = matching.allocations;
  // Where a matching was made there may be room for more.
  const earnedRow = matching.allocations.earnedRow.subarray(0, count);
  const redeemerRow = matching.allocations.redeemerRow.subarray(0, count);
  const seq = new Float64Array(count);
  const customer = new Float64Array(count);
  const currency = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    seq[i] = place.firstAllocation + i + 1;
    customer[i] = run.ledger.customer.values[place.firstRow + earnedRow[i]!]!;
    currency[i] = own.currency ? own.currency.codes[earnedRow[i]!]! : -1;
  }
  return {
    earnedId: idsOfRows(run, part, earnedRow),
    redeemerId: idsOfRows(run, part, redeemerRow),
    customer,
    currency,
    cents,
    seq,
  };
}
