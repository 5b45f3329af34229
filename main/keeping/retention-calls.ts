import type { ApiHandlers } from '../../core/contract/api/api.ts';
import type { RetentionView } from '../../core/contract/keeping/retention.ts';
import type { AppContext } from '../app/app-context.ts';
import { acquireLock } from '../data-folder/lock.ts';
import { carryOut } from './carry-out.ts';
import { approve, hold, propose, release, setRule, withdraw } from './retention-steps.ts';
import { isRunId } from './things/thing-files.ts';
import { retentionView } from './retention-view.ts';

type Calls =
  | 'retention.view'
  | 'retention.rule'
  | 'retention.hold'
  | 'retention.release'
  | 'retention.propose'
  | 'retention.approve'
  | 'retention.withdraw'
  | 'retention.carry-out';

/** What is kept for how long, legal holds, and deleting what is past its time (RULES.md section 17). */
export function retentionHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  const { root, history, jobs, now } = context;
  const view = (): Promise<RetentionView> => retentionView({ root, history }, now().getTime());
  return {
    'retention.view': view,
    'retention.rule': ({ kind, keep, by }) => {
      setRule(history, kind, keep, history.whoActs(by));
      return view();
    },
    'retention.hold': ({ on, reason, by }) => {
      hold(history, on, reason, history.whoActs(by));
      return view();
    },
    'retention.release': ({ hold: id, reason, by }) => {
      release(history, id, reason, history.whoActs(by));
      return view();
    },
    'retention.propose': async ({ names, by }) => {
      await propose({ root, history }, names, history.whoActs(by), now().getTime());
      return view();
    },
    'retention.approve': ({ proposal, by, alone }) => {
      approve(history, proposal, history.whoActs(by), alone);
      return view();
    },
    'retention.withdraw': ({ proposal, reason, by }) => {
      withdraw(history, proposal, reason, history.whoActs(by));
      return view();
    },
    'retention.carry-out': ({ jobId, proposal, by }) =>
      jobs.during({ jobId, kind: 'keeping', place: null }, async (job) => {
        const lock = await acquireLock(root, {
          waitMs: 0,
          command: 'delete what is past its time',
        });
        try {
          const deleted = await carryOut(
            { root, history },
            {
              ...{ proposal, by: history.whoActs(by), signal: job.signal },
              now: () => now().getTime(),
              tell: (progress) => job.progress({ ...progress, step: null }),
            },
          );
          for (const runId of deleted.filter(isRunId)) context.emit('run.changed', { runId });
        } finally {
          lock.release();
        }
        return view();
      }),
  };
}
