import { chmodSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the group and all others may do. */
const OTHERS = 0o077;
/** Set on folders that are everybody's, such as `/tmp`. */
const STICKY = 0o1000;

/**
 * Takes a data folder from the other users of this computer, as it is made, where it has become readable to them
 * or was made by another program. Only one of this user's, that is empty or holds a history: what was named by mistake, and is
 * shared with others on purpose, stays as it is, and {@link sharedNotice} tells of it. Never throws.
 */
export function makePrivate(folder: string, historyName: string, platform: NodeJS.Platform): void {
  if (platform === 'win32') return;
  try {
    const { mode, uid } = statSync(folder);
    if ((mode & OTHERS) === 0 || (mode & STICKY) !== 0 || uid !== process.getuid?.()) return;
    if (existsSync(join(folder, historyName)) || readdirSync(folder).length === 0)
      chmodSync(folder, mode & 0o700);
  } catch {
    // A drive without permissions, or one that may not be changed.
  }
}

/** What to tell the user where others of this computer may get at the data folder; null where they may not. */
export function sharedNotice(
  folder: string,
  platform: NodeJS.Platform = process.platform,
): string | null {
  // Windows has lists of its own, and a user's folders are the user's there.
  if (platform === 'win32' || (statSync(folder).mode & OTHERS) === 0) return null;
  return `Other users of this computer may be able to open the data folder ${folder}. Its permissions could not be changed here: keep it on a drive with permissions, in a folder that belongs to you alone.`;
}
