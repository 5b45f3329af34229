import { availableParallelism, userInfo } from 'node:os';
import { join } from 'node:path';
import type { ApiHandlers } from '../../core/contract/api/api.ts';
import type { HostInfo, Sample } from '../../core/contract/api/shell.ts';
import { Problem } from '../../core/contract/problem.ts';
import { sampleFolder } from '../program-folder.ts';
import { allowedPath } from '../app/allowed-path.ts';
import type { AppContext } from '../app/app-context.ts';
import type { Dialogs } from '../app/host.ts';
import { softwareVersion } from '../software-version.ts';

type Calls =
  | 'shell.info'
  | 'shell.chooseFile'
  | 'shell.chooseFolder'
  | 'shell.chooseSave'
  | 'shell.showInFolder'
  | 'shell.takeOpened'
  | 'shell.quit'
  | 'prefs.get'
  | 'prefs.set';

/** The host and what it can do, and what the interface remembers. */
export function shellHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  const { root, history, host, opened } = context;
  return {
    'shell.info': (): HostInfo => ({
      host: host.kind,
      platform: platformOf(process.platform),
      softwareVersion: softwareVersion(),
      dataFolder: root,
      actor: userName(),
      dialogs: host.dialogs !== null,
      allowedFolders: host.allowedFolders,
      samples: samples(),
      processors: availableParallelism(),
    }),
    'shell.chooseFile': () => dialogsOf(host.dialogs).chooseFile(),
    'shell.chooseFolder': () => dialogsOf(host.dialogs).chooseFolder(),
    'shell.chooseSave': ({ name }) => dialogsOf(host.dialogs).chooseSave(name),
    'shell.showInFolder': async ({ path }) => {
      host.showInFolder(await allowedPath(host, path, root));
      return null;
    },
    'shell.takeOpened': () => opened.splice(0),
    'shell.quit': () => {
      host.quit();
      return null;
    },
    'prefs.get': ({ key }) => history.getPref(key),
    'prefs.set': ({ key, value }) => {
      history.setPref(key, value);
      return null;
    },
  };
}

function samples(): Sample[] {
  return [
    {
      name: 'Sample workbook',
      place: join(sampleFolder(), 'tc_raw_data.xlsx'),
      about: '2,000 movements of 200 customers that reconcile without an error.',
    },
    {
      name: 'Messy workbook',
      place: join(sampleFolder(), 'messy.xlsx'),
      about:
        'Every finding a workbook can have: validation halts until its bad rows are set aside.',
    },
  ];
}

function dialogsOf(dialogs: Dialogs | null): Dialogs {
  if (dialogs) return dialogs;
  throw new Problem({
    kind: 'usage',
    code: 'shell.no-dialogs',
    message: 'In the browser the program cannot show a dialog of the system.',
    hint: 'Upload the file, or type its path.',
  });
}

function platformOf(platform: NodeJS.Platform): HostInfo['platform'] {
  return platform === 'darwin' || platform === 'win32' ? platform : 'linux';
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without an entry in the system's list, as in some containers.
    return 'unknown';
  }
}
