import { realpathSync } from 'node:fs';

/**
 * The AppImage that this program runs out of, as an absolute path; null where it runs from elsewhere. What another
 * AppImage, a terminal perhaps, has left in the environment of the programs that it starts is not taken for it.
 *
 * @param executable of this process.
 */
export function ownAppImage(
  { APPIMAGE, APPDIR }: Readonly<Record<string, string | undefined>>,
  executable: string,
): string | null {
  if (!APPIMAGE || !APPDIR) return null;
  const inside = (mount: string): boolean =>
    executable.startsWith(mount) && /^[/\\]/.test(executable.slice(mount.length));
  return inside(APPDIR) || inside(realPath(APPDIR)) ? APPIMAGE : null;
}

function realPath(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
