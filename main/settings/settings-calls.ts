import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { ApiHandlers } from '../../core/contract/api/api.ts';
import { DEFAULT_APP_SETTINGS } from '../../core/contract/api/settings.ts';
import type { AppSettings } from '../../core/contract/api/settings.ts';
import { Problem } from '../../core/contract/problem.ts';
import type { AppSettingsPatch } from '../history/tables/app-settings.ts';
import { allowedPath } from '../app/allowed-path.ts';
import type { AppContext } from '../app/app-context.ts';
import { refuseOwnData } from '../app/export-file.ts';
import { checkCaFile, checkProxy } from '../app/network-settings.ts';

type Calls = 'settings.get' | 'settings.set' | 'settings.reset';

/** The settings screen. */
export function settingsHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  const { root, history, host, emit } = context;

  function change(patch: AppSettingsPatch): AppSettings {
    const before = history.appSettings();
    const after = history.setAppSettings(patch);
    if (after.theme !== before.theme) host.useTheme(after.theme);
    emit('settings.changed', after);
    return after;
  }

  async function checkFolder(folder: string): Promise<void> {
    // A relative one would depend on where the program was started.
    if (!isAbsolute(folder)) throw notAbsolute(folder);
    const path = await allowedPath(host, folder, root);
    await refuseOwnData(root, path);
    const found = await stat(path).catch(() => null);
    if (found !== null && !found.isDirectory()) throw isFile(folder);
  }

  return {
    'settings.get': () => history.appSettings(),
    'settings.set': async (patch) => {
      if (patch.outputFolder != null) await checkFolder(patch.outputFolder);
      if (patch.auditFolder != null) await checkFolder(patch.auditFolder);
      if (patch.proxy != null) checkProxy(patch.proxy);
      if (patch.caFile != null) {
        await allowedPath(host, patch.caFile, root);
        await checkCaFile(patch.caFile);
      }
      return change(patch);
    },
    'settings.reset': () => change(DEFAULT_APP_SETTINGS),
  };
}

function isFile(folder: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'settings.folder-is-file',
    message: `The output folder ${folder} is a file.`,
    hint: 'Choose a folder, or one that does not exist yet.',
  });
}

function notAbsolute(folder: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'settings.folder-not-absolute',
    message: `The folder ${folder} is not a full path.`,
    hint: 'Enter the full path of the folder, starting at the drive.',
  });
}
