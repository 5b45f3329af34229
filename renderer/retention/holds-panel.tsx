import { useState } from 'react';
import type { Held } from '../../core/contract/keeping/keeping-log.ts';
import type { Hold } from '../../core/contract/keeping/retention.ts';
import { useAction, useCall } from '../bridge/api.ts';
import { Button, SelectField, TextField } from '../components/controls/controls.tsx';
import { Dialog } from '../components/overlays/dialog.tsx';
import { Heads, unseen } from '../components/surfaces/heads.tsx';
import parts from '../components/surfaces/parts.module.css';
import { Panel, ProblemNotice, Table } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import { STALE } from './parts.ts';
import type { PanelProps } from './parts.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import css from './retention.module.css';

/** The legal holds, those that were released among them. */
export function HoldsPanel({ view: { holds }, by }: PanelProps) {
  const format = useFormat();
  const release = useAction('retention.release', STALE);
  const [placing, setPlacing] = useState(false);
  const [releasing, setReleasing] = useState<Hold | null>(null);
  return (
    <Panel
      flush={holds.length > 0}
      title="Legal holds"
      actions={
        <Button disabled={by === ''} onClick={() => setPlacing(true)}>
          Place a hold …
        </Button>
      }
    >
      {holds.length === 0 ? (
        <p className="quiet">
          Nothing is on hold. What is on hold is not deleted, whatever its time.
        </p>
      ) : (
        <Table caption="Legal holds, the latest first">
          <Heads of={['On', 'Placed', 'Reason', 'State', unseen('Release')]} />
          <tbody>
            {holds.map((hold) => (
              <tr key={hold.id}>
                <th scope="row">{hold.what}</th>
                <td>
                  {hold.by}
                  <div className={css.said}>{format.moment(hold.at)}</div>
                </td>
                <td className={css.what}>{hold.reason}</td>
                <td className={css.what}>
                  {hold.released === null ? (
                    'In force'
                  ) : (
                    <>
                      Released by {hold.released.by}
                      <div className={css.said}>
                        {format.moment(hold.released.at)}: {hold.released.reason}
                      </div>
                    </>
                  )}
                </td>
                <td>
                  {hold.released === null && (
                    <div className={css.buttons}>
                      <Button disabled={by === ''} onClick={() => setReleasing(hold)}>
                        Release …
                      </Button>
                    </div>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {placing && <HoldDialog by={by} onClose={() => setPlacing(false)} />}
      {releasing && (
        <ReasonDialog
          title={`Release the hold on ${releasing.what}`}
          words="What was on hold is kept as its rule says from then on."
          does="Release"
          busy={release.isPending}
          problem={release.error}
          onClose={() => setReleasing(null)}
          onReason={(reason) =>
            release.mutate(
              { hold: releasing.id, reason, by },
              { onSuccess: () => setReleasing(null) },
            )
          }
        />
      )}
    </Panel>
  );
}

function HoldDialog({ by, onClose }: { by: string; onClose: () => void }) {
  const place = useAction('retention.hold', STALE);
  const { data: sources } = useCall('sources.list', {});
  const [source, setSource] = useState('');
  const [period, setPeriod] = useState('');
  const [run, setRun] = useState('');
  const [reason, setReason] = useState('');
  const on = heldOf(source, period.trim(), run.trim());
  return (
    <Dialog
      open
      title="Place a legal hold"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            disabled={place.isPending || on === null || reason.trim() === ''}
            onClick={() => on && place.mutate({ on, reason, by }, { onSuccess: onClose })}
          >
            Place the hold
          </Button>
        </>
      }
    >
      <div className={parts.form}>
        <p>Nothing that is on hold is deleted until the hold is released.</p>
        <SelectField
          label="Source"
          value={source}
          onChange={({ target }) => setSource(target.value)}
        >
          <option value="">A single run</option>
          {(sources ?? []).map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        {source === '' ? (
          <TextField
            label="Run"
            hint="Its id, as the history shows it."
            value={run}
            onChange={({ target }) => setRun(target.value)}
          />
        ) : (
          <TextField
            label="Period"
            hint="As 2026-06; leave it empty to hold all of the source."
            value={period}
            onChange={({ target }) => setPeriod(target.value)}
          />
        )}
        <TextField
          label="Reason"
          maxLength={2000}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        {place.error && <ProblemNotice problem={place.error} />}
      </div>
    </Dialog>
  );
}

/** What is typed, as a hold takes it; null where something is missing. */
function heldOf(source: string, period: string, run: string): Held | null {
  if (source === '') return run === '' ? null : { is: 'run', run };
  const sourceId = Number(source);
  return period === '' ? { is: 'source', sourceId } : { is: 'period', sourceId, period };
}
