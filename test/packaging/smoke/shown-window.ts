import { spawnSync } from 'node:child_process';
import process from 'node:process';

/** A started program: its process, and what it has said on standard error so far. */
export interface Started {
  readonly pid: number;
  readonly said: () => string;
}

/** Whether the system shows a window of the program: the page itself cannot tell, it draws unseen as well. */
export function isShown(
  program: Started,
  system: string = process.env['WAYLAND_DISPLAY'] ? 'wayland' : process.platform,
): boolean {
  const ask = WAYS[system];
  if (ask === undefined) throw new Error(`Windows cannot be looked at on ${system}.`);
  return ask(program);
}

/** How each system is asked. */
const WAYS: Readonly<Record<string, (program: Started) => boolean>> = {
  /** With WAYLAND_DEBUG the client says when one of its surfaces has come onto a screen. */
  wayland: ({ said }) => /wl_surface[@#]\d+\.enter\(/.test(said()),
  linux: ({ pid }) => answer('xdotool', ['search', '--onlyvisible', '--pid', `${pid}`]) !== '',
  darwin: ({ pid }) => answer('osascript', ['-l', 'JavaScript', '-e', onScreen(pid)]) === 'true',
  /** The handle is that of a window that can be seen, else 0. */
  win32: ({ pid }) =>
    !['', '0'].includes(
      answer('powershell', ['-NoProfile', '-Command', `(Get-Process -Id ${pid}).MainWindowHandle`]),
    ),
};

const onScreen = (pid: number): string => `
  ObjC.import('CoreGraphics');
  const list = $.CGWindowListCopyWindowInfo($.kCGWindowListOptionOnScreenOnly, $.kCGNullWindowID);
  const windows = ObjC.deepUnwrap(ObjC.castRefToObject(list));
  String(windows.some((one) => one.kCGWindowOwnerPID === ${pid} && one.kCGWindowLayer === 0))`;

function answer(command: string, args: readonly string[]): string {
  const { stdout, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (error) throw error;
  return stdout.trim();
}
