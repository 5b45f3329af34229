import type { App, Dialog } from 'electron';
import { RUNNER_NAME } from './host/runner-process.ts';
import { wordsFor } from './fault-log.ts';

export const TITLE = 'Thrive Cash Reconciler';

interface FaultParts {
  readonly electron: {
    readonly app: Pick<App, 'on' | 'exit' | 'whenReady'>;
    readonly dialog: Pick<Dialog, 'showErrorBox'>;
  };
  readonly process: {
    on(
      event: 'uncaughtException' | 'unhandledRejection',
      listener: (fault: unknown) => void,
    ): unknown;
  };
  readonly log: (fault: unknown) => void;
}

/** What nobody has caught is written down and told; the end of one of Chromium's processes is only written down. */
export function tellFaults({ electron, process, log }: FaultParts): void {
  process.on('uncaughtException', (fault) => {
    log(fault);
    void endWith(electron, fault);
  });
  process.on('unhandledRejection', (fault) => {
    log(fault);
    electron.dialog.showErrorBox(`${TITLE}: unexpected error`, wordsFor(fault));
  });
  electron.app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    // A runner is killed when it has done its work.
    if (reason === 'clean-exit' || (reason === 'killed' && name === RUNNER_NAME)) return;
    log(new Error(`A process of the window ended: ${name ?? type}, ${reason} (${exitCode})`));
  });
}

/** Says why the program cannot go on, and ends it. */
export async function endWith(
  { app, dialog }: FaultParts['electron'],
  fault: unknown,
): Promise<void> {
  // Before that a dialog is only printed on Linux, where nobody sees it.
  await app.whenReady();
  dialog.showErrorBox(`${TITLE} cannot continue`, wordsFor(fault));
  app.exit(1);
}
