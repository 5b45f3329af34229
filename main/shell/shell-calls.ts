import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { ApiHandlers } from '../../core/contract/api/api.ts';
import type { HostInfo } from '../../core/contract/api/shell.ts';
import { meaningOf } from '../../core/contract/problem-codes.ts';
import { Problem } from '../../core/contract/problem.ts';
import { allowedPath } from '../app/allowed-path.ts';
import type { AppContext } from '../app/app-context.ts';
import { writeExport } from '../app/export-file.ts';
import type { Dialogs } from '../app/host.ts';
import { sharedNotice } from '../data-folder/private-folder.ts';
import { softwareVersion } from '../software-version.ts';
import { faultFacts, faultReport } from './fault-report.ts';
import { samplesIn } from './samples.ts';

type Calls =
  | 'shell.info'
  | 'shell.chooseFile'
  | 'shell.chooseFolder'
  | 'shell.chooseSave'
  | 'shell.showInFolder'
  | 'shell.takeOpened'
  | 'shell.report'
  | 'shell.saveReport'
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
      dataFolderNotice: sharedNotice(root),
      actor: history.actor(),
      dialogs: host.dialogs !== null,
      allowedFolders: host.allowedFolders,
      samples: samplesIn(root),
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
    'shell.report': () => faultReport(faultFacts(context)),
    'shell.saveReport': ({ target }) =>
      writeExport(context, target, 'report', async (path) => {
        await writeFile(path, faultReport(faultFacts(context)));
        return null;
      }),
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

function dialogsOf(dialogs: Dialogs | null): Dialogs {
  if (dialogs) return dialogs;
  throw new Problem({
    kind: 'usage',
    code: 'shell.no-dialogs',
    message: meaningOf('shell.no-dialogs'),
    hint: 'Upload the file, or type its path.',
  });
}

function platformOf(platform: NodeJS.Platform): HostInfo['platform'] {
  return platform === 'darwin' || platform === 'win32' ? platform : 'linux';
}
