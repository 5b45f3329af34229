import type { Entry, Subject } from '../../core/contract/calls/entry.ts';
import type { Problem } from '../../core/contract/problem.ts';
import type { History } from '../history/history.ts';

/** What calls leave in the audit log (RULES.md section 15), for whoever answers them. */
export interface CallLog {
  /** A call was answered. */
  answered(leaves: Entry, input: unknown): void;
  /** A call, or a request by a name that none has, was refused or failed; not if a person has cancelled it. */
  refused(name: string, input: unknown, problem: Pick<Problem, 'kind' | 'code'>): void;
  /** Writes what still waits. */
  flush(): void;
}

type AuditEntry = Parameters<History['appendAudit']>[0];

/** What is opened again within an hour is one opening, and the same refusal within a minute one refusal. */
const OPENING_MS = 3_600_000;
const REFUSAL_MS = 60_000;
/** As many different ones are remembered. */
const REMEMBERED = 10_000;
/** As many entries wait for a history that cannot be written. */
const MOST_WAITING = 10_000;

/**
 * Writes entries after the answer was given: a history that is busy or full holds up no reading. What cannot be
 * written waits for the next attempt.
 */
export function callLog(
  history: Pick<History, 'appendAudit' | 'session'>,
  now: () => Date,
  fault: (error: unknown) => void = () => undefined,
): CallLog {
  const waiting: AuditEntry[] = [];
  const last = new Map<string, number>();
  let isDue = false;

  function flush(): void {
    isDue = false;
    try {
      for (let entry = waiting[0]; entry !== undefined; entry = waiting[0]) {
        history.appendAudit(entry);
        waiting.shift();
      }
    } catch (error) {
      fault(error);
    }
  }

  function write(entry: AuditEntry): void {
    if (waiting.length < MOST_WAITING)
      waiting.push({ ...entry, at: now().getTime(), session: history.session() });
    if (isDue) return;
    isDue = true;
    setImmediate(flush);
  }

  function isRepeated(what: string, withinMs: number): boolean {
    const key = `${history.session().id} ${what}`;
    const at = now().getTime();
    const before = last.get(key);
    if (before !== undefined && Math.abs(at - before) < withinMs) return true;
    if (last.size >= REMEMBERED) last.clear();
    last.set(key, at);
    return false;
  }

  return {
    answered(leaves, input) {
      if (leaves.is === 'none' || leaves.is === 'within') return;
      const subject: Subject = leaves.of(input as never);
      const isOpening = leaves.is === 'opening';
      if (isOpening && isRepeated(`${leaves.act} ${JSON.stringify(subject)}`, OPENING_MS)) return;
      write({ action: leaves.act, ...subject });
    },
    refused(name, input, { kind, code }) {
      if (kind === 'cancelled' || isRepeated(`${name} ${code}`, REFUSAL_MS)) return;
      const action = kind === 'internal' ? 'call.failed' : 'call.refused';
      write({ action, runId: runIn(input), detail: { call: name.slice(0, 60), code } });
    },
    flush,
  };
}

/** The run that an input names; null where it names none. */
function runIn(input: unknown): string | null {
  if (typeof input !== 'object' || input === null || !('runId' in input)) return null;
  return typeof input.runId === 'string' ? input.runId.slice(0, 40) : null;
}
