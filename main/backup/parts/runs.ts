import { basename } from 'node:path';
import { runFoldersBeside } from '../../history/lost-history.ts';
import { historyFile } from '../../data-folder/data-folder.ts';
import { filesBelow } from './folder-files.ts';
import type { Part } from './part.ts';

/** The folders of runs, but for those under way: what these have written changes at this moment. */
export const runsPart: Part = {
  names: ['runs'],
  words: 'The files of runs: ledgers, matchings and results',
  async files({ root, copy: { facts } }) {
    const ids = runFoldersBeside(historyFile(root)).filter(
      (id) => facts.runs[id] !== undefined && facts.runs[id] !== 'running',
    );
    const files = await Promise.all(ids.map((id) => filesBelow(root, `runs/${id}`)));
    return files.flat().filter(({ from }) => !PASSING.has(basename(from)));
  },
};

/** No part of what a run has written: a system's own notes on folders. */
const PASSING: ReadonlySet<string> = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);
