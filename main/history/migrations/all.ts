import { initial } from './001-initial.ts';

/** The migrations in order; `PRAGMA user_version` counts those that a database has seen. */
export const MIGRATIONS: readonly string[] = [initial];
