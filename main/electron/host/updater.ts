import type { App, AutoUpdater } from 'electron';
import { softwareVersion } from '../../software-version.ts';
import { installationOf } from '../../updater/installation.ts';
import { programUpdater } from '../../updater/program-updater.ts';
import type { Updater } from '../../updater/program-updater.ts';

export interface UpdaterParts {
  readonly app: Pick<App, 'isPackaged'>;
  /** What macOS installs newer versions by. */
  readonly autoUpdater: Pick<AutoUpdater, 'checkForUpdates' | 'off' | 'once'>;
  readonly process: {
    readonly platform: NodeJS.Platform;
    readonly env: NodeJS.ProcessEnv;
    readonly execPath: string;
    /** Where the resources of the packaged program lie. */
    readonly resourcesPath: string;
  };
}

/** How the program in its window is replaced by a newer one. */
export function electronUpdater({ app, autoUpdater, process }: UpdaterParts): Updater {
  return programUpdater({
    version: softwareVersion(),
    installation: installationOf({
      platform: process.platform,
      packaged: app.isPackaged,
      env: process.env,
      resources: process.resourcesPath,
      executable: process.execPath,
    }),
    cacheFolder: null,
    handOver: process.platform === 'darwin' ? () => handedToSystem(autoUpdater) : null,
  });
}

/**
 * Has macOS take what was fetched; it checks its signature, and installs it when the program has ended.
 * Throws what it says against that.
 */
export function handedToSystem(autoUpdater: UpdaterParts['autoUpdater']): Promise<void> {
  return new Promise((resolve, reject) => {
    const taken = (): void => {
      autoUpdater.off('error', refused);
      resolve();
    };
    const refused = (error: Error): void => {
      autoUpdater.off('update-downloaded', taken);
      reject(error);
    };
    autoUpdater.once('update-downloaded', taken);
    autoUpdater.once('error', refused);
    autoUpdater.checkForUpdates();
  });
}
