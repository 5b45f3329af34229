import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { keptHeads } from '../../history/audit/heads-file.ts';
import { HEADS_FILE } from '../../history/tables/audit-heads.ts';
import type { Part } from './part.ts';

/** Their path in a backup. */
export const HEADS_PATH = HEADS_FILE.split(sep).join('/');

/** The heads of the audit log that are kept beside the history, as far as the copy of the history goes. */
export const headsPart: Part = {
  names: ['audit'],
  words: 'The kept heads of the audit log',
  async files({ root, scratch, copy: { facts } }) {
    const heads = keptHeads(join(root, HEADS_FILE)).filter(
      ({ entry }) => entry <= (facts.head?.entry ?? 0),
    );
    if (heads.length === 0) return [];
    const from = join(scratch, HEADS_FILE);
    await mkdir(dirname(from), { recursive: true, mode: 0o700 });
    await writeFile(from, heads.map((head) => `${JSON.stringify(head)}\n`).join(''));
    return [{ from, path: HEADS_PATH }];
  },
};
