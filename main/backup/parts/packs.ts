import { filesBelow } from './folder-files.ts';
import type { Part } from './part.ts';

export const packsPart: Part = {
  names: ['packs'],
  words: 'Packs for the auditor',
  files: ({ root }) => filesBelow(root, 'packs'),
};
