import { layoutOf } from '../../core/close/layouts/layouts.ts';
import type { JournalFile } from '../../core/close/layouts/layout.ts';
import { JOURNAL_LAYOUTS } from '../../core/contract/close/layouts.ts';
import type { EntryChoice, LayoutId } from '../../core/contract/close/layouts.ts';
import { Problem } from '../../core/contract/problem.ts';
import type { PeriodClose } from './period-close.ts';

/** Entries of a period as files of a layout. */
export interface MadeEntryFiles {
  readonly files: readonly JournalFile[];
  readonly leftOut: readonly string[];
}

/**
 * The entries of a period as files of a layout: those to be booked, or those that were booked in it. Throws Problem
 * `close.nothing-to-export`, or `close.too-long` where an entry has more lines than the layout can take.
 */
export function entryFiles(
  { run, books, close }: PeriodClose,
  id: LayoutId,
  which: EntryChoice,
): MadeEntryFiles {
  const entries =
    which === 'to-book' ? close.toBook : books.booked.filter(({ period }) => period === run.period);
  if (entries.length === 0)
    throw new Problem({
      kind: 'usage',
      code: 'close.nothing-to-export',
      message: `There is no entry ${which === 'booked' ? 'that was booked' : 'to be booked'} in ${run.period}.`,
      hint: 'Close status says what is missing.',
      details: { period: run.period },
    });
  const made = layoutOf(id).files(entries, `journal-${run.period}`);
  if (made.fits) return made;
  throw new Problem({
    kind: 'usage',
    code: 'close.too-long',
    message: `${JOURNAL_LAYOUTS[id].title} takes at most ${made.mostLines} lines, and there are more in ${made.tooLong.join(', ')}.`,
    hint: 'Give fewer dimensions to its lines in the chart of accounts.',
  });
}
