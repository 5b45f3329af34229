import { attachmentsPart } from './attachments.ts';
import { headsPart } from './heads.ts';
import { historyPart } from './history.ts';
import { packsPart } from './packs.ts';
import type { Part } from './part.ts';
import { runsPart } from './runs.ts';
import { uploadsPart } from './uploads.ts';

/** What goes into a backup. A test holds every name that the program makes in a data folder to be here or below. */
export const PARTS: readonly Part[] = [
  historyPart,
  runsPart,
  attachmentsPart,
  packsPart,
  uploadsPart,
  headsPart,
];

/** What stays out, and why. */
export const LEFT_OUT: readonly { readonly name: string; readonly why: string }[] = [
  { name: 'credentials.json', why: 'Secrets are in no backup; enter them again after a restore.' },
  { name: 'fetched', why: 'Copies of remote files are fetched again.' },
  { name: 'downloads', why: 'Offered to a browser for a day.' },
  { name: 'exports', why: 'Exported files can be written again.' },
  { name: 'samples', why: 'Samples come with the program.' },
  { name: 'window', why: 'What the window keeps for itself: its size, its caches.' },
  { name: 'scratch', why: 'Work of a program under way.' },
  { name: 'log', why: 'Faults of this computer.' },
  { name: 'writer.lock.sqlite', why: 'A lock.' },
  { name: 'writer.lock.json', why: 'A lock.' },
  { name: 'backup.lock.sqlite', why: 'A lock.' },
  { name: 'backup.lock.json', why: 'A lock.' },
  { name: 'schedules.lock.sqlite', why: 'A lock.' },
  { name: 'schedules.lock.json', why: 'A lock.' },
];
