import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../../data-folder/write-whole.ts';

const FILE = 'folders.json';
const foldersSchema = z.object({
  open: z.string().max(4096).optional(),
  folder: z.string().max(4096).optional(),
  save: z.string().max(4096).optional(),
});

/** What a dialog of the system is for. */
export type DialogUse = keyof z.infer<typeof foldersSchema>;

/** The folders in which something was chosen last, also before the program was started. */
export interface LastFolders {
  /** Null where there is none yet, or it is gone. */
  of(use: DialogUse): string | null;
  /** @param path what was chosen. */
  chosen(use: DialogUse, path: string): void;
}

/** @param root the data folder, where they are written down. */
export function lastFolders(root: string): LastFolders {
  const path = join(root, FILE);
  const written = (): z.infer<typeof foldersSchema> => {
    try {
      return foldersSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    } catch {
      return {};
    }
  };
  return {
    of(use) {
      const folder = written()[use];
      return folder !== undefined && existsSync(folder) ? folder : null;
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
