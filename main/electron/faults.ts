import type { App, BrowserWindow, Dialog } from 'electron';
import { asProblem } from '../../core/contract/problem.ts';
import { textWithoutSecrets } from '../secrets/without-secrets.ts';
import { RUNNER_NAME } from './host/runner-process.ts';

export const TITLE = 'Thrive Cash Reconciler';

interface FaultParts {
  readonly electron: {
    readonly app: Pick<App, 'on' | 'exit' | 'whenReady'>;
    readonly dialog: Pick<Dialog, 'showErrorBox' | 'showMessageBox'>;
  };
  readonly window: { current(): BrowserWindow | null };
  readonly process: {
    on(
      event: 'uncaughtException' | 'unhandledRejection',
      listener: (fault: unknown) => void,
    ): unknown;
  };
  readonly log: (fault: unknown) => void;
}

/** What nobody has caught is written down and told; the end of one of Chromium's processes is only written down. */
export function tellFaults({ electron, process, window, log }: FaultParts): void {
  let telling = false;
  /** In a box for which nothing stops, as it may stand there all night; one at a time. */
  async function tell(fault: unknown): Promise<void> {
    if (telling) return;
    telling = true;
    try {
      await electron.app.whenReady();
      const box = {
        type: 'error',
        message: `${TITLE}: unexpected error`,
        detail: wordsFor(fault),
      } as const;
      const owner = window.current();
      await (owner
        ? electron.dialog.showMessageBox(owner, box)
        : electron.dialog.showMessageBox(box));
    } catch (another) {
      log(another);
    }
    telling = false;
  }

  process.on('uncaughtException', (fault) => {
    log(fault);
    void endWith(electron, fault);
  });
  process.on('unhandledRejection', (fault) => {
    log(fault);
    void tell(fault);
  });
  electron.app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    // A runner is killed when it has done its work.
    if (reason === 'clean-exit' || (reason === 'killed' && name === RUNNER_NAME)) return;
    log(new Error(`A process of the window ended: ${name ?? type}, ${reason} (${exitCode})`));
  });
}

/** Says why the program cannot go on, and ends it. */
export async function endWith(
  {
    app,
    dialog,
  }: {
    readonly app: Pick<App, 'exit' | 'whenReady'>;
    readonly dialog: Pick<Dialog, 'showErrorBox'>;
  },
  fault: unknown,
): Promise<void> {
  // Before that a dialog is only printed on Linux, where nobody sees it.
  await app.whenReady();
  dialog.showErrorBox(`${TITLE} cannot continue`, wordsFor(fault));
  app.exit(1);
}

const RESUMED = 'A run that was under way can be resumed from the history.';

/** What a dialog says of a fault: sentences, never a stack trace. */
export function wordsFor(fault: unknown): string {
  const { code, message, hint } = asProblem(fault);
  const then = code === 'internal.unexpected' ? RESUMED : hint;
  return textWithoutSecrets(`${message}\n\n${then}`);
}
