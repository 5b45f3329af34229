import { join } from 'node:path';
import process from 'node:process';
import { electronBinary } from '../../../main/setup/electron.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** Why the specs cannot run in Electron's own window here; null where they can. */
export function electronReason(): string | null {
  if (electronBinary(root) === null)
    return 'its binary is not here (npx install-electron fetches it).';
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY)
    return 'there is no display (xvfb-run npm test gives one).';
  return null;
}
