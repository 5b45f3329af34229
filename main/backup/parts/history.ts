import { basename } from 'node:path';
import { historyFile } from '../../data-folder/data-folder.ts';
import type { Part } from './part.ts';

/** Its path in a backup. */
export const HISTORY_PATH = basename(historyFile(''));

/** The history, as SQLite's own backup copies it while it is in use. */
export const historyPart: Part = {
  names: [HISTORY_PATH, `${HISTORY_PATH}-wal`, `${HISTORY_PATH}-shm`],
  words: 'The history: runs, decisions, sign-offs, the close, settings and the audit log',
  files: async ({ copy }) => [{ from: copy.path, path: HISTORY_PATH }],
};
