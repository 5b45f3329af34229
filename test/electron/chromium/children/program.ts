import { registerHooks } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { fakeElectron } from '../../fake-electron.ts';
import { line } from '../line.ts';
import { NodeRunner } from '../node-runner.ts';
import type { PageContents } from '../page-window.ts';
import { pageWindowOf } from '../page-window.ts';
import type { PageSide, ProgramSide } from '../sides.ts';

/**
 * The built program as Electron would start it, `electron FOLDER …`, with the stand-in in Electron's place and its
 * page in the parent's hands. It ends with the parent.
 */
const root = join(import.meta.dirname, '..', '..', '..', '..');
const page = line<PageSide>(process as Required<NodeJS.Process>, {
  requested: async ({ url, method, fills, byPage }) => {
    if (fills !== null && byPage && !contents().lets(url, fills === 'page')) {
      fake.log.push(`not gone to ${url}`);
      return null;
    }
    const cancelled = await new Promise<boolean>((resolve) => {
      const ask = fake.session.kept.before as unknown as (details: object, answer: object) => void;
      ask({ url }, ({ cancel }: { cancel: boolean }) => resolve(cancel));
    });
    const respond = fake.session.kept.schemes.get(new URL(url).protocol.slice(0, -1));
    if (cancelled || !respond) return null;
    if (fills === 'page') contents().goes(url, false);
    const response = await respond(new Request(url, { method }));
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: new Uint8Array(await response.arrayBuffer()),
    };
  },
  invoked(from, channel, given) {
    const handler = fake.handled.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return handler({ sender: contents(), senderFrame: contents().frameOf(from) }, ...given);
  },
  opensWindow(url) {
    const { action } = contents().windowOpenHandler({ url });
    fake.log.push(`window ${action === 'allow' ? '' : 'not '}opened on ${url}`);
    return action === 'allow';
  },
  movedWithin: (url) => contents().goes(url, true),
  finished: () => fake.windows.at(-1)?.pageLoads(),
  savesTo(path) {
    fake.dialogAnswers.save = { canceled: false, filePath: path };
  },
  startedAgain: (places) => void fake.app.emit('second-instance', {}, [], '/', { places }),
  chosenInMenu(label) {
    const items = fake.menus[0]!.flatMap(
      ({ submenu }) => submenu as Electron.MenuItemConstructorOptions[],
    );
    const { click } = items.find((item) => item.label === label)!;
    (click as () => void)();
  },
  noted: () => fake.log,
  pageDies: () => contents().die('killed'),
  terminated: () => void process.emit('SIGTERM'),
} satisfies ProgramSide);

const fake = fakeElectron({
  Window: pageWindowOf(page),
  fork: (script, options) => new NodeRunner(script, options),
  exit(code) {
    for (const words of fake.shownErrors) process.stderr.write(`${words}\n`);
    process.exit(code);
  },
});
const contents = (): PageContents => fake.windows.at(-1)!.webContents as PageContents;

const ELECTRON = 'stand-in:electron';
Object.assign(globalThis, { standInForElectron: fake.electron });
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: ELECTRON, format: 'module', shortCircuit: true }
      : next(specifier, context),
  load: (url, context, next) =>
    url === ELECTRON
      ? {
          format: 'module',
          shortCircuit: true,
          source: `export const { ${Object.keys(fake.electron).join(', ')} } = standInForElectron;`,
        }
      : next(url, context),
});

process.on('disconnect', () => process.exit(1));
process.argv = ['electron', root, ...process.argv.slice(2)];
Object.assign(process, { defaultApp: true, resourcesPath: join(root, 'resources') });
await import(pathToFileURL(join(root, 'dist', 'app', 'main', 'electron', 'main.js')).href);
fake.becomeReady();
