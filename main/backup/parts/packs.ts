import { folderPart } from './folder-files.ts';

export const packsPart = folderPart('packs', 'Packs for the auditor');
