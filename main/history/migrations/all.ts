import type Database from 'better-sqlite3';
import { initial } from './until-0.2.0/001-initial.ts';
import { application } from './until-0.2.0/002-application.ts';
import { savedSources } from './until-0.2.0/003-saved-sources.ts';
import { cutOff } from './until-0.2.0/004-cut-off.ts';
import { allExceptionsCounted } from './until-0.2.0/005-all-exceptions-counted.ts';
import { sourceSeries } from './until-0.2.0/006-source-series.ts';
import { unknownAmounts } from './until-0.2.0/007-unknown-amounts.ts';
import { archivedRuns } from './008-archived-runs.ts';
import { exceptionStakes } from './009-exception-stakes.ts';
import { closedStakes } from './010-closed-stakes.ts';
import { closeLog } from './011-close-log.ts';
import { auditLog } from './012-audit-log.ts';
import { keepingLog } from './013-keeping-log.ts';
import { people } from './014-people.ts';
import { apiTokens } from './015-api-tokens.ts';
import { schedules } from './016-schedules.ts';

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
  people,
  apiTokens,
  schedules,
];
