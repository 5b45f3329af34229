import { filesBelow } from './folder-files.ts';
import type { Part } from './part.ts';

export const uploadsPart: Part = {
  names: ['uploads'],
  words: 'Files that were uploaded by a browser',
  files: ({ root }) => filesBelow(root, 'uploads'),
};
