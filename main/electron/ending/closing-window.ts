import type { BrowserWindow } from 'electron';

/** A page that hangs may keep its window open by not answering; after this much it is asked no more. */
const LONGEST_CLOSING_MS = 3000;

/** Sees to it that a window closes, once it was told to. */
export interface ClosingWindow {
  begun(): void;
  /** It has closed, or is not to after all. */
  over(): void;
}

/** @param window null while none is open. */
export function closingWindow(
  window: () => Pick<BrowserWindow, 'destroy'> | null,
  log: (fault: unknown) => void,
): ClosingWindow {
  let timer: NodeJS.Timeout | undefined;
  const over = (): void => clearTimeout(timer);
  return {
    begun() {
      over();
      timer = setTimeout(() => {
        log(new Error('The page did not let its window close.'));
        window()?.destroy();
      }, LONGEST_CLOSING_MS);
    },
    over,
  };
}
