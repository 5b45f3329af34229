import { X } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { Link } from 'wouter';
import {
  EXCEPTION_STATUS_MEANINGS,
  EXCEPTION_STATUS_WORDS,
  wantsReason,
} from '../../core/contract/run.ts';
import type { ExceptionRecord, RunRecord } from '../../core/contract/run.ts';
import { exceptionTitle } from '../../core/contract/exceptions.ts';
import { useCall } from '../bridge/api.ts';
import { choicesOf } from '../components/controls/choices.ts';
import { Button, ChoiceField, TextField } from '../components/controls/controls.tsx';
import { Amount, Loading, Notice, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import type { Format } from '../format/format.ts';
import { useFormat } from '../format/use-format.ts';
import { pathTo, routes } from '../frame/routes.ts';
import { Stake } from '../components/surfaces/stake.tsx';
import css from './exceptions.module.css';
import { ItemOfException } from './item/item-of-exception.tsx';
import { OwnerField } from './owner-field.tsx';
import { carriedOver, changedSinceDecided } from './work-list.ts';
import type { Decision } from './work-list.ts';

/** As many as a view of the grid takes. */
const MOST_IDS = 2000;
/** So many ids or rows of an exception are read out. */
const MOST_NAMED = 40;

interface ExceptionDetailProps {
  readonly run: RunRecord;
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
  const { run, rowsThere, record, owners, busy, onDecide, onClose } = props;
  const runId = run.id;
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
        <h2 id={title}>{exceptionTitle(record.code)}</h2>
        <div className={css.headEnd}>
          <Button look="plain" iconOnly aria-label="Close the details" onClick={onClose}>
            <X size={16} aria-hidden />
          </Button>
        </div>
      </header>
      <div className={css.detailBody}>
        <p>{record.message}</p>
        {changedSinceDecided(record) && (
          <Notice tone="warn" title="The amount has changed since the decision.">
            Decided at <Amount cents={record.decidedCents} currency={record.currency} />, now{' '}
            <Stake cents={record.cents} currency={record.currency} />.
          </Notice>
        )}
        <ExceptionFacts runId={runId} rowsThere={rowsThere} record={record} />
        {inGrid && (
          <Link href={routes.grid(runId, { ids: record.ids.slice(0, MOST_IDS) })}>
            {record.ids.length === 1 ? 'Show the row' : 'Show the rows'} in the grid
          </Link>
        )}
        <ItemOfException key={record.key} run={run} record={record} />
        <div className={css.decide}>
          <StatusChange
            key={record.status}
            current={record.status}
            busy={busy}
            onDecide={onDecide}
          />
          <OwnerChange
            key={`owner ${record.owner}`}
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

interface StatusChangeProps extends Pick<ExceptionDetailProps, 'busy' | 'onDecide'> {
  readonly current: ExceptionRecord['status'];
}

/** Another status, what it means, and the reason that it wants. */
function StatusChange({ current, busy, onDecide }: StatusChangeProps) {
  const [status, setStatus] = useState(current);
  const [reason, setReason] = useState('');
  const note = reason.trim();
  const missing = wantsReason(status) && note === '';
  return (
    <>
      <ChoiceField
        label="Status"
        hint={EXCEPTION_STATUS_MEANINGS[status]}
        value={status}
        disabled={busy}
        choices={choicesOf(EXCEPTION_STATUS_WORDS)}
        onChange={setStatus}
      />
      {status !== current && (
        <>
          <TextField
            label={wantsReason(status) ? 'Reason' : 'Reason (optional)'}
            value={reason}
            maxLength={2000}
            onChange={({ target }) => setReason(target.value)}
          />
          <Button
            disabled={busy || missing}
            onClick={() => void onDecide({ status, ...(note !== '' && { note }) })}
          >
            Save status
          </Button>
        </>
      )}
    </>
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
        Save owner
      </Button>
    </>
  );
}

/** What an exception is about, and in which runs it was seen. */
function ExceptionFacts({
  runId,
  rowsThere,
  record,
}: Pick<ExceptionDetailProps, 'rowsThere' | 'record'> & { readonly runId: string }) {
  const format = useFormat();
  const { customer, ids } = record;
  const rows = record.rows.filter((row) => row > 0);
  return (
    <dl className={css.facts}>
      <dt>At stake</dt>
      <dd>
        <Stake cents={record.cents} currency={record.currency} />
      </dd>
      <dt>Customer</dt>
      <dd>
        {customer === '' ? (
          'None'
        ) : rowsThere ? (
          <Link href={routes.customer(runId, customer)}>{customer}</Link>
        ) : (
          customer
        )}
      </dd>
      <dt>Date</dt>
      <dd>{format.dayTime(record.createdAt)}</dd>
      {ids.length > 0 && (
        <>
          <dt>TRANS_ID</dt>
          <dd className={css.ids}>{someOf(ids, format)}</dd>
        </>
      )}
      {rows.length > 0 && (
        <>
          <dt>{rows.length === 1 ? 'Row of the source' : 'Rows of the source'}</dt>
          <dd>{someOf(rows.map(format.count), format)}</dd>
        </>
      )}
      <dt>First seen</dt>
      <dd>
        <SeenIn id={record.firstRun} runId={runId} />
        {carriedOver(record, runId) && ', carried over'}
      </dd>
      <dt>Last seen</dt>
      <dd>
        <SeenIn id={record.lastRun} runId={runId} />
      </dd>
      <dt>Last changed</dt>
      <dd>{record.updatedAt === null ? 'Not yet' : format.moment(record.updatedAt)}</dd>
    </dl>
  );
}

/** The first of many, and how many more there are. */
function someOf(names: readonly string[], format: Format): string {
  const more = names.length - MOST_NAMED;
  const first = names.slice(0, MOST_NAMED).join(', ');
  return more > 0 ? `${first} and ${format.count(more)} more` : first;
}

/** The run in which an exception was seen, as a link where it is another one. */
function SeenIn({ id, runId }: { id: string | null; runId: string }) {
  if (id === null || id === runId) return 'In this run';
  return (
    <Link href={pathTo('exceptions', { runId: id })} className="mono">
      {id}
    </Link>
  );
}

interface NotesProps extends Pick<ExceptionDetailProps, 'busy' | 'onDecide'> {
  readonly runId: string;
  readonly exceptionKey: string;
}

/** What people have written about it, and room for more. */
function Notes({ runId, exceptionKey, busy, onDecide }: NotesProps) {
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
        <p className="quiet">No notes yet.</p>
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
        Add note
      </Button>
    </section>
  );
}
