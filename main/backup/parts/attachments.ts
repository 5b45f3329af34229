import { folderPart } from './folder-files.ts';

export const attachmentsPart = folderPart('attachments', 'Files that were attached to a close');
