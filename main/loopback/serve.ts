import { Problem } from '../../core/contract/problem.ts';
import { faultLog } from '../app/fault-log.ts';
import { sharedNotice } from '../data-folder/private-folder.ts';
import { endWithFaultText, faultText } from '../secrets/fault-text.ts';
import type { LaunchArguments } from './launch-arguments.ts';
import { hasDisplay, openBrowser } from './open-browser.ts';
import { startLoopback } from './server.ts';
import type { Loopback } from './server.ts';

/**
 * Serves the interface until it is told to stop: by the page, Ctrl-C or a signal.
 *
 * @param why the reason for the browser, as the first half of the line that is printed.
 */
export async function serve(launch: LaunchArguments, why: string): Promise<void> {
  let note = (_fault: unknown): void => undefined;
  endWithFaultText(process, (fault) => note(fault));
  const loopback = await started(launch);
  note = faultLog(loopback.root);
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      // Who asks twice does not want to wait for good order.
      if (asked) process.exit(130);
      asked = true;
      void loopback.stop();
    });
  const url = loopback.openingUrl();
  process.stdout.write(`${why}: ${url}\n`);
  const shared = sharedNotice(loopback.root);
  if (shared !== null) process.stderr.write(`${shared}\n`);
  if (launch.open && hasDisplay()) openBrowser(url);
  await loopback.stopped;
}

async function started(launch: LaunchArguments): Promise<Loopback> {
  try {
    return await startLoopback({
      dataDir: launch.dataDir,
      port: launch.port,
      allow: launch.allow,
      opened: launch.places,
      log: (fault) => process.stderr.write(`${faultText(fault)}\n`),
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    throw new Problem(
      {
        kind: 'usage',
        code: 'port.taken',
        message: `Port ${launch.port} cannot be used: ${code === 'EACCES' ? 'access is denied' : 'another program is using it'}.`,
        hint: 'Leave out --port to use a free one.',
      },
      error,
    );
  }
}
