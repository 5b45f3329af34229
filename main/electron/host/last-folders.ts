import { readFileSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../../data-folder/write-whole.ts';
import { within } from '../ending/within.ts';

const FILE = 'folders.json';
/** A server that is off may keep Windows busy for a minute; nobody waits so long for a dialog. */
const LONGEST_LOOK_MS = 1000;
const foldersSchema = z.object({
  open: z.string().max(4096).optional(),
  folder: z.string().max(4096).optional(),
  save: z.string().max(4096).optional(),
});

/** What a dialog of the system is for. */
export type DialogUse = keyof z.infer<typeof foldersSchema>;

/** The folders in which something was chosen last, also before the program was started. */
export interface LastFolders {
  /** Null where there is none yet, or it is gone or out of reach. */
  of(use: DialogUse): Promise<string | null>;
  /** @param path what was chosen. */
  chosen(use: DialogUse, path: string): void;
}

/**
 * @param root the data folder, where they are written down.
 * @param look rejects for a folder that is not there.
 */
export function lastFolders(
  root: string,
  look: (folder: string) => Promise<void> = access,
): LastFolders {
  const path = join(root, FILE);
  const written = (): z.infer<typeof foldersSchema> => {
    try {
      return foldersSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    } catch {
      return {};
    }
  };
  return {
    async of(use) {
      const folder = written()[use];
      if (folder === undefined) return null;
      return (await within(LONGEST_LOOK_MS, look(folder)).catch(() => false)) ? folder : null;
    },
    chosen(use, chosen) {
      const folder = use === 'folder' ? chosen : dirname(chosen);
      try {
        writeWhole(path, JSON.stringify({ ...written(), [use]: folder }));
      } catch {
        // A full or read-only disk costs the dialog its folder, not the user their work.
      }
    },
  };
}
