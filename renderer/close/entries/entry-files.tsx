import { Download } from 'lucide-react';
import { useState } from 'react';
import type { CloseView } from '../../../core/contract/close/close-view.ts';
import { JOURNAL_LAYOUTS } from '../../../core/contract/close/layouts.ts';
import type { EntryChoice, LayoutId } from '../../../core/contract/close/layouts.ts';
import { api, useCall } from '../../bridge/api.ts';
import { choicesOf } from '../../components/controls/choices.ts';
import { Button, ChoiceField } from '../../components/controls/controls.tsx';
import { Loading, ProblemNotice } from '../../components/surfaces/surfaces.tsx';
import { useExport } from '../../components/surfaces/use-export.ts';
import { useFormat } from '../../format/use-format.ts';
import parts from '../../components/surfaces/parts.module.css';
import css from './entries.module.css';

interface EntryFilesProps {
  readonly view: CloseView;
  readonly which: EntryChoice;
}

const LAYOUTS = choicesOf<LayoutId>(JOURNAL_LAYOUTS);

/** The entries as files that a general ledger imports: its layout chosen, each file or all of them saved. */
export function EntryFiles({ view, which }: EntryFilesProps) {
  const { sourceId, period, toBook, booked } = view;
  const format = useFormat();
  const [layout, setLayout] = useState<LayoutId>(LAYOUTS[0]!.value);
  const [isOpen, setIsOpen] = useState(false);
  const { busy, save } = useExport();
  const of = { sourceId, period, layout, which };
  // What the entries are is part of what is asked, so that files are looked up anew when they change.
  const stamp = (which === 'booked' ? booked : toBook).map(({ id }) => id).join();
  const { data, error, isFetching } = useCall('close.entry-files', of, {
    enabled: isOpen && stamp !== '',
    staleTime: 0,
  });
  const write = (file: string | null, name: string): Promise<void> =>
    save(name, (target) => api('close.export-entries', { ...of, file, target }));
  return (
    <details className={css.files} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>
        Files for the general ledger
        <span className="visually-hidden">
          {which === 'booked' ? ', of the booked entries' : ', of the entries to book'}
        </span>
      </summary>
      <div className={parts.fields}>
        <ChoiceField
          label="Layout"
          value={layout}
          choices={LAYOUTS}
          hint={JOURNAL_LAYOUTS[layout].about}
          onChange={setLayout}
        />
      </div>
      {error && <ProblemNotice problem={error} />}
      {!data && isFetching && <Loading what="Laying out the files" />}
      {data && (
        <>
          <ul className={parts.list} aria-label="Files">
            {data.files.map(({ name, entries, lines }) => (
              <li key={name} className={parts.line}>
                <Button disabled={busy} onClick={() => void write(name, name)}>
                  <Download size={16} aria-hidden /> {name}
                </Button>
                <span className="quiet">
                  {entries === 1 ? '1 entry' : `${format.count(entries)} entries`},{' '}
                  {format.counted(lines, 'line')}
                </span>
              </li>
            ))}
          </ul>
          {data.files.length > 1 && (
            <Button
              disabled={busy}
              onClick={() => void write(null, `journal-${period}-${layout}.zip`)}
            >
              <Download size={16} aria-hidden /> All {format.count(data.files.length)} files
            </Button>
          )}
          {data.leftOut.length > 0 && (
            <p className="quiet">
              This layout has no column for {data.leftOut.join(', ')}: left out of the files.
            </p>
          )}
        </>
      )}
    </details>
  );
}
