import { FakeContents, fakeFrame, FakeWindow } from '../fake-window.ts';
import type { Ask } from './line.ts';
import type { CallingFrame, PageSide } from './sides.ts';

/** A page that the test has in Chromium. */
export class PageContents extends FakeContents {
  readonly #page: Ask<PageSide>;
  constructor(page: Ask<PageSide>) {
    super();
    this.#page = page;
  }
  override send(channel: string, message: unknown): void {
    void this.#page('sent', channel, message);
  }
  override reload(): void {
    super.reload();
    void this.#page('reloaded');
  }
  /** The frame as a call's event has it. */
  frameOf({ main, url, origin }: CallingFrame): unknown {
    if (!main) return fakeFrame(url, { origin, parent: this.mainFrame });
    return Object.assign(this.mainFrame, { url, origin });
  }
  /** Whether a navigation that the page wants is let through. */
  lets(url: string, isMainFrame: boolean): boolean {
    let prevented = false;
    const event = { url, isMainFrame, preventDefault: () => (prevented = true) };
    this.emit('will-frame-navigate', event);
    if (isMainFrame) this.emit('will-navigate', event);
    return !prevented;
  }
  goes(url: string, isSameDocument: boolean): void {
    this.url = url;
    this.emit('did-start-navigation', { isMainFrame: true, isSameDocument });
  }
}

/** The kind of the windows of a program whose page the test has in Chromium. */
export function pageWindowOf(page: Ask<PageSide>) {
  return class PageWindow extends FakeWindow {
    readonly #prepared: Promise<unknown>;
    constructor(
      options: Electron.BrowserWindowConstructorOptions,
      log: string[],
      wayland: boolean,
    ) {
      super(options, log, wayland, new PageContents(page));
      const { preload = '', additionalArguments: args = [] } = options.webPreferences ?? {};
      this.#prepared = page('opened', { preload, args });
    }
    override closes(): void {
      super.closes();
      void page('closed');
    }
    override async loadURL(url: string): Promise<void> {
      await super.loadURL(url);
      await this.#prepared;
      await page('loaded', url);
    }
  };
}
