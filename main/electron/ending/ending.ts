import type { App, BrowserWindow, Dialog } from 'electron';
import type { Job } from '../../../core/contract/api/runs.ts';
import { closingWindow } from './closing-window.ts';
import { within } from './within.ts';
import { questionBeforeEnd } from './unfinished.ts';

/** After this much the program ends, whatever it still waits for. */
const LONGEST_MS = 5000;
/** A newer version is some hundred megabytes, and a slow disk takes its time for them. */
const LONGEST_REPLACING_MS = 60_000;

type Preventable = Pick<Electron.Event, 'preventDefault'>;

export interface EndingParts {
  readonly app: Pick<App, 'on' | 'quit' | 'exit'>;
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  /** Null while none is open. */
  readonly window: () => BrowserWindow | null;
  /** The work under way. */
  readonly jobs: () => readonly Job[];
  /** Ends what is under way and closes what is open. Called once. */
  readonly close: () => Promise<void>;
  /**
   * Called once, after that: puts a newer version in the program's place, where that was chosen and is right.
   *
   * @param busy whether work was under way, `told` whether the system or another program ends it.
   * @returns whether the program is to start anew.
   */
  readonly replace: (busy: boolean, told: boolean) => Promise<boolean>;
  /** Says why it could not. */
  readonly notReplaced: (fault: unknown) => void;
  /** Has the program start anew, with these places, as soon as it has ended. */
  readonly startAgain: (places: readonly string[]) => void;
  readonly log: (fault: unknown) => void;
}

/** How the program ends: it asks where work is under way, and closes in good order, within five seconds. */
export interface Ending {
  /** The window is about to be closed, which is to end the program. */
  windowCloses(event: Preventable): void;
  /** The system, or whoever started the program, ends it: there is nobody to ask. */
  withoutAsking(): void;
  /** Whether the program ends: then what is handed over to it goes to the next one, which is started for it. */
  handsOver(places: readonly string[]): boolean;
}

/** Takes the end of the program in hand. */
export function orderlyEnding(parts: EndingParts): Ending {
  const { app, dialog, window, jobs, startAgain, log } = parts;
  let agreed = false;
  let told = false;
  let asking = false;
  let stage: 'open' | 'closing' | 'closed' = 'open';
  /** For the next program; null where nobody wants one. */
  let handedOver: Set<string> | null = null;
  /** Whether the program was asked to end and nothing has kept it from that yet: its window is closing. */
  let leaving = false;
  const closing = closingWindow(window, log);

  /** Whether it may end without a question. */
  function gate(event: Preventable): boolean {
    const question = agreed || stage !== 'open' ? null : questionBeforeEnd(jobs());
    if (question === null) return true;
    event.preventDefault();
    if (!asking) void ask(question);
    return false;
  }

  async function ask(question: Electron.MessageBoxOptions): Promise<void> {
    asking = true;
    const owner = window();
    // A question that belongs to a window in the taskbar may not be seen.
    if (owner?.isMinimized()) owner.restore();
    try {
      const { response } = owner
        ? await dialog.showMessageBox(owner, question)
        : await dialog.showMessageBox(question);
      if (response !== 1) return;
      agreed = true;
      app.quit();
    } finally {
      asking = false;
    }
  }

  async function end(): Promise<void> {
    let busy = jobs().length > 0;
    try {
      if (!(await within(LONGEST_MS, parts.close()))) {
        busy = true;
        log(new Error('The program was ended before everything in it had ended.'));
      }
    } catch (fault) {
      log(fault);
    }
    if (await replaced(busy)) handedOver ??= new Set();
    stage = 'closed';
    if (handedOver) startAgain([...handedOver]);
    app.exit(0);
  }

  /** Whether the program is to start anew, now that a newer version is in its place. */
  async function replaced(busy: boolean): Promise<boolean> {
    let again = false;
    try {
      const replacing = parts.replace(busy, told).then((answer) => void (again = answer));
      if (!(await within(LONGEST_REPLACING_MS, replacing)))
        log(new Error('The program was ended before the newer version was in its place.'));
    } catch (fault) {
      log(fault);
      parts.notReplaced(fault);
    }
    return again;
  }

  app.on('before-quit', (event) => {
    leaving = gate(event);
    if (leaving && stage === 'open') closing.begun();
    // What came while it was closing before, and did not close after all, is open in its window.
    if (stage === 'open') handedOver = null;
  });
  app.on('will-quit', (event) => {
    if (stage === 'closed') return;
    closing.over();
    // Also when the program is asked to end once more: it is about to.
    event.preventDefault();
    if (stage === 'open') void end();
    stage = 'closing';
  });
  return {
    windowCloses(event) {
      if (gate(event)) return;
      leaving = false;
      closing.over();
    },
    withoutAsking() {
      agreed = true;
      told = true;
      app.quit();
    },
    handsOver(places) {
      const open = stage === 'open';
      if (!open || leaving) handedOver = new Set([...(handedOver ?? []), ...places]);
      return !open;
    },
  };
}
