import { spawn } from 'node:child_process';
import type { App } from 'electron';
import { ownAppImage } from '../../app-image.ts';
import { argumentsAgain } from './launch-arguments.ts';

/** The process that is to be started anew once it has ended. */
export interface EndingProcess {
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly pid: number;
  readonly execPath: string;
  readonly defaultApp?: boolean;
}

/** Waits for the process of the first argument to end, then becomes the program of the others. */
const AFTER_ITS_END = 'while kill -0 "$1"; do /bin/sleep 0.1; done; shift; exec "$@"';

/**
 * Has the program start anew, with these places, as soon as it has ended. Electron's own helper cannot do so out of
 * an AppImage: it lies in the image, which goes with the program, and what it starts may not mount another.
 *
 * @param root the data folder.
 */
export function startAgain(
  app: Pick<App, 'relaunch'>,
  ending: EndingProcess,
  root: string,
  places: readonly string[],
  startBeside: (command: string, args: readonly string[]) => void = startDetached,
): void {
  const args = argumentsAgain(ending.argv, ending.defaultApp === true, root, places);
  const image = ownAppImage(ending.env, ending.execPath);
  if (image === null) app.relaunch({ args });
  else startBeside('/bin/sh', ['-c', AFTER_ITS_END, 'sh', `${ending.pid}`, image, ...args]);
}

/** Starts a process that outlives this one, and that holds on to none of its folders. */
function startDetached(command: string, args: readonly string[]): void {
  const child = spawn(command, args, { cwd: '/', detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
}
