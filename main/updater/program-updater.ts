import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { AppUpdater, BaseUpdater, UpdateInfo } from 'electron-updater';
import { forgetFile } from '../../core/disk/forget-file.ts';
import type { NetworkSettings } from '../../core/contract/api/places.ts';
import { updatePage, updatePlaceText } from '../../core/contract/updates/update-place.ts';
import type { UpdatePlace } from '../../core/contract/updates/update-place.ts';
import type { NewerVersion } from '../../core/contract/updates/update-state.ts';
import { Problem } from '../../core/contract/problem.ts';
import type { HttpsExecutor } from './https-executor.ts';
import { replaceProgram } from './replace-program.ts';
import type { StrictUpdaterOptions } from './strict-updater.ts';
import { notAsPublished, updateProblem } from './update-problem.ts';

/** How a newer version of the program is found, fetched, and put in the place of this one. */
export interface Updater {
  /** Why a person has to install it, in one sentence; null where the program does. */
  readonly byHand: string | null;
  /** The newest version at a place; null where it is not newer than this one. Throws Problems `updates.…`. */
  look(place: UpdatePlace, network: NetworkSettings): Promise<NewerVersion | null>;
  /**
   * Fetches what `look` has found, and verifies it.
   *
   * @param told how much has come, from 0 to 1.
   * @throws Problems `updates.…`, and what an abort throws.
   */
  download(told: (share: number) => void, signal: AbortSignal): Promise<void>;
  /**
   * Puts it in the place of this program, whose end this is. Throws Problems `updates.…`.
   *
   * @param again whether the program is to start again then, which macOS leaves to the user.
   * @returns whether the caller has to see to that.
   */
  install(again: boolean): Promise<boolean>;
}

export interface UpdaterOptions extends StrictUpdaterOptions {
  /** Hands it to the system, which installs it when the program has ended, as macOS does; null elsewhere. */
  readonly handOver: (() => Promise<void>) | null;
}

/** What was found, and what is to become of it. */
interface Found {
  readonly updater: AppUpdater;
  readonly executor: HttpsExecutor;
  readonly info: UpdateInfo;
  /** As it is shown. */
  readonly place: string;
}

/** A file that has the checksum that was published. */
interface Fetched {
  readonly path: string;
  readonly sha512: string;
}

/** electron-updater, which is loaded when it is first needed, made stricter where it is lax. */
export function programUpdater(options: UpdaterOptions): Updater {
  const { installation, handOver } = options;
  let found: Found | null = null;
  let fetched: Fetched | null = null;

  async function look(place: UpdatePlace, network: NetworkSettings): Promise<NewerVersion | null> {
    found?.executor.close();
    found = null;
    fetched = null;
    const [{ HttpsExecutor }, { strictUpdater }] = await Promise.all([
      import('./https-executor.ts'),
      import('./strict-updater.ts'),
    ]);
    const executor = new HttpsExecutor(network);
    try {
      const updater = strictUpdater(options, place, executor);
      const answer = await updater.checkForUpdates();
      if (!answer?.isUpdateAvailable) {
        executor.close();
        return null;
      }
      const { updateInfo: info } = answer;
      found = { updater, executor, info, place: updatePlaceText(place) };
      return newerVersion(info, place);
    } catch (thrown) {
      executor.close();
      throw updateProblem(thrown, updatePlaceText(place));
    }
  }

  async function download(told: (share: number) => void, signal: AbortSignal): Promise<void> {
    if (installation.kind === 'by-hand' || !found) throw installedByHand(options);
    const { updater, info, place } = found;
    const { CancellationToken } = await import('electron-updater');
    const token = new CancellationToken();
    const stop = (): void => token.cancel();
    const tell = ({ percent }: { percent: number }): void => told(percent / 100);
    signal.addEventListener('abort', stop, { once: true });
    updater.on('download-progress', tell);
    const failure = failureOf(updater);
    try {
      const [path] = await updater.downloadUpdate(token);
      // macOS refuses by an event what it is told of, as a program that nobody has signed.
      const refused = failure();
      if (refused) throw refused;
      fetched = await asPublished(path!, info);
    } catch (thrown) {
      signal.throwIfAborted();
      throw updateProblem(thrown, place);
    } finally {
      signal.removeEventListener('abort', stop);
      updater.off('download-progress', tell);
    }
  }

  async function install(again: boolean): Promise<boolean> {
    if (!found || !fetched) throw installedByHand(options);
    const { updater, place } = found;
    // What lay there since may have been changed, by an accident or on purpose.
    if ((await sha512Of(fetched.path)) !== fetched.sha512) throw notAsPublished();
    try {
      if (handOver) {
        await handOver();
        return false;
      }
      if (installation.kind === 'appimage') {
        await replaceProgram(installation.file!, fetched.path);
        await forgetFile(fetched.path);
        return again;
      }
      // The installer of Windows waits for this program's end, and starts the newer one itself.
      const failure = failureOf(updater);
      if (!(updater as BaseUpdater).install(true, again)) throw failure() ?? new Error('refused');
      return false;
    } catch (thrown) {
      throw updateProblem(thrown, place);
    }
  }

  return {
    byHand: installation.kind === 'by-hand' ? installation.why : null,
    look,
    download,
    install,
  };
}

function newerVersion(info: UpdateInfo, place: UpdatePlace): NewerVersion {
  const released = Date.parse(info.releaseDate);
  return {
    version: info.version,
    releasedOn: Number.isNaN(released) ? null : new Date(released).toISOString().slice(0, 10),
    page: updatePage(place, info.version),
  };
}

/** Throws Problem `updates.not-as-published` where no checksum was published that a file has; deletes it then. */
async function asPublished(path: string, { files }: UpdateInfo): Promise<Fetched> {
  const sha512 = await sha512Of(path);
  if (files.some((file) => file.sha512 === sha512)) return { path, sha512 };
  await forgetFile(path);
  throw notAsPublished();
}

/** In Base64, as it is published; empty for a file that is not there. */
async function sha512Of(path: string): Promise<string> {
  const hash = createHash('sha512');
  try {
    await pipeline(createReadStream(path, { highWaterMark: 2 ** 20 }), hash);
    return hash.digest('base64');
  } catch {
    return '';
  }
}

/** electron-updater tells by an event why it has installed nothing. */
function failureOf(updater: AppUpdater): () => Error | null {
  let failure: Error | null = null;
  updater.once('error', (error) => (failure = error));
  return () => failure;
}

function installedByHand({ installation }: UpdaterOptions): Problem {
  return new Problem({
    kind: 'usage',
    code: 'updates.by-hand',
    message: 'This program cannot install a newer version by itself.',
    hint: installation.kind === 'by-hand' ? installation.why : 'Look for a newer version first.',
  });
}
