import { useState } from 'react';
import type { AuditStatus } from '../../core/contract/audit/audit-calls.ts';
import { BREAK_KINDS, MOST_BREAKS, unlistedBreaks } from '../../core/contract/audit/verdict.ts';
import type { AuditVerdict } from '../../core/contract/audit/verdict.ts';
import { useAction } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { Notice, Panel, Pill, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import { ExplainDialog } from './explain-dialog.tsx';
import css from './log.module.css';

/** As many breaks stand on the screen; the verdict counts all. */
const SHOWN = 20;

/** The verdict on the log, and what there is to explain. */
export function VerdictPanel({ status }: { status: AuditStatus }) {
  const verify = useAction('audit.verify', ['audit.status', 'audit.list', 'audit.facets']);
  const [explaining, setExplaining] = useState(false);
  const format = useFormat();
  const { verdict, open } = status;
  const unlisted = verdict === null ? 0 : unlistedBreaks(verdict);
  return (
    <Panel
      title={<>Verification {verdict && <VerdictPill open={open.length + unlisted} />}</>}
      actions={
        <Button
          disabled={verify.isPending}
          onClick={() => verify.mutate({ jobId: crypto.randomUUID() })}
        >
          {verify.isPending ? 'Verifying …' : 'Verify in full'}
        </Button>
      }
    >
      <div className={css.verdict}>
        {verify.error && <ProblemNotice problem={verify.error} />}
        {verdict === null ? (
          <p className={css.facts}>The log has not been verified yet.</p>
        ) : (
          <VerdictFacts verdict={verdict} headsFile={status.headsFile} />
        )}
        {unlisted > 0 && (
          <Notice
            tone="bad"
            title={
              unlisted === 1
                ? 'One more break is not listed.'
                : `${format.count(unlisted)} more breaks are not listed.`
            }
          >
            A list of breaks ends at {format.count(MOST_BREAKS)}. Explaining what is listed leaves
            the log broken: put the history back from a backup, or find out what was changed.
          </Notice>
        )}
        {open.length > 0 && (
          <Notice
            tone="bad"
            title={
              open.length === 1
                ? 'There is a break.'
                : `There are ${format.count(open.length)} breaks${unlisted > 0 ? ' that are listed' : ''}.`
            }
            actions={<Button onClick={() => setExplaining(true)}>Explain …</Button>}
          >
            <ul className={css.breaks}>
              {open.slice(0, SHOWN).map(({ id, kind, message }) => (
                <li key={id}>
                  {message} {BREAK_KINDS[kind]}
                </li>
              ))}
              {open.length > SHOWN && <li>and {format.count(open.length - SHOWN)} more</li>}
            </ul>
          </Notice>
        )}
      </div>
      {explaining && <ExplainDialog breaks={open} onClose={() => setExplaining(false)} />}
    </Panel>
  );
}

function VerdictPill({ open }: { open: number }) {
  return open === 0 ? <Pill tone="good">No open breaks</Pill> : <Pill tone="bad">Broken</Pill>;
}

function VerdictFacts({ verdict, headsFile }: { verdict: AuditVerdict; headsFile: string }) {
  const format = useFormat();
  const { at, isFull, entries, rows, heads, count, notices } = verdict;
  return (
    <>
      <p className={css.facts}>
        {isFull ? 'Verified in full' : 'New entries verified'} on {format.moment(at)}:{' '}
        {format.count(entries)} {entries === 1 ? 'entry' : 'entries'},{' '}
        {format.counted(rows, 'record')} and {format.counted(heads, 'kept head')}.{' '}
        {count === 0 ? 'Everything is as it was written.' : ''}
      </p>
      {notices.map((notice) => (
        <p key={notice} className={css.facts}>
          {notice}
        </p>
      ))}
      <p className={`${css.facts} ${css.means}`}>
        The head of the log is kept after each act in {headsFile}, and in the folder that the
        settings name for it.
      </p>
    </>
  );
}
