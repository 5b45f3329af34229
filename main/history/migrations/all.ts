import type Database from 'better-sqlite3';
import { initial } from './001-initial.ts';
import { application } from './002-application.ts';
import { savedSources } from './003-saved-sources.ts';
import { cutOff } from './004-cut-off.ts';
import { allExceptionsCounted } from './005-all-exceptions-counted.ts';
import { sourceSeries } from './006-source-series.ts';
import { unknownAmounts } from './007-unknown-amounts.ts';
import { archivedRuns } from './008-archived-runs.ts';
import { exceptionStakes } from './009-exception-stakes.ts';
import { closedStakes } from './010-closed-stakes.ts';
import { closeLog } from './011-close-log.ts';
import { auditLog } from './012-audit-log.ts';
import { keepingLog } from './013-keeping-log.ts';
import { apiTokens } from './014-api-tokens.ts';

/** What brings a database one format further. */
export type Migration = string | ((db: Database.Database) => void);

/** The migrations in order; `PRAGMA user_version` counts those that a database has seen. */
export const MIGRATIONS: readonly Migration[] = [
  initial,
  application,
  savedSources,
  cutOff,
  allExceptionsCounted,
  sourceSeries,
  unknownAmounts,
  archivedRuns,
  exceptionStakes,
  closedStakes,
  closeLog,
  auditLog,
  keepingLog,
  apiTokens,
];
