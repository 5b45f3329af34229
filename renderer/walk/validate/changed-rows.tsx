import { useState } from 'react';
import type { ChangedRow, ChangedRows } from '../../../core/contract/api/changed-rows.ts';
import type { RunView } from '../../../core/contract/api/runs.ts';
import type { RowDecision } from '../../../core/contract/settings.ts';
import { useCall } from '../../bridge/api.ts';
import { Button, TextField } from '../../components/controls/controls.tsx';
import { figures, Heads, unseen } from '../../components/surfaces/heads.tsx';
import { Pager } from '../../components/surfaces/pager.tsx';
import { Panel } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import type { Format } from '../../format/format.ts';
import { useRequestLike } from '../../under-way/run-again.ts';
import type { Starting } from '../../under-way/work-under-way.ts';
import { CHANGED_WORDS } from '../../../core/contract/setting-words/increment-words.ts';
import { FixedFile } from './fixed-file.tsx';
import { Halted } from './halted.tsx';
import { RowsToCome } from './rows-to-come.tsx';
import { decide, decidedSettings, decisionsIn, toDecide, UNLISTED } from './row-decisions.ts';
import type { Decision, Decisions } from './row-decisions.ts';
import parts from '../../components/surfaces/parts.module.css';
import css from './validate.module.css';

const PAGE = 100;

interface ChangedRowsProps {
  readonly view: RunView;
  readonly starting: Starting;
}

/** Rows that were reported are changed or gone: a person says what counts, row by row or together. */
export function ChangedRowsChoice({ view, starting }: ChangedRowsProps) {
  const { run } = view;
  const { data, error } = useCall('changedRows.list', { runId: run.id }, { staleTime: Infinity });
  return (
    <>
      <Halted view={view}>
        <p>
          Rows that were already reported have been changed or removed. Correct the file, or decide
          row by row, or for several rows at once, which figures to use and why. Decisions and
          reasons are kept with the run for the auditor.
        </p>
        <div className={parts.buttons}>
          <FixedFile view={view} starting={starting} />
        </div>
      </Halted>
      <Panel title="Rows to decide" flush>
        {(error || !data) && <RowsToCome problem={error} />}
        {data && <RowByRow key={run.id} changed={data} view={view} starting={starting} />}
      </Panel>
    </>
  );
}

function RowByRow({
  changed,
  view,
  starting,
}: ChangedRowsProps & { readonly changed: ChangedRows }) {
  const format = useFormat();
  const like = useRequestLike(view);
  const [decisions, setDecisions] = useState<Decisions>(() => decisionsIn(view.run.settings));
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [typed, setTyped] = useState('');
  const reason = typed.trim();
  const all = toDecide(changed);
  const open = all.filter((id) => !decisions.has(id)).length;
  const apply = (decision: RowDecision): void => {
    setDecisions(decide(decisions, selected, { decision, reason }));
    setSelected(new Set());
  };
  const disabled = starting.busy || reason === '' || selected.size === 0;
  return (
    <>
      <ChangedRowsTable
        changed={changed}
        decisions={decisions}
        selected={selected}
        reason={reason}
        onSelected={setSelected}
        onDecide={(id, decision) =>
          setDecisions(decide(decisions, [id], decision && { decision, reason }))
        }
      />
      <div className={css.decide}>
        <TextField
          label="Reason for your decision (required)"
          value={typed}
          maxLength={2000}
          onChange={({ target }) => setTyped(target.value)}
        />
        <div className={parts.buttons}>
          <Button
            onClick={() => setSelected(new Set(selected.size === all.length ? [] : all))}
            aria-pressed={selected.size === all.length}
          >
            {selected.size === all.length
              ? 'Select none'
              : `Select all ${format.count(all.length)}`}
          </Button>
          <span role="status">{format.count(selected.size)} selected:</span>
          <Button disabled={disabled} onClick={() => apply('keep')}>
            {CHANGED_WORDS.keep}
          </Button>
          <Button disabled={disabled} onClick={() => apply('take')}>
            {CHANGED_WORDS.take}
          </Button>
        </div>
        <div className={parts.buttons}>
          <Button
            look="primary"
            disabled={starting.busy || open > 0}
            onClick={() => starting.start(like(decidedSettings(changed, decisions)), null)}
          >
            Continue with these decisions
          </Button>
          <span role="status">
            {open === 0
              ? 'Every row is decided.'
              : `${format.count(all.length - open)} of ${format.count(all.length)} decided`}
          </span>
        </div>
      </div>
    </>
  );
}

interface ChangedRowsTableProps {
  readonly changed: ChangedRows;
  readonly decisions: Decisions;
  readonly selected: ReadonlySet<string>;
  /** What a decision on a single row gets as its reason; blank: none can be made yet. */
  readonly reason: string;
  readonly onSelected: (selected: ReadonlySet<string>) => void;
  readonly onDecide: (id: string, decision: RowDecision | null) => void;
}

/** A line a row: what was reported, what the file says now, what that would change, and the decision on it. */
function ChangedRowsTable(props: ChangedRowsTableProps) {
  const { changed, selected, onSelected } = props;
  const format = useFormat();
  const [offset, setOffset] = useState(0);
  const several = new Set(changed.rows.map(({ currency }) => currency)).size > 1;
  const choose = (id: string): void => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelected(next);
  };
  const unlisted = changed.total - changed.rows.length;
  return (
    <div>
      <div className={css.changed} tabIndex={0} role="region" aria-label="Changed and gone rows">
        <table className={css.grid}>
          <Heads
            of={[
              unseen('Select'),
              'TRANS_ID',
              'Customer',
              'Date',
              figures('Reported'),
              figures('New file'),
              'What changed',
              'Effect of the new file',
              'Decision',
            ]}
          />
          <tbody>
            {changed.rows.slice(offset, offset + PAGE).map((row) => (
              <tr key={row.id} className={selected.has(row.id) ? css.chosenRow : undefined}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={`Select ${row.id}`}
                    checked={selected.has(row.id)}
                    onChange={() => choose(row.id)}
                  />
                </td>
                <th scope="row">{row.id}</th>
                <td>{row.customer}</td>
                <td className="figure">{format.day(row.createdAt)}</td>
                <td className="number">{amountOf(row.before, row, several, format)}</td>
                <td className="number">
                  {row.after === null ? 'gone' : amountOf(row.after, row, several, format)}
                </td>
                <td>
                  <Difference row={row} />
                </td>
                <td>
                  <Effects row={row} />
                </td>
                <DecisionCell {...props} id={row.id} name={row.id} />
              </tr>
            ))}
            {unlisted > 0 && (
              <tr className={selected.has(UNLISTED) ? css.chosenRow : undefined}>
                <td>
                  <input
                    type="checkbox"
                    aria-label="Select all other rows"
                    checked={selected.has(UNLISTED)}
                    onChange={() => choose(UNLISTED)}
                  />
                </td>
                <td colSpan={7}>
                  {changed.rows.length > 0
                    ? `${format.counted(unlisted, 'other row')}, with smaller amounts, together`
                    : `${format.counted(unlisted, 'row')} together, listed in the findings`}
                </td>
                <DecisionCell {...props} id={UNLISTED} name="all other rows" />
              </tr>
            )}
          </tbody>
        </table>
      </div>
      {changed.rows.length > PAGE && (
        <Pager
          of="rows"
          offset={offset}
          limit={PAGE}
          total={changed.rows.length}
          onOffset={setOffset}
        />
      )}
    </div>
  );
}

function amountOf(
  cents: number,
  { currency }: ChangedRow,
  several: boolean,
  format: Format,
): string {
  return several && currency ? `${format.amount(cents)} ${currency}` : format.amount(cents);
}

/** Which columns differ, and how. */
function Difference({ row: { fields, after } }: { readonly row: ChangedRow }) {
  if (after === null) return <>No longer in the file</>;
  return (
    <>
      {fields.map(({ column, before, after: now }) => (
        <div key={column}>
          {column} {before || '(blank)'} → {now || '(blank)'}
        </div>
      ))}
    </>
  );
}

/** By how much balances change if the file counts, from which month on. */
function Effects({ row: { effects } }: { readonly row: ChangedRow }) {
  const format = useFormat();
  if (effects.length === 0) return <span className="quiet">No balance changes</span>;
  return (
    <>
      {effects.map(({ customer, currency, month, cents }) => (
        <div key={`${customer} ${currency} ${month}`}>
          {customer}: {cents > 0 ? '+' : ''}
          {format.amount(cents)}
          {currency && ` ${currency}`} from {month}
        </div>
      ))}
    </>
  );
}

const CHOICES: readonly RowDecision[] = ['keep', 'take'];

function DecisionCell({
  id,
  name,
  decisions,
  reason,
  onDecide,
}: ChangedRowsTableProps & { readonly id: string; readonly name: string }) {
  const decision: Decision | undefined = decisions.get(id);
  return (
    <td>
      <select
        className={parts.select}
        aria-label={`Decision on ${name}`}
        value={decision?.decision ?? ''}
        disabled={decision === undefined && reason === ''}
        title={decision === undefined && reason === '' ? 'Enter the reason first' : undefined}
        onChange={({ target }) => onDecide(id, CHOICES.find((one) => one === target.value) ?? null)}
      >
        <option value="">Not decided</option>
        {CHOICES.map((one) => (
          <option key={one} value={one} disabled={reason === ''}>
            {CHANGED_WORDS[one]}
          </option>
        ))}
      </select>
      {decision && <div className="quiet">{decision.reason}</div>}
    </td>
  );
}
