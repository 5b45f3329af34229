import { X } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { Link } from 'wouter';
import { EXCEPTION_STATUSES, EXCEPTION_STATUS_WORDS } from '../../core/contract/run.ts';
import type { ExceptionRecord, ExceptionStatus } from '../../core/contract/run.ts';
import { exceptionWords } from '../../core/contract/exceptions.ts';
import { useCall } from '../bridge/api.ts';
import { Button, SelectField } from '../components/controls/controls.tsx';
import { Amount, Loading, Notice, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import { pathTo, routes } from '../frame/routes.ts';
import css from './exceptions.module.css';
import { OwnerField } from './owner-field.tsx';
import { carriedOver, changedSinceDecided } from './work-list.ts';
import type { Decision } from './work-list.ts';

/** As many as a view of the grid takes. */
const MOST_IDS = 2000;

interface ExceptionDetailProps {
  readonly runId: string;
  /** Whether the run's rows can be looked at in the grid. */
  readonly rowsThere: boolean;
  readonly record: ExceptionRecord;
  readonly owners: readonly string[];
  readonly busy: boolean;
  readonly onDecide: (decision: Decision) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Everything about one exception: what it is, where its rows are, what people said about it. */
export function ExceptionDetail(props: ExceptionDetailProps) {
  const { runId, rowsThere, record, owners, busy, onDecide, onClose } = props;
  const format = useFormat();
  const title = useId();
  const inGrid = rowsThere && record.ids.length > 0 && record.code !== 'row.quarantined';
  return (
    <aside
      className={css.detail}
      aria-labelledby={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <header className={css.head}>
        <h2 id={title}>{exceptionWords(record.code).title}</h2>
        <div className={css.headEnd}>
          <Button look="plain" iconOnly aria-label="Close the details" onClick={onClose}>
            <X size={16} aria-hidden />
          </Button>
        </div>
      </header>
      <div className={css.detailBody}>
        <p>{record.message}</p>
        {changedSinceDecided(record) && (
          <Notice tone="warn" title="The amount has changed since it was decided.">
            Decided at <Amount cents={record.decidedCents} currency={record.currency} />, now{' '}
            <Amount cents={record.cents} currency={record.currency} />.
          </Notice>
        )}
        <dl className={css.facts}>
          <dt>At stake</dt>
          <dd>
            <Amount cents={record.cents} currency={record.currency} />
          </dd>
          <dt>Customer</dt>
          <dd>
            {record.customer === '' ? (
              'None named'
            ) : rowsThere ? (
              <Link href={routes.customer(runId, record.customer)}>{record.customer}</Link>
            ) : (
              record.customer
            )}
          </dd>
          <dt>Date</dt>
          <dd>{format.dayTime(record.createdAt)}</dd>
          {record.ids.length > 0 && (
            <>
              <dt>TRANS_ID</dt>
              <dd className={css.ids}>
                {record.ids.slice(0, 40).join(', ')}
                {record.ids.length > 40 && ` and ${format.count(record.ids.length - 40)} more`}
              </dd>
            </>
          )}
          {record.rows.length > 0 && (
            <>
              <dt>{record.rows.length === 1 ? 'Row of the source' : 'Rows of the source'}</dt>
              <dd>
                {record.rows.slice(0, 40).map(format.count).join(', ')}
                {record.rows.length > 40 && ` and ${format.count(record.rows.length - 40)} more`}
              </dd>
            </>
          )}
          <dt>First seen</dt>
          <dd>
            {record.firstRun === null || record.firstRun === runId ? (
              'In this run'
            ) : (
              <RunLink id={record.firstRun} />
            )}
            {carriedOver(record, runId) && ', carried over'}
          </dd>
          <dt>Last seen</dt>
          <dd>
            {record.lastRun === null || record.lastRun === runId ? (
              'In this run'
            ) : (
              <RunLink id={record.lastRun} />
            )}
          </dd>
          <dt>Last changed</dt>
          <dd>{record.updatedAt === null ? 'Not yet' : format.moment(record.updatedAt)}</dd>
        </dl>
        {inGrid && (
          <Link href={routes.grid(runId, { ids: record.ids.slice(0, MOST_IDS) })}>
            {record.ids.length === 1 ? 'Show the row' : 'Show the rows'} in the grid
          </Link>
        )}
        <div className={css.decide}>
          <SelectField
            label="Status"
            value={record.status}
            disabled={busy}
            onChange={({ target }) => void onDecide({ status: target.value as ExceptionStatus })}
          >
            {EXCEPTION_STATUSES.map((status) => (
              <option key={status} value={status}>
                {EXCEPTION_STATUS_WORDS[status]}
              </option>
            ))}
          </SelectField>
          <OwnerChange
            key={record.owner}
            current={record.owner}
            owners={owners}
            busy={busy}
            onDecide={onDecide}
          />
        </div>
        <Notes runId={runId} exceptionKey={record.key} busy={busy} onDecide={onDecide} />
      </div>
    </aside>
  );
}

interface OwnerChangeProps extends Pick<ExceptionDetailProps, 'owners' | 'busy' | 'onDecide'> {
  readonly current: string | null;
}

function OwnerChange({ current, owners, busy, onDecide }: OwnerChangeProps) {
  const [owner, setOwner] = useState<string | null | undefined>(current);
  const named = owner?.trim() ?? null;
  return (
    <>
      <OwnerField label="Owner" owner={owner} owners={owners} onChange={setOwner} />
      <Button
        disabled={busy || named === current || named === ''}
        onClick={() => void onDecide({ owner: named })}
      >
        Save the owner
      </Button>
    </>
  );
}

function RunLink({ id }: { id: string }) {
  return (
    <Link href={pathTo('exceptions', { runId: id })} className="mono">
      {id}
    </Link>
  );
}

function Notes({
  runId,
  exceptionKey,
  busy,
  onDecide,
}: {
  runId: string;
  exceptionKey: string;
  busy: boolean;
  onDecide: ExceptionDetailProps['onDecide'];
}) {
  const format = useFormat();
  const id = useId();
  const notes = useCall('exceptions.notes', { runId, key: exceptionKey });
  const [text, setText] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);
  const [added, setAdded] = useState(0);
  useEffect(() => {
    if (added > 0) box.current?.focus();
  }, [added]);
  const add = async (): Promise<void> => {
    if (!(await onDecide({ note: text.trim() }))) return;
    setText('');
    setAdded((before) => before + 1);
  };
  return (
    <section aria-labelledby={id} className={css.notes}>
      <h3 id={id}>Notes</h3>
      {notes.error ? (
        <ProblemNotice problem={notes.error} />
      ) : !notes.data ? (
        <Loading what="Reading the notes" />
      ) : notes.data.length === 0 ? (
        <p className="quiet">Nobody has written a note.</p>
      ) : (
        <ol>
          {notes.data.map((note, place) => (
            <li key={place}>
              <span className="quiet">
                {note.author} · {format.moment(note.at)}
              </span>
              <p>{note.text}</p>
            </li>
          ))}
        </ol>
      )}
      <label htmlFor={`${id}-new`}>New note</label>
      <textarea
        id={`${id}-new`}
        ref={box}
        rows={3}
        maxLength={2000}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <Button disabled={busy || text.trim() === ''} onClick={() => void add()}>
        Add the note
      </Button>
    </section>
  );
}
