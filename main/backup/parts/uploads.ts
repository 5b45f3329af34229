import { folderPart } from './folder-files.ts';

export const uploadsPart = folderPart('uploads', 'Files that were uploaded by a browser');
