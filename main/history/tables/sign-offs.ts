import type { SignOff } from '../../../core/contract/api/runs.ts';
import { isSamePerson } from '../../../core/contract/close/sign-off.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { decisionsDigest, resultsDigest } from '../audit/signed-digest.ts';
import { signAct } from '../audit/sign-act.ts';
import { hasPeople, whoActs } from '../audit/who-acts.ts';
import type { AuditEntry } from './audit.ts';
import type { HistoryContext } from './history-context.ts';
import { unknown } from './unknown.ts';
import { textWithoutSecrets } from '../../secrets/without-secrets.ts';

export interface SigningOff {
  readonly runId: string;
  readonly role: SignOff['role'];
  readonly name: string;
  readonly note?: string;
  /** The history's actor if absent. */
  readonly actor?: string;
  /** Epoch milliseconds; now if absent. */
  readonly at?: number;
}

/**
 * Who prepared and who reviewed a completed run, which are two persons (RULES.md section 7). Sign-offs can only be
 * added; of each role the latest counts.
 */
export function signOffFunctions(
  context: HistoryContext,
  appendAudit: (entry: AuditEntry) => unknown,
) {
  const { prepared, atomically, now } = context;

  /**
   * Signs a run off. Throws Problem `run.unknown`, `signoff.not-completed`, `signoff.archived` or
   * `signoff.same-person`.
   */
  function signOff(signing: SigningOff): SignOff {
    const { runId, role, at = now() } = signing;
    const actor = whoActs(context, signing.actor);
    // Where people sign in, nobody signs under a name that was typed.
    const name = hasPeople(context) ? actor : textWithoutSecrets(signing.name);
    const note = textWithoutSecrets(signing.note ?? '');
    return atomically(() => {
      const status = prepared<[string], string>('SELECT status FROM runs WHERE id = ?').pluck();
      const found = status.get(runId);
      if (found === undefined) throw unknown('run.unknown', runId);
      if (found !== 'completed') throw notCompleted(runId, found);
      const archived = prepared<[string]>('SELECT 1 FROM archived_runs WHERE run_id = ?');
      if (archived.get(runId) !== undefined) throw isArchived(runId);
      const other = signOffs(runId).findLast((one) => one.role !== role);
      if (other !== undefined && isSamePerson(other.name, name)) throw samePerson(runId, other);
      const { lastInsertRowid } = prepared<(string | number)[]>(
        'INSERT INTO sign_offs (run_id, at, actor, role, name, note) VALUES (?, ?, ?, ?, ?, ?)',
      ).run(runId, at, actor, role, name, note);
      const signed = {
        results: resultsDigest(context.db, runId),
        decisions: decisionsDigest(context.db, runId),
      };
      signAct(context, 'run', Number(lastInsertRowid), {
        is: role,
        at,
        about: { source: '', period: '', run: runId },
        signed,
        said: note,
        pack: null,
      });
      const detail = { role, name, note, signed };
      appendAudit({ action: 'run.signed-off', runId, at, actor, detail });
      return { at, actor, role, name, note };
    });
  }

  /** The oldest first. */
  function signOffs(runId: string): SignOff[] {
    return prepared<[string], SignOff>(
      'SELECT at, actor, role, name, note FROM sign_offs WHERE run_id = ? ORDER BY id',
    ).all(runId);
  }

  return { signOff, signOffs };
}

function notCompleted(runId: string, status: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'signoff.not-completed',
    message: `The run ${runId} has not completed (${status}) and cannot be signed off.`,
    hint: 'Sign off a completed run.',
    details: { runId },
  });
}

function samePerson(runId: string, { name, role }: SignOff): Problem {
  const tasks = { prepared: 'review', reviewed: 'prepare' } as const;
  return new Problem({
    kind: 'usage',
    code: 'signoff.same-person',
    message: `${name} has ${role} the run ${runId} and cannot ${tasks[role]} it as well.`,
    hint: 'Somebody else has to sign here.',
    details: { runId },
  });
}

function isArchived(runId: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'signoff.archived',
    message: `The run ${runId} is archived and cannot be signed off.`,
    hint: 'Restore the run in the history first.',
    details: { runId },
  });
}
