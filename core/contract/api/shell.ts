import { z } from 'zod';
import type { UpdateView } from '../updates/update-state.ts';
import { call } from '../calls/call.ts';
import { entryOf, entryWithin, noEntry, opening } from '../calls/entry.ts';
import { exportTargetSchema } from '../calls/written-file.ts';
import type { WrittenFile } from '../calls/written-file.ts';

export interface Sample {
  readonly name: string;
  readonly place: string;
  /** One sentence: what can be seen on it. */
  readonly about: string;
}

/** What the interface runs in, and what it can do there. */
export interface HostInfo {
  readonly host: 'electron' | 'loopback';
  readonly platform: 'darwin' | 'win32' | 'linux';
  readonly softwareVersion: string;
  readonly dataFolder: string;
  /** What to tell of a data folder that others of this computer may get at; null where they may not. */
  readonly dataFolderNotice: string | null;
  /** Who acts, for the audit trail. */
  readonly actor: string;
  /** Native file dialogs; without them files are uploaded, or named by path within `allowedFolders`. */
  readonly dialogs: boolean;
  /** Null: any path that the user names. */
  readonly allowedFolders: readonly string[] | null;
  readonly samples: readonly Sample[];
  /** Logical processors, as a ceiling for `workers`. */
  readonly processors: number;
}

/** Of a file that a browser uploads: larger than any workbook that can be read; a limit all the same. */
export const MOST_UPLOADED_BYTES = 8 * 2 ** 30;

/** Bears the key of the session, beside the cookie, in what the page of a browser asks. */
export const SESSION_KEY_HEADER = 'x-thrive-session';

const nothing = z.strictObject({});

export const shellCalls = {
  'shell.info': call<HostInfo>()(nothing, noEntry, 'nobody'),
  /** A workbook by the native dialog; null where the user thought better of it. */
  'shell.chooseFile': call<string | null>()(nothing, noEntry),
  'shell.chooseFolder': call<string | null>()(nothing, noEntry),
  'shell.chooseSave': call<string | null>()(
    z.strictObject({ name: z.string().min(1).max(200) }),
    noEntry,
  ),
  /** Shows a file of a run, or an exported file, in the system's file manager. */
  'shell.showInFolder': call<null>()(
    z.strictObject({ path: z.string().min(1).max(4096) }),
    noEntry,
  ),
  /** Places that were handed to the program ("Open with", a second start) and not yet taken. */
  'shell.takeOpened': call<readonly string[]>()(nothing, noEntry),
  /** What developers need to know of a fault, without secrets: to be read, and sent by hand. */
  'shell.report': call<string>()(nothing, opening('report.shown')),
  'shell.saveReport': call<WrittenFile>()(
    z.strictObject({ target: exportTargetSchema }),
    entryWithin('export.written'),
  ),
  /** Stops the program. A run under way is left as interrupted and can be resumed. */
  'shell.quit': call<null>()(nothing, noEntry, 'nobody'),
  /** What the interface remembers: column choice, widths, the last screen. JSON text; null = nothing yet. */
  'prefs.get': call<string | null>()(
    z.strictObject({ key: z.string().regex(/^[\w.:-]{1,100}$/) }),
    noEntry,
  ),
  'prefs.set': call<null>()(
    z.strictObject({
      key: z.string().regex(/^[\w.:-]{1,100}$/),
      value: z.string().max(100_000).nullable(),
    }),
    noEntry,
  ),
} as const;

/** Newer versions of the program. Each answers with how it stands then; what follows is told by events. */
export const updateCalls = {
  'updates.get': call<UpdateView>()(nothing, noEntry, 'nobody'),
  /** Looks for a newer version now. Throws Problems `updates.…`. */
  'updates.look': call<UpdateView>()(nothing, entryOf('update.looked')),
  /** Begins to fetch what was found; nothing where nothing was. */
  'updates.download': call<UpdateView>()(nothing, entryOf('update.fetched')),
  'updates.stopDownload': call<UpdateView>()(nothing, entryOf('update.stopped')),
  /**
   * Has what was fetched installed when the program is quit; `now` quits it and starts it again, or throws
   * Problem `updates.busy` where work is under way.
   */
  'updates.install': call<UpdateView>()(
    z.strictObject({ now: z.boolean() }),
    entryOf('update.chosen'),
  ),
} as const;
