/** What the program, which has no page, asks of the test, which has Chromium. URLs are as the program knows them. */
export interface PageSide {
  /** A hidden window is made, with this preload. */
  opened(wanted: { readonly preload: string; readonly args: readonly string[] }): void;
  loaded(url: string): void;
  reloaded(): void;
  sent(channel: string, message: unknown): void;
  closed(): void;
}

/** What Chromium, and the test, ask of the program. */
export interface ProgramSide {
  /** Null where the request is not let through. */
  requested(request: PageRequest): Promise<PageAnswer | null>;
  /** A page calls by IPC from one of its frames. */
  invoked(from: CallingFrame, channel: string, given: readonly unknown[]): unknown;
  /** Whether the page may open a window. */
  opensWindow(url: string): boolean;
  /** The page has gone to another of its own addresses. */
  movedWithin(url: string): void;
  /** The page is there. */
  finished(): void;
  /** What the next save dialog answers. */
  savesTo(path: string): void;
  /** The program is started a second time, with these files. */
  startedAgain(places: readonly string[]): void;
  /** An entry of the menu is chosen. */
  chosenInMenu(label: string): void;
  /** The program is ended by a signal, of which Windows has none. */
  terminated(): void;
  /** The page's process is killed, as far as the program is told. */
  pageDies(): void;
  /** What the stand-in was asked for so far, and what it has not let the page do. */
  noted(): readonly string[];
}

export interface PageRequest {
  readonly url: string;
  readonly method: string;
  /** Which frame it is to fill; null where it fills none. */
  readonly fills: 'page' | 'frame' | null;
  /** The page itself wants it so, and not the program. */
  readonly byPage: boolean;
}

export interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface CallingFrame {
  readonly main: boolean;
  readonly url: string;
  readonly origin: string;
}
