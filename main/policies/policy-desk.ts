import { Worker } from 'node:worker_threads';
import type { PolicyComparison, PolicyPicture } from '../../core/contract/api/policies.ts';
import { meaningOf } from '../../core/contract/problem-codes.ts';
import { Problem } from '../../core/contract/problem.ts';
import { moduleBeside } from '../../core/module-beside.ts';
import type { AppContext } from '../app/app-context.ts';
import type { LedgerCheckpoint } from '../run-views/validated-ledger.ts';
import type { AskedQuestion, PolicyAnswer, PolicyQuestion } from './policy-messages.ts';

/** Answers about the policies on a ledger, worked out on a thread of its own. */
export interface PolicyDesk {
  compare(ledger: LedgerCheckpoint): Promise<PolicyComparison>;
  /** Throws Problem `customer.unknown`. */
  picture(ledger: LedgerCheckpoint, customer: string): Promise<PolicyPicture>;
}

export interface PolicyDeskOptions {
  /** How long a ledger is kept in memory when nothing is asked of it. */
  readonly idleMs?: number;
}

/** Long enough to walk from picture to picture, short enough to give the memory back soon. */
const IDLE_MS = 60_000;

interface OpenLedger {
  readonly key: string;
  ask(question: PolicyQuestion): Promise<unknown>;
  /** No more questions come: it ends with its last answer. */
  retire(): void;
  /** Ends it now; what was asked of it is refused. */
  close(): Promise<void>;
}

/** One ledger stays loaded: that of the run that was asked about last. */
export function policyDesk(
  context: Pick<AppContext, 'onClose'>,
  { idleMs = IDLE_MS }: PolicyDeskOptions = {},
): PolicyDesk {
  const open = new Set<OpenLedger>();
  let current: OpenLedger | null = null;
  let closed = false;
  context.onClose(async () => {
    closed = true;
    await Promise.all([...open].map((ledger) => ledger.close()));
  });

  const ask = (checkpoint: LedgerCheckpoint, question: PolicyQuestion): Promise<unknown> => {
    if (closed) return Promise.reject(stopped());
    const key = `${checkpoint.path} ${checkpoint.sha256}`;
    if (current?.key !== key) {
      current?.retire();
      const leave = (): void => {
        if (current === opened) current = null;
      };
      const opened = openLedger(checkpoint, key, idleMs, {
        onRetire: leave,
        onEnd: () => {
          leave();
          open.delete(opened);
        },
      });
      open.add(opened);
      current = opened;
    }
    return current.ask(question);
  };
  return {
    compare: (ledger) => ask(ledger, { kind: 'compare' }) as Promise<PolicyComparison>,
    picture: (ledger, customer) =>
      ask(ledger, { kind: 'picture', customer }) as Promise<PolicyPicture>,
  };
}

function openLedger(
  checkpoint: LedgerCheckpoint,
  key: string,
  idleMs: number,
  { onRetire, onEnd }: { readonly onRetire: () => void; readonly onEnd: () => void },
): OpenLedger {
  const worker = new Worker(moduleBeside('./policy-worker', import.meta.url), {
    workerData: checkpoint,
  });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let number = 0;
  let retired = false;
  let over = false;
  let idle: NodeJS.Timeout | undefined;

  const end = (reason: unknown): void => {
    if (over) return;
    over = true;
    clearTimeout(idle);
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
    onEnd();
  };
  const stop = async (): Promise<void> => {
    end(stopped());
    await worker.terminate();
  };
  const rest = (): void => {
    if (waiting.size > 0 || over) return;
    if (retired) void stop();
    else idle = setTimeout(() => void stop(), idleMs).unref();
  };
  worker.on('message', ({ number: answered, answer }: PolicyAnswer) => {
    const asked = waiting.get(answered);
    waiting.delete(answered);
    if (answer.ok) asked?.resolve(answer.value);
    else {
      asked?.reject(new Problem(answer.problem));
      // It may have been read in an unlucky moment: the next question reads it again.
      if (answer.problem.kind === 'internal') {
        retired = true;
        onRetire();
      }
    }
    rest();
  });
  worker.once('error', end);
  worker.once('exit', () => end(stopped()));

  return {
    key,
    ask(question) {
      clearTimeout(idle);
      const answer = Promise.withResolvers<unknown>();
      waiting.set(++number, answer);
      worker.postMessage({ number, question } satisfies AskedQuestion);
      return answer.promise;
    },
    retire() {
      retired = true;
      clearTimeout(idle);
      rest();
    },
    close: stop,
  };
}

function stopped(): Problem {
  return new Problem({
    kind: 'cancelled',
    code: 'policies.stopped',
    message: meaningOf('policies.stopped'),
    hint: 'Open the run again to repeat the comparison.',
  });
}
