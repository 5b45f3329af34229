import { CALL_NAMES } from '../../core/contract/api/api.ts';
import type { ApiEvent, ApiHandlers } from '../../core/contract/api/api.ts';
import type { Job } from '../../core/contract/api/runs.ts';
import { asProblem } from '../../core/contract/problem.ts';
import type { Problem } from '../../core/contract/problem.ts';
import { backUpDaily, backupHandlers } from '../backup/calls/backup-calls.ts';
import type { WhileClosed } from '../backup/calls/backup-calls.ts';
import { isRecoverable, recoveryHandlers } from '../recovery/recovery-calls.ts';
import { dataFolder, historyFile } from '../data-folder/data-folder.ts';
import { newSession } from '../history/audit/session.ts';
import type { Signer } from '../history/audit/session.ts';
import { openHistory } from '../history/history.ts';
import type { History } from '../history/history.ts';
import { retentionHandlers } from '../keeping/retention-calls.ts';
import { clearAtStart } from '../keeping/clear-at-start.ts';
import { anomalyHandlers } from '../anomalies/anomaly-calls.ts';
import { auditHandlers } from '../audit/audit-calls.ts';
import { verifyAtStart } from '../audit/verify-at-start.ts';
import { baselineHandlers } from '../dashboard/baseline-calls.ts';
import { closeHandlers } from '../close/calls/close-calls.ts';
import { compareHandlers } from '../grid/compare-calls.ts';
import { dashboardHandlers } from '../dashboard/dashboard-calls.ts';
import { deliveryHandlers } from '../delivery/delivery-calls.ts';
import { exceptionHandlers } from '../exceptions/exceptions-calls.ts';
import { findingHandlers } from '../runs/findings-calls.ts';
import { gridHandlers } from '../grid/grid-calls.ts';
import { admit } from '../people/admit.ts';
import { peopleHandlers } from '../people/calls/people-calls.ts';
import { policyHandlers } from '../policies/policies-calls.ts';
import { reverifyHandlers } from '../runs/reverify-calls.ts';
import { workbookHandlers } from '../runs/workbook-calls.ts';
import { runHandlers } from '../runs/runs-calls.ts';
import { scheduleHandlers } from '../schedules/schedule-calls.ts';
import { settingsHandlers } from '../settings/settings-calls.ts';
import { shellHandlers } from '../shell/shell-calls.ts';
import { lookDaily } from '../updates/look-daily.ts';
import { updateDesk } from '../updates/update-desk.ts';
import { updateHandlers } from '../updates/updates-calls.ts';
import { sourceHandlers } from '../sources/sources-calls.ts';
import { gridStore, SEARCHED } from '../grid/view/store.ts';
import type { AppContext } from '../app/app-context.ts';
import { callLog } from '../app/call-log.ts';
import type { CallLog } from '../app/call-log.ts';
import { secretStore } from '../app/secret-store.ts';
import { markDeadRuns } from '../run-life/dead-runs.ts';
import { clearOldDownloads } from '../data-folder/old-downloads.ts';
import type { Host } from '../app/host.ts';
import { createJobs } from '../jobs/create-jobs.ts';
import { softwareVersion } from '../software-version.ts';
import type { Answering } from './dispatch.ts';
import { clearOldScratch } from '../data-folder/old-scratch.ts';

export interface ApplicationOptions {
  /** What `--data-dir` said, if anything. */
  readonly dataDir?: string | undefined;
  readonly host: Host;
  /** From where people act; by default what the host is. */
  readonly address?: string;
  /** Who is signed in from the start: by default nobody. */
  readonly signer?: Signer | null;
  readonly now?: () => Date;
}

/** The program behind the interface: what answers the API map, in whichever host. */
export interface Application extends Answering {
  /** Returns the way to stop listening. */
  onEvent(listener: (event: ApiEvent) => void): () => void;
  /** A place was handed to the program: kept until the interface takes it, which an event asks for. */
  openPlace(place: string): void;
  /** The work under way, the oldest first. */
  jobs(): readonly Job[];
  /** Ends what is under way and closes the history. */
  close(): Promise<void>;
  /**
   * Called after that: puts a newer version in the place of the program, where a person has chosen it.
   *
   * @param busy whether work was under way when the end began, `told` whether it was not a person who began it.
   * @returns whether the program is to be started again. Throws Problems `updates.…`.
   */
  replace(busy: boolean, told: boolean): Promise<boolean>;
}

/** The program with its history open; recovery is answered beside it. */
type OpenProgram = Omit<Application, 'handlers'> & {
  readonly handlers: Omit<ApiHandlers, `recovery.${string}`>;
};

/**
 * Opens the data folder and its history, and throws the Problems of the folder. Where the history is lost, damaged, in
 * use or of another version, nothing but the way back is answered, until it is open.
 */
export function createApplication(options: ApplicationOptions): Application {
  const root = dataFolder(options.dataDir);
  const listeners = new Set<(event: ApiEvent) => void>();
  const places: string[] = [];
  let open: OpenProgram | null = null;
  let trouble: Problem | null = null;

  function openIt(): void {
    try {
      open = openProgram(root, options, whileClosed);
      trouble = null;
      open.onEvent((event) => listeners.forEach((listener) => listener(event)));
      for (const place of places.splice(0)) open.openPlace(place);
    } catch (thrown) {
      open = null;
      trouble = asProblem(thrown);
      if (!isRecoverable(trouble)) throw thrown;
    }
  }

  async function whileClosed<T>(work: () => Promise<T>): Promise<T> {
    await open?.close();
    try {
      return await work();
    } finally {
      openIt();
    }
  }

  openIt();
  const recovery = recoveryHandlers(root, () => trouble, openIt);
  return {
    get calls() {
      return open?.calls ?? NO_LOG;
    },
    get handlers() {
      return {
        ...(open?.handlers ?? refusingAll(options.host, trouble!)),
        ...recovery,
      } as ApiHandlers;
    },
    // While no history is open, nobody can be asked who they are: nothing but the way back is answered then.
    admit: (needs) => open?.admit(needs),
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    openPlace(place) {
      if (open) open.openPlace(place);
      else places.push(place);
    },
    jobs: () => open?.jobs() ?? [],
    close: async () => open?.close(),
    replace: async (busy, told) => open?.replace(busy, told) ?? false,
  };
}

/** There is no log that calls could leave anything in. */
const NO_LOG: CallLog = {
  answered: () => undefined,
  refused: () => undefined,
  flush: () => undefined,
};

/** Every call answers why nothing can be done yet; but the program can be ended. */
function refusingAll(host: Host, trouble: Problem): Partial<ApiHandlers> {
  const refused = CALL_NAMES.map((name) => [
    name,
    () => {
      throw trouble;
    },
  ]);
  return {
    ...(Object.fromEntries(refused) as ApiHandlers),
    'shell.quit': () => {
      host.quit();
      return null;
    },
  };
}

/** Opens the history, and what works with it. Throws its Problems. */
function openProgram(
  root: string,
  options: ApplicationOptions,
  whileClosed: WhileClosed,
): OpenProgram {
  const history = openHistory(historyFile(root), {
    signer: options.signer ?? null,
    session: newSession(
      options.address ?? (options.host.kind === 'electron' ? 'window' : 'browser'),
    ),
  });
  const listeners = new Set<(event: ApiEvent) => void>();
  const now = options.now ?? (() => new Date());
  const calls = callLog(history, now);
  history.appendAudit({
    action: 'program.started',
    detail: { version: softwareVersion(), host: options.address ?? options.host.kind },
  });
  const closing: (() => void | Promise<void>)[] = [() => endHistory(history, calls)];
  const shared: Omit<AppContext, 'jobs'> = {
    root,
    history,
    host: options.host,
    secrets: secretStore(root, () => options.host.keychain()),
    now,
    emit: (name, payload) => {
      for (const listener of listeners) listener({ name, payload } as ApiEvent);
    },
    onClose: (close) => void closing.unshift(close),
    opened: [],
    handedOver: new Set(),
  };
  const context: AppContext = { ...shared, jobs: createJobs(shared) };
  markRunsOfTheDead(context);
  context.onClose(verifyAtStart(context));
  // Nothing depends on it: what cannot be deleted now is tried again at the next start.
  void clearOldDownloads(root, context.now().getTime());
  void clearOldScratch(root);
  context.onClose(clearAtStart(context));
  const desk = updateDesk(context);
  // In the browser it is asked for only when a person asks.
  if (options.host.kind === 'electron') context.onClose(lookDaily(() => desk.lookByItself()));
  context.onClose(backUpDaily(context));
  const grid = gridStore(context);
  const onEvent = (listener: (event: ApiEvent) => void): (() => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    calls,
    admit: (needs) => admit(history, needs),
    handlers: {
      ...shellHandlers(context),
      ...updateHandlers(desk),
      ...settingsHandlers(context),
      ...sourceHandlers(context),
      ...runHandlers(context),
      ...reverifyHandlers(context),
      ...workbookHandlers(context),
      ...compareHandlers(context, grid),
      ...findingHandlers(context),
      ...policyHandlers(context),
      ...gridHandlers(context, grid, gridStore(context, SEARCHED)),
      ...exceptionHandlers(context),
      ...dashboardHandlers(context),
      ...baselineHandlers(context),
      ...anomalyHandlers(context),
      ...closeHandlers(context),
      ...deliveryHandlers(context),
      ...auditHandlers(context),
      ...retentionHandlers(context),
      ...backupHandlers(context, whileClosed),
      ...peopleHandlers(context),
      ...scheduleHandlers(context, onEvent),
    },
    onEvent,
    openPlace(place) {
      context.handedOver.add(place);
      context.opened.push(place);
      context.emit('place.opened', { place });
    },
    jobs: () => context.jobs.list(),
    async close() {
      for (const close of closing.splice(0)) await close();
    },
    replace: (busy, told) => desk.end(busy, told),
  };
}

/** A history that cannot be written any more is closed all the same. */
function endHistory(history: History, calls: CallLog): void {
  calls.flush();
  try {
    history.appendAudit({ action: 'program.ended' });
  } finally {
    history.close();
  }
}

/** Runs that a killed program left behind show as interrupted, now or when its last process is gone. */
function markRunsOfTheDead({ root, history, emit, onClose }: AppContext): void {
  const closing = new AbortController();
  const marked = markDeadRuns(root, history, closing.signal).then(
    (ids) => {
      for (const runId of ids) emit('run.changed', { runId });
    },
    // Nothing is lost: the next run marks them.
    () => undefined,
  );
  onClose(() => {
    closing.abort();
    return marked;
  });
}
