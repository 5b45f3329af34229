import { allocations } from './outputs/allocations.ts';
import { analyticsReport } from './outputs/analytics-report.ts';
import { balanceHistory } from './outputs/balance-history.ts';
import { currentBalances } from './outputs/current-balances.ts';
import { exceptions } from './outputs/exceptions.ts';
import { matchedRows } from './outputs/matched-rows.ts';
import { matchedRowsWorkbook } from './outputs/matched-rows-workbook.ts';
import type { Output, PartitionedOutput, WholeOutput } from './outputs/output.ts';
import { quarantine } from './outputs/quarantine.ts';
import { restatement } from './outputs/restatement.ts';
import { reconciliation } from './workbook/reconciliation.ts';

/** What a run writes, in the order of writing (RULES.md section 6). */
export const OUTPUTS: readonly Output[] = [
  matchedRows,
  allocations,
  balanceHistory,
  currentBalances,
  exceptions,
  quarantine,
  restatement,
  analyticsReport,
  matchedRowsWorkbook,
  reconciliation,
];

/** Those that all threads write part by part, before the others. */
export const PARTITIONED: readonly PartitionedOutput[] = OUTPUTS.filter(
  (output): output is PartitionedOutput => output.made === 'by partition',
);

/** Those that are written when the tables are there. */
export const WHOLE: readonly WholeOutput[] = OUTPUTS.filter(
  (output): output is WholeOutput => output.made === 'at once',
);
