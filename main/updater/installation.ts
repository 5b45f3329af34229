import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ownAppImage } from '../app-image.ts';

/** How this program came onto the computer, and what that means for a newer version. */
export type Installation =
  | {
      /** A file of Linux that is the whole program; what the installer of Windows has installed; a Mac's .app. */
      readonly kind: 'appimage' | 'nsis' | 'mac';
      /** What electron-builder has left in the package for electron-updater. */
      readonly configFile: string;
      /** The AppImage; null for the others. */
      readonly file: string | null;
    }
  /** `why`: in one sentence. */
  | { readonly kind: 'by-hand'; readonly why: string };

export interface InstallationFacts {
  readonly platform: NodeJS.Platform;
  readonly packaged: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder of the packaged program's resources. */
  readonly resources: string;
  /** The running program. */
  readonly executable: string;
}

/** What can be told of an installation without changing anything. */
export function installationOf(facts: InstallationFacts): Installation {
  const { platform, packaged, env, resources, executable } = facts;
  if (!packaged) return byHand('This program runs from its source code; update that.');
  const configFile = join(resources, 'app-update.yml');
  if (!existsSync(configFile))
    return byHand('This package was built without updates; install the newer one yourself.');
  if (platform === 'win32')
    return existsSync(join(dirname(executable), UNINSTALLER))
      ? { kind: 'nsis', configFile, file: null }
      : byHand('This program was copied, not installed; run the installer of the newer version.');
  if (platform === 'darwin') return { kind: 'mac', configFile, file: null };
  const file = ownAppImage(env, executable);
  if (file === null) return byHand(ofPackage(resources));
  return canReplace(file)
    ? { kind: 'appimage', configFile, file }
    : byHand(`You do not have permission to write to ${dirname(file)}, where this program is.`);
}

/** The installer of Windows leaves it beside the program. */
const UNINSTALLER = 'Uninstall Thrive Cash Reconciler.exe';

function byHand(why: string): Installation {
  return { kind: 'by-hand', why };
}

function ofPackage(resources: string): string {
  try {
    if (readFileSync(join(resources, 'package-type'), 'utf8').trim() === 'deb')
      return 'This program was installed as a .deb package, so your administrator has to update it.';
  } catch {
    // A folder that was unpacked somewhere.
  }
  return 'This program was copied, not installed; replace its folder with the newer one.';
}

function canReplace(file: string): boolean {
  try {
    accessSync(file, constants.W_OK);
    accessSync(dirname(file), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
