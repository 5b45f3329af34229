import { EventEmitter } from 'node:events';

export class FakeContents extends EventEmitter {
  readonly sent: [string, unknown][] = [];
  url = 'app://thrive/';
  crashed = false;
  reloads = 0;
  windowOpenHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  readonly mainFrame = fakeFrame('app://thrive/');
  send(channel: string, message: unknown): void {
    if (this.crashed) throw new Error('Render frame was disposed before it could be accessed');
    this.sent.push([channel, structuredClone(message)]);
  }
  getURL(): string {
    return this.url;
  }
  /** The page's process ends, for one of Electron's reasons. */
  die(reason: Electron.RenderProcessGoneDetails['reason']): void {
    this.crashed = true;
    this.emit('render-process-gone', {}, { reason, exitCode: 9 });
  }
  isCrashed(): boolean {
    return this.crashed;
  }
  forcefullyCrashRenderer(): void {
    this.die('killed');
  }
  reload(): void {
    this.reloads++;
    this.crashed = false;
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpenHandler = handler;
  }
}

export class FakeWindow extends EventEmitter {
  readonly webContents: FakeContents;
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly #log: string[];
  readonly #wayland: boolean;
  bounds = { x: 40, y: 50, width: 1000, height: 700 };
  maximised = false;
  minimised = false;
  progress: number | null = null;
  destroyed = false;
  constructor(
    options: Electron.BrowserWindowConstructorOptions = {},
    log: string[] = [],
    wayland = false,
    contents = new FakeContents(),
  ) {
    super();
    this.webContents = contents;
    this.options = options;
    this.#log = log;
    this.#wayland = wayland;
  }
  /** The page is there. What is drawn is told of, but on Wayland only of a window that is shown. */
  pageLoads(): void {
    if (!this.#wayland) this.emit('ready-to-show');
    this.webContents.emit('did-finish-load');
  }
  closes(): void {
    this.destroyed = true;
    this.emit('closed');
  }
  /** At once, and nobody is asked. */
  destroy(): void {
    this.closes();
  }
  /** The user closes it. Whether that was let through. */
  userCloses(): boolean {
    let prevented = false;
    this.emit('close', { preventDefault: () => (prevented = true) });
    return !prevented;
  }
  async loadURL(url: string): Promise<void> {
    this.#log.push(`load ${url}`);
  }
  show(): void {
    this.#log.push('window shown');
  }
  focus(): void {
    this.#log.push('window focused');
  }
  maximize(): void {
    this.#log.push('window maximised');
  }
  isMinimized(): boolean {
    return this.minimised;
  }
  restore(): void {
    this.minimised = false;
  }
  isMaximized(): boolean {
    return this.maximised;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.#log.push(`bounds ${JSON.stringify(bounds)}`);
  }
  getNormalBounds(): Electron.Rectangle {
    return this.bounds;
  }
  setBackgroundColor(colour: string): void {
    this.#log.push(`ground ${colour}`);
  }
  setProgressBar(value: number): void {
    this.progress = value;
  }
}

export function fakeFrame(url: string, changes: Record<string, unknown> = {}) {
  return {
    url,
    origin: url.split('/').slice(0, 3).join('/'),
    parent: null as unknown,
    detached: false,
    isDestroyed: () => false,
    ...changes,
  };
}
