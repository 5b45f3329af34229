import { counted } from '../../core/counted.ts';
import type { LaterFileFigures } from '../../core/later-file/later-file-figures.ts';

/** What a run's history says of a later file: what it brought, and what was done anew. */
export function laterFileNotes({
  kind,
  added,
  late,
  changed,
  gone,
  taken,
  reasons,
  touchedCustomers,
  rowsAnew,
  restatement,
}: LaterFileFigures): Record<string, string> {
  return {
    file: kind === 'refresh' ? 'the whole ledger again' : 'only new rows',
    rowsAdded: late > 0 ? `${added}, ${late} of them late` : String(added),
    ...(changed + gone > 0 && {
      rowsChanged: `${changed} changed, ${gone} gone; ${countedWords(changed + gone, taken)}`,
    }),
    ...(reasons.length > 0 && { rowsChangedReason: reasons.join('; ') }),
    matchedAnew:
      rowsAnew === null
        ? 'all customers'
        : `${counted(touchedCustomers, 'customer')} with ${counted(rowsAnew, 'row')}`,
    ...(restatement.months.length > 0 && {
      monthsRestated: monthsText([...new Set(restatement.months.map(({ month }) => month))].sort()),
    }),
  };
}

/** What counted for rows that were reported and are changed or gone. */
function countedWords(rows: number, taken: number): string {
  if (taken === 0) return 'reported figures kept';
  return taken === rows
    ? 'the new file used'
    : `reported figures kept for ${rows - taken}, the new file used for ${taken}`;
}

/** A few months by name, more of them from the first to the last. */
function monthsText(months: readonly string[]): string {
  return months.length <= 3
    ? months.join(', ')
    : `${months.length} months from ${months[0]!} to ${months[months.length - 1]!}`;
}
