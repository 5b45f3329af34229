import { join } from 'node:path';
import { AppImageUpdater, MacUpdater, NsisUpdater } from 'electron-updater';
import type { AppUpdater } from 'electron-updater';
import { getAppCacheDir } from 'electron-updater/out/AppAdapter.js';
import type { AppAdapter } from 'electron-updater/out/AppAdapter.js';
import type { UpdatePlace } from '../../core/contract/updates/update-place.ts';
import type { HttpsExecutor } from './https-executor.ts';
import type { Installation } from './installation.ts';
import { distrustOf } from './strict-signature.ts';

export interface StrictUpdaterOptions {
  /** This program's version. */
  readonly version: string;
  readonly installation: Installation;
  /** Where what is fetched is kept; null for the place that electron-updater has for it. */
  readonly cacheFolder: string | null;
}

/**
 * The part of electron-updater that is meant for this installation, set on a place. What it would do of its
 * own accord (fetch, install at any end, go back to an older version or on to one that is not finished, tell
 * installations apart) it does not.
 */
export function strictUpdater(
  options: StrictUpdaterOptions,
  place: UpdatePlace,
  executor: HttpsExecutor,
): AppUpdater {
  const updater = updaterOf(options.installation, adapterOf(options));
  // With an adapter of one's own it has no way to the network, and makes up an id of this installation.
  Object.assign(updater, {
    httpExecutor: executor,
    stagingUserIdPromise: { value: Promise.resolve('') },
  });
  updater.logger = { info: ignore, warn: ignore, error: ignore };
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.allowPrerelease = false;
  updater.allowDowngrade = false;
  updater.disableWebInstaller = true;
  // Put together of parts it would be asked for by a way that follows no redirect, and GitHub's all do.
  updater.disableDifferentialDownload = true;
  // Whether it may be asked at all is decided elsewhere.
  updater.forceDevUpdateConfig = true;
  updater.isUserWithinRollout = () => true;
  updater.setFeedURL(
    place.kind === 'address'
      ? { provider: 'generic', url: place.url }
      : { provider: 'github', owner: place.owner, repo: place.repository },
  );
  return updater;
}

function ignore(): void {
  // What went wrong is thrown as well.
}

function updaterOf({ kind }: Installation, adapter: AppAdapter): AppUpdater {
  if (kind === 'mac') return new MacUpdater(undefined, adapter);
  if (kind !== 'nsis') return new AppImageUpdater(null, adapter);
  const updater = new NsisUpdater(null, adapter);
  updater.verifyUpdateCodeSignature = distrustOf;
  return updater;
}

/** The program as electron-updater sees it; when to end it or to start it again is not for that to decide. */
function adapterOf({ version, installation, cacheFolder }: StrictUpdaterOptions): AppAdapter {
  const baseCachePath = cacheFolder ?? getAppCacheDir();
  const refuse = (): never => {
    throw new Error('The program is not ended by its updater.');
  };
  return {
    version,
    name: 'thrive-cash-reconciler',
    isPackaged: true,
    appUpdateConfigPath: installation.kind === 'by-hand' ? '' : installation.configFile,
    userDataPath: join(baseCachePath, 'thrive-cash-reconciler-updater'),
    baseCachePath,
    whenReady: () => Promise.resolve(),
    relaunch: refuse,
    quit: refuse,
    onQuit: refuse,
  };
}
