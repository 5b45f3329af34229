import { filesBelow } from './folder-files.ts';
import type { Part } from './part.ts';

export const attachmentsPart: Part = {
  names: ['attachments'],
  words: 'Files that were attached to a close',
  files: ({ root }) => filesBelow(root, 'attachments'),
};
