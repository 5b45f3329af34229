import { join } from 'node:path';
import type { BrowserWindow, Dialog } from 'electron';
import type { Dialogs } from '../../app/host.ts';
import { WORKBOOK_EXTENSIONS } from '../launch/launch-arguments.ts';
import type { DialogUse, LastFolders } from './last-folders.ts';

export interface DialogParts {
  readonly dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>;
  /** Null while none is open. */
  readonly window: () => BrowserWindow | null;
  readonly folders: LastFolders;
}

/** The dialogs of the system, each where it was left: of its own accord Electron begins in Downloads. */
export function nativeDialogs({ dialog, window, folders }: DialogParts): Dialogs {
  async function chosen(
    use: DialogUse,
    options: Electron.OpenDialogOptions,
  ): Promise<string | null> {
    const folder = await folders.of(use);
    const here = { ...options, ...(folder !== null && { defaultPath: folder }) };
    const owner = window();
    const { canceled, filePaths } = owner
      ? await dialog.showOpenDialog(owner, here)
      : await dialog.showOpenDialog(here);
    const path = canceled ? null : (filePaths[0] ?? null);
    if (path !== null) folders.chosen(use, path);
    return path;
  }
  return {
    chooseFile: () => chosen('open', { properties: ['openFile'], filters: WORKBOOKS }),
    chooseFolder: () => chosen('folder', { properties: ['openDirectory', 'createDirectory'] }),
    async chooseSave(name) {
      const folder = await folders.of('save');
      const defaultPath = folder === null ? name : join(folder, name);
      const options = { defaultPath, filters: filtersFor(name) };
      const owner = window();
      const { canceled, filePath } = owner
        ? await dialog.showSaveDialog(owner, options)
        : await dialog.showSaveDialog(options);
      if (canceled || filePath === '') return null;
      folders.chosen('save', filePath);
      return filePath;
    },
  };
}

const WORKBOOKS: Electron.FileFilter[] = [
  { name: 'Workbooks', extensions: [...WORKBOOK_EXTENSIONS] },
  { name: 'Excel workbook', extensions: ['xlsx'] },
  { name: 'CSV', extensions: ['csv'] },
  { name: 'Parquet', extensions: ['parquet'] },
];

/** The filter of the format that the proposed name has, so that the system adds no other ending. */
function filtersFor(name: string): Electron.FileFilter[] {
  const extension = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase();
  if (extension === undefined) return [];
  const known = WORKBOOKS.slice(1).find(({ extensions }) => extensions.includes(extension));
  return [known ?? { name: extension.toUpperCase(), extensions: [extension] }];
}
