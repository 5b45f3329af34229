import { readFileSync } from 'node:fs';
import type { BrowserContext, CDPSession, Page, Request } from '@playwright/test';
import type { Ask } from './line.ts';
import type { CallingFrame, PageSide, ProgramSide } from './sides.ts';
import { forChromium, forProgram } from './stand-in-origin.ts';
import { runPreload, worldEnd } from './worlds.ts';
import type { PreloadGiven } from './worlds.ts';

/** The world that the preload has to itself. */
const PRELOAD_WORLD = 'preload';
const NAMES = { toMain: 'to-the-page', toPreload: 'to-the-preload', binding: 'toProgram' };

/** A context of JavaScript in the page, as Chromium's protocol names it. */
interface World {
  readonly id: number;
  readonly frame: string;
  readonly origin: string;
}

/** A page that is the program's window, and what the program may ask of it. */
export interface WindowPage {
  readonly page: Page;
  readonly answers: PageSide;
  /** Calls the program from a frame within the page, as one would that had got hold of the way to it. */
  callFromFrame(name: string, input: unknown): Promise<unknown>;
}

/** A page of Chromium that asks the program for all that it loads, and runs its preload. */
export async function windowPage(
  context: BrowserContext,
  program: Ask<ProgramSide>,
): Promise<WindowPage> {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Page.enable');
  await cdp.send('Runtime.enable');
  const loading = { byProgram: false };
  await answerRequests(context, page, program, loading);
  const worlds = await preloadWorlds(cdp, page, program);
  refusePopups(cdp, page, program);
  cdp.on('Page.navigatedWithinDocument', ({ url }) => void program('movedWithin', forProgram(url)));
  page.on('load', () => void program('finished'));
  return {
    page,
    callFromFrame: worlds.callFromFrame,
    answers: {
      opened: async ({ preload, args }) => worlds.prepare(readFileSync(preload, 'utf8'), args),
      async loaded(url) {
        loading.byProgram = true;
        await page.goto(forChromium(url), { waitUntil: 'commit' });
      },
      async reloaded() {
        loading.byProgram = true;
        await page.reload({ waitUntil: 'commit' });
      },
      sent: (channel, message) => worlds.say('sent', channel, message),
      closed: () => page.close(),
    },
  };
}

/** What Chromium does not get from the program it does not get at all. */
async function answerRequests(
  context: BrowserContext,
  page: Page,
  program: Ask<ProgramSide>,
  loading: { byProgram: boolean },
): Promise<void> {
  await context.route('**/*', async (route, request) => {
    const fills = frameOf(request, page);
    // Playwright tells of a window that the page has opened only once something has come into it.
    if (fills === 'foreign') return route.fulfill({ status: 200, body: '' });
    const byPage = !(fills === 'page' && loading.byProgram);
    if (fills === 'page') loading.byProgram = false;
    const answer = await program('requested', {
      url: forProgram(request.url()),
      method: request.method(),
      fills,
      byPage,
    });
    if (answer === null) return route.abort('aborted');
    await route.fulfill({ ...answer, body: Buffer.from(answer.body) });
  });
}

/** What a request fills; foreign where it is none of the page's. */
function frameOf(request: Request, page: Page): 'page' | 'frame' | 'foreign' | null {
  try {
    const frame = request.frame();
    if (frame.page() !== page) return 'foreign';
    if (!request.isNavigationRequest()) return null;
    return frame === page.mainFrame() ? 'page' : 'frame';
  } catch {
    // Of a page that is only about to be there.
    return 'foreign';
  }
}

/** Chromium opens a window before anybody can be asked; what the program refuses is closed at once. */
function refusePopups(cdp: CDPSession, page: Page, program: Ask<ProgramSide>): void {
  const asked: Promise<boolean>[] = [];
  cdp.on('Page.windowOpen', ({ url }) => asked.push(program('opensWindow', forProgram(url))));
  page.on('popup', async (popup) => {
    if (!(await asked.shift())) await popup.close();
  });
}

/** The preload's world in each document of the page, and the way to and from the program. */
async function preloadWorlds(cdp: CDPSession, page: Page, program: Ask<ProgramSide>) {
  const worlds = new Map<number, World>();
  const { frameTree } = await cdp.send('Page.getFrameTree');
  const mainFrame = frameTree.frame.id;
  cdp.on('Runtime.executionContextCreated', ({ context: { id, name, origin, auxData } }) => {
    const { frameId } = auxData as { frameId: string };
    if (name === PRELOAD_WORLD) worlds.set(id, { id, frame: frameId, origin });
  });
  cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) =>
    worlds.delete(executionContextId),
  );
  cdp.on('Runtime.executionContextsCleared', () => worlds.clear());
  const newest = (main: boolean): World | undefined =>
    [...worlds.values()].filter(({ frame }) => (frame === mainFrame) === main).at(-1);

  /** Tells a world; one that has gone hears nothing. */
  async function tell(id: number | undefined, what: string, ...given: unknown[]): Promise<void> {
    if (id === undefined) return;
    await cdp
      .send('Runtime.callFunctionOn', {
        executionContextId: id,
        functionDeclaration: '(what, ...given) => void fromProgram[what](...given)',
        arguments: [what, ...given].map((value) => ({ value })),
      })
      .catch(() => undefined);
  }
  function from({ frame, origin }: World): CallingFrame {
    const main = frame === mainFrame;
    const url = main ? page.mainFrame().url() : 'about:blank';
    return { main, url: forProgram(url), origin: forProgram(origin) };
  }

  cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId: id }) => {
    const world = worlds.get(id);
    if (name !== NAMES.binding || !world) return;
    const call = JSON.parse(payload) as { id: number; channel: string; given: unknown[] };
    program('invoked', from(world), call.channel, call.given).then(
      (value) => tell(id, 'answered', call.id, value),
      (error: Error) => tell(id, 'failed', call.id, error.message),
    );
  });
  await cdp.send('Runtime.addBinding', {
    name: NAMES.binding,
    executionContextName: PRELOAD_WORLD,
  });
  return {
    say: (what: string, ...given: unknown[]) => tell(newest(true)?.id, what, ...given),
    async prepare(preload: string, args: readonly string[]): Promise<void> {
      const given: PreloadGiven = { argv: ['electron', ...args], names: NAMES };
      const { toMain, toPreload } = NAMES;
      await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
        source: `(${worldEnd})(${JSON.stringify(toMain)}, ${JSON.stringify(toPreload)});`,
      });
      await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
        source: `(${runPreload})(${JSON.stringify(given)}, ${worldEnd},
          function (require, process, exports) {${preload}\n});`,
        worldName: PRELOAD_WORLD,
      });
    },
    async callFromFrame(name: string, input: unknown): Promise<unknown> {
      await page.evaluate(`document.body.append(document.createElement('iframe'))`);
      const { exceptionDetails, result } = await cdp.send('Runtime.evaluate', {
        contextId: newest(false)!.id,
        awaitPromise: true,
        returnByValue: true,
        expression: `new Promise((answered, failed) => {
          globalThis.fromProgram = { answered: (_id, value) => answered(value), failed };
          ${NAMES.binding}(${JSON.stringify(JSON.stringify({ id: 0, channel: 'thrive:call', given: [name, input] }))});
        })`,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.text);
      return result.value as unknown;
    },
  };
}
