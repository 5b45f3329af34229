import { estimateWarning } from '../../../core/contract/close/breakage.ts';
import { api } from '../../bridge/api.ts';
import { Button } from '../../components/controls/controls.tsx';
import { Notice, Panel } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import parts from '../../components/surfaces/parts.module.css';
import type { ClosePanelProps } from '../frame/close-part.ts';
import css from './entries.module.css';
import { EntryCard, MOST_OPEN } from './entry-card.tsx';
import { EntryFiles } from './entry-files.tsx';

/** The entries that are made and not booked, and the way to book them. */
export function EntriesToBook({ view, person, isLocked, busy, change }: ClosePanelProps) {
  const format = useFormat();
  const { sourceId, period, toBook, booked, unmapped, policy } = view;
  const warning = toBook.some(({ kind }) => kind === 'breakage') ? estimateWarning(policy) : null;
  if (toBook.length === 0)
    return unmapped.length > 0 ? null : (
      <Panel title="Entries to book">
        <p className="quiet">
          {booked.length > 0
            ? 'All entries of the period are booked.'
            : 'Nothing moved in the period, so there is no entry.'}
        </p>
      </Panel>
    );
  const book = (): void => {
    if (person !== null) void change(() => api('close.book', { sourceId, period, by: person }));
  };
  return (
    <Panel
      title="Entries to book"
      flush
      actions={
        <Button
          look="primary"
          disabled={isLocked || busy || person === null || unmapped.length > 0}
          onClick={book}
        >
          Book {toBook.length === 1 ? '1 entry' : `${format.count(toBook.length)} entries`}
        </Button>
      }
    >
      <p className={parts.inPanel}>
        Post them in the general ledger, by hand or by a file, and book them here: a later change of
        the period then gives a correction, never the same entry again.
        {unmapped.length > 0
          ? ' Nothing is booked before every amount has an account.'
          : person === null && ' Choose who you act as, above, to book.'}
      </p>
      {warning !== null && (
        <Notice tone="warn" title="The entry of breakage rests on an estimate that is too high.">
          {warning}
        </Notice>
      )}
      <div className={css.entries}>
        {toBook.map((entry) => (
          <EntryCard key={entry.id} entry={entry} isOpen={toBook.length <= MOST_OPEN} />
        ))}
      </div>
      <EntryFiles view={view} which="to-book" />
    </Panel>
  );
}
