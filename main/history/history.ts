import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { apiAnswerFunctions } from './api/api-answers.ts';
import { apiTokenFunctions } from './api/api-tokens.ts';
import { appSettingsFunctions } from './tables/app-settings.ts';
import { auditFunctions } from './tables/audit.ts';
import { headFunctions, HEADS_FILE } from './tables/audit-heads.ts';
import { auditQueryFunctions } from './tables/audit-query.ts';
import { backupFunctions } from './backups/backups.ts';
import { closeLogFunctions } from './tables/close-log.ts';
import { deliveryFunctions } from './tables/delivery.ts';
import { exceptionFunctions } from './exceptions/exceptions.ts';
import { keepingLogFunctions } from './tables/keeping-log.ts';
import { historyContext } from './tables/history-context.ts';
import { actingIn, processSession, processSigner, sessionOf, systemUser } from './audit/session.ts';
import type { Session, Signer } from './audit/session.ts';
import { damageOf, openHistoryDatabase } from './open-history.ts';
import { withHistoryProblems } from './problems.ts';
import { runFileFunctions } from './rebuilding/run-file.ts';
import { openExceptionFunctions } from './tables/open-exceptions.ts';
import { peopleFunctions } from './people/people.ts';
import { recentPlaceFunctions } from './tables/recent-places.ts';
import { runFunctions } from './runs/runs.ts';
import { scheduleFunctions } from './schedules/schedules.ts';
import { scheduleTimeFunctions } from './schedules/schedule-times.ts';
import { savedSourceFunctions } from './tables/saved-sources.ts';
import { signOffFunctions } from './tables/sign-offs.ts';
import { sourceFunctions } from './tables/sources.ts';
import { verdictFunctions } from './verification/audit-verdicts.ts';

export interface HistoryOptions {
  /** Who acts, for the audit trail; the name of the system's user by default. */
  readonly actor?: string;
  /** Who is signed in; whoever is so in this process by default. */
  readonly signer?: Signer | null;
  /** The clock, in epoch milliseconds. */
  readonly now?: () => number;
  /** From where they act; this process's own session by default. */
  readonly session?: Session;
  /** Where heads of the audit log are kept; beside the history by default, null for nowhere. */
  readonly headsFile?: string | null;
  /** `anew` where a history may be begun although files of runs lie there: to rebuild it from them. */
  readonly begin?: 'new' | 'anew';
}

/**
 * What is remembered of all runs. Every function is one transaction and throws the history's
 * problems (`history.damaged`, `history.disk-full`, `history.busy` …) where the database fails.
 */
export type History = ReturnType<typeof historyOver> & {
  /** Every damage found in the whole file, as text; none in a sound one. Takes its time. */
  damage(): string[];
  close(): void;
};

/**
 * The history in the file `path`, made or migrated as needed. One history may be open in several
 * processes; runs are written only by the holder of the data folder's writer lock.
 *
 * @throws Problem as {@link openHistoryDatabase} does.
 */
export function openHistory(path: string, options: HistoryOptions = {}): History {
  const db = openHistoryDatabase(path, undefined, options.begin);
  const functions = historyOver(db, path, options);
  const all = { ...functions, damage: () => damageOf(db), close: () => void db.close() };
  return withHistoryProblems(all, path);
}

function historyOver(
  db: Database.Database,
  path: string,
  {
    actor = systemUser(),
    now = Date.now,
    session = processSession(),
    headsFile = join(dirname(path), HEADS_FILE),
    signer = processSigner(),
  }: HistoryOptions,
) {
  const context = historyContext(db, actor, actingIn(session), now, signer);
  const heads = headFunctions(context, headsFile);
  const audit = auditFunctions(context, heads.keep);
  const settings = appSettingsFunctions(context, audit.appendAudit);
  const sources = sourceFunctions(context, audit.appendAudit);
  const exceptions = exceptionFunctions(context, audit.appendAudit);
  const runs = runFunctions(context, audit.appendAudit, { ...sources, ...exceptions });
  // Carrying states over is part of completing a run, or of putting one back, and not offered by itself.
  const { carryOver, ...work } = exceptions;
  return {
    /** From where people act. */
    session: () => sessionOf(session),
    /** Who acts now. */
    actor: () => context.actor,
    headsTrouble: heads.headsTrouble,
    ...audit,
    ...auditQueryFunctions(context),
    ...verdictFunctions(context, path, heads, audit.appendAudit),
    ...settings,
    ...apiTokenFunctions(context, audit.appendAudit),
    ...apiAnswerFunctions(context),
    ...deliveryFunctions(context, audit.appendAudit),
    ...backupFunctions(context, audit.appendAudit, settings),
    ...recentPlaceFunctions(context),
    ...sources,
    ...savedSourceFunctions(context, audit.appendAudit, sources),
    ...runs,
    ...runFileFunctions(context, carryOver),
    ...signOffFunctions(context, audit.appendAudit),
    ...closeLogFunctions(context, audit.appendAudit),
    ...keepingLogFunctions(context, audit.appendAudit),
    ...scheduleFunctions(context, audit.appendAudit),
    ...scheduleTimeFunctions(context, audit.appendAudit),
    ...openExceptionFunctions(context),
    ...peopleFunctions(context, audit.appendAudit),
    ...work,
  };
}
