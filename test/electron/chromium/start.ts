import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { line } from './line.ts';
import type { Ask } from './line.ts';
import { windowPage } from './page.ts';
import type { WindowPage } from './page.ts';
import type { PageSide, ProgramSide } from './sides.ts';

/** The built program behind the stand-in for Electron, its window a page of Chromium. */
export interface ProgramInChromium extends Pick<WindowPage, 'page' | 'callFromFrame'> {
  readonly program: Ask<ProgramSide>;
  /** As a session that ends. Throws where it does not end in good order. */
  stop(): Promise<void>;
  /** As a power cut. */
  kill(): Promise<void>;
}

const PROGRAM = join(import.meta.dirname, 'children', 'program.ts');

/** Starts it on a data folder. Resolves when its page is loaded. */
export async function programInChromium(
  browser: Browser,
  dataDir: string,
): Promise<ProgramInChromium> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const child = fork(PROGRAM, ['--data-dir', dataDir], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    serialization: 'advanced',
  });
  const answers = Promise.withResolvers<PageSide>();
  const program = line<ProgramSide>(child, answers.promise);
  const window = await windowPage(context, program);
  const loaded = window.page.waitForEvent('load');
  answers.resolve(window.answers);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The program ended with ${String(code)} before its page was there.`);
  });
  await Promise.race([loaded, ended]);
  const end = async (tell: () => void): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      tell();
      await once(child, 'exit');
    }
    await context.close();
  };
  return {
    ...window,
    program,
    async stop() {
      await end(() => void program('terminated'));
      if (child.exitCode !== 0) throw new Error(`The program ended with ${child.exitCode}.`);
    },
    kill: () => end(() => void child.kill('SIGKILL')),
  };
}
