import { useState } from 'react';
import { Link } from 'wouter';
import type { ScheduledTime, ScheduleView } from '../../core/contract/schedules/schedule.ts';
import { useAction } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { Dialog } from '../components/overlays/dialog.tsx';
import { Fact, Facts, Notice, Panel, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import { routes } from '../frame/routes.ts';
import { StatePill } from './state-pill.tsx';
import { TimesTable } from './times-table.tsx';
import css from './schedules.module.css';

/** A schedule: what it does, when it comes next, what became of the last time. */
export function SchedulePanel({
  schedule,
  onEdit,
}: {
  schedule: ScheduleView;
  onEdit: () => void;
}) {
  const { id, name, sentence, isOn, nextAt, last, current } = schedule;
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState(false);
  const run = useAction('schedules.run', ['schedules.list', 'schedules.times']);
  const remove = useAction('schedules.remove', ['schedules.list']);
  const told = current ?? last;
  return (
    <Panel
      title={name}
      flush
      actions={
        <>
          <Button disabled={run.isPending || current !== null} onClick={() => run.mutate({ id })}>
            Run now
          </Button>
          <Button onClick={onEdit}>Edit</Button>
          <Button onClick={() => setAsking(true)}>Remove</Button>
        </>
      }
    >
      <p className={css.sentence}>{sentence}</p>
      {run.error && <ProblemNotice problem={run.error} />}
      <div className={css.facts}>
        <Facts>
          <Fact name="Next" value={isOn ? format.moment(nextAt) : 'Switched off'} />
          <Fact
            name="Last"
            value={last ? <StatePill state={last.state} /> : 'Not yet'}
            note={last && `due ${format.moment(last.dueAt)}`}
          />
          <Fact
            name="Now"
            value={current ? <StatePill state={current.state} /> : '–'}
            note={current && nowWords(current, format.moment)}
          />
        </Facts>
      </div>
      {told && <Told time={told} />}
      <div className={css.more}>
        <Button look="plain" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? 'Hide earlier times' : 'Show earlier times'}
        </Button>
      </div>
      {shown && <TimesTable scheduleId={id} />}
      <Dialog
        title={`Remove ${name}?`}
        open={asking}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>Cancel</Button>
            <Button look="danger" disabled={remove.isPending} onClick={() => remove.mutate({ id })}>
              Remove schedule
            </Button>
          </>
        }
      >
        <p>It will not run any more. Its runs and what became of its times are kept.</p>
        {remove.error && <ProblemNotice problem={remove.error} />}
      </Dialog>
    </Panel>
  );
}

function nowWords({ nextTryAt, dueAt }: ScheduledTime, moment: (ms: number) => string): string {
  return nextTryAt === null ? `due ${moment(dueAt)}` : `looks again ${moment(nextTryAt)}`;
}

/** What is in the way, and what the close still needs. */
function Told({ time: { problem, checklist, runId } }: { time: ScheduledTime }) {
  const open = runId !== null && <Link href={routes.run(runId)}>Open the run</Link>;
  if (problem)
    return (
      <div className={css.told}>
        <Notice tone="warn" title={problem.message} actions={open}>
          {problem.hint}
        </Notice>
      </div>
    );
  if (checklist === null) return open ? <p className={css.told}>{open}</p> : null;
  return (
    <div className={css.told}>
      <Notice
        tone={checklist.length === 0 ? 'good' : 'info'}
        title={
          checklist.length === 0
            ? 'The period can be prepared.'
            : 'Before the period can be prepared:'
        }
        actions={open}
      >
        {checklist.length > 0 && (
          <ul className={css.checklist}>
            {checklist.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        )}
      </Notice>
    </div>
  );
}
