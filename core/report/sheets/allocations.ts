import { allocations as output } from '../outputs/allocations.ts';
import { tableSheet } from './sheet.ts';

/** Allocations: which lot pays how much of which redemption. */
export const allocations = tableSheet({
  title: 'Allocations',
  rows: ({ matching }) => matching.allocations.count,
  of: (report) => ({ tables: [report.tableOf(output)] }),
});
