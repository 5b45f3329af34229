import { useState } from 'react';
import { isSamePerson } from '../../core/contract/close/sign-off.ts';
import { PROPOSAL_STATES } from '../../core/contract/keeping/retention.ts';
import type { Proposal } from '../../core/contract/keeping/retention.ts';
import { useAction } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { Dialog } from '../components/overlays/dialog.tsx';
import { figures, Heads, unseen } from '../components/surfaces/heads.tsx';
import parts from '../components/surfaces/parts.module.css';
import { Panel, ProblemNotice, Table } from '../components/surfaces/surfaces.tsx';
import { bytesText } from '../format/format.ts';
import { useFormat } from '../format/use-format.ts';
import { STALE } from './parts.ts';
import type { PanelProps } from './parts.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import css from './retention.module.css';

/** What was proposed to be deleted, and the steps that are left. */
export function ProposalsPanel({ view, by }: PanelProps) {
  const approve = useAction('retention.approve', STALE);
  const withdraw = useAction('retention.withdraw', STALE);
  const [deleting, setDeleting] = useState<Proposal | null>(null);
  const [withdrawing, setWithdrawing] = useState<Proposal | null>(null);
  if (view.proposals.length === 0) return null;
  return (
    <Panel flush title="Proposed deletions">
      {approve.error && <ProblemNotice problem={approve.error} />}
      <Table caption="Proposed deletions, the latest first">
        <Heads
          of={['Proposal', 'Proposed', 'State', figures('Size'), unseen('What can be done')]}
        />
        <tbody>
          {view.proposals.map((proposal) => (
            <tr key={proposal.id}>
              <th scope="row" className={css.what}>
                <Items proposal={proposal} />
              </th>
              <td>
                <Signed by={proposal.by} at={proposal.at} />
              </td>
              <td className={css.what}>
                <State proposal={proposal} />
              </td>
              <td className="number">
                {bytesText(proposal.items.reduce((sum, { bytes }) => sum + bytes, 0))}
              </td>
              <td>
                <div className={css.buttons}>
                  {proposal.state === 'proposed' && (
                    <Button
                      disabled={approve.isPending || by === ''}
                      onClick={() =>
                        approve.mutate({
                          proposal: proposal.id,
                          by,
                          alone: !view.needsTwo && isSamePerson(by, proposal.by),
                        })
                      }
                    >
                      {!view.needsTwo && isSamePerson(by, proposal.by)
                        ? 'Approve alone'
                        : 'Approve'}
                    </Button>
                  )}
                  {proposal.state === 'approved' && (
                    <Button
                      look="danger"
                      disabled={by === ''}
                      onClick={() => setDeleting(proposal)}
                    >
                      Delete …
                    </Button>
                  )}
                  {(proposal.state === 'proposed' || proposal.state === 'approved') &&
                    proposal.deleted === 0 && (
                      <Button disabled={by === ''} onClick={() => setWithdrawing(proposal)}>
                        Withdraw …
                      </Button>
                    )}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      {deleting && <DeleteDialog proposal={deleting} by={by} onClose={() => setDeleting(null)} />}
      {withdrawing && (
        <ReasonDialog
          title="Withdraw the proposal"
          words="Nothing is deleted. What is past its time can be proposed again."
          does="Withdraw"
          busy={withdraw.isPending}
          problem={withdraw.error}
          onClose={() => setWithdrawing(null)}
          onReason={(reason) =>
            withdraw.mutate(
              { proposal: withdrawing.id, reason, by },
              { onSuccess: () => setWithdrawing(null) },
            )
          }
        />
      )}
    </Panel>
  );
}

/** As many are named; the rest is counted. */
const NAMED = 4;

function Items({ proposal: { id, items } }: { proposal: Proposal }) {
  return (
    <>
      No. {id}
      {items.slice(0, NAMED).map(({ name, what }) => (
        <div key={name} className={css.said}>
          {what}
        </div>
      ))}
      {items.length > NAMED && <div className={css.said}>and {items.length - NAMED} more</div>}
    </>
  );
}

function Signed({ by, at }: { by: string; at: number }) {
  const format = useFormat();
  return (
    <>
      {by}
      <div className={css.said}>{format.moment(at)}</div>
    </>
  );
}

function State({ proposal }: { proposal: Proposal }) {
  const { state, approved, withdrawn, deleted, spared } = proposal;
  return (
    <>
      {PROPOSAL_STATES[state]}
      {approved && (
        <div className={css.said}>
          Approved by {approved.by}
          {approved.alone && ', who also proposed it'}
        </div>
      )}
      {withdrawn && (
        <div className={css.said}>
          By {withdrawn.by}: {withdrawn.reason}
        </div>
      )}
      {deleted > 0 && <div className={css.said}>{deleted} deleted</div>}
      {Object.entries(spared).map(([name, why]) => (
        <div key={name} className={css.said}>
          {name} stayed. {why}
        </div>
      ))}
    </>
  );
}

function DeleteDialog({
  proposal,
  by,
  onClose,
}: {
  proposal: Proposal;
  by: string;
  onClose: () => void;
}) {
  const carryOut = useAction('retention.carry-out', [...STALE, 'runs.list', 'runs.get']);
  const bytes = proposal.items.reduce((sum, item) => sum + item.bytes, 0);
  return (
    <Dialog
      open
      title="Delete what was approved?"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            look="danger"
            disabled={carryOut.isPending}
            onClick={() =>
              carryOut.mutate(
                { jobId: crypto.randomUUID(), proposal: proposal.id, by },
                { onSuccess: onClose },
              )
            }
          >
            {carryOut.isPending ? 'Deleting …' : `Delete ${bytesText(bytes)} for good`}
          </Button>
        </>
      }
    >
      <div className={parts.form}>
        <p>
          The files cannot be brought back. Figures, checks, decisions and the checksum of each
          deleted file stay in the history. What is on hold or locked by now stays.
        </p>
        {carryOut.error && <ProblemNotice problem={carryOut.error} />}
      </div>
    </Dialog>
  );
}
