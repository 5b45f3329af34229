import process from 'node:process';
import { commandLine } from '../../../../main/cli/command-line.ts';
import type { Loopback } from '../../../../main/loopback/server.ts';
import { startLoopback } from '../../../../main/loopback/server.ts';
import type { Asked, Reply } from '../programs.ts';

/**
 * The programs of one of Playwright's workers, one after the other, in one process: its modules are loaded
 * once. Each has its own data folder and port, and ends in good order.
 */
const open = new Map<string, Loopback>();

process.on('message', (asked: Asked) => {
  void answer(asked).then(
    (value) => process.send!({ id: asked.id, value } satisfies Reply),
    (fault: unknown) =>
      process.send!({ id: asked.id, fault: fault instanceof Error ? fault.stack! : String(fault) }),
  );
});
process.on('disconnect', () => process.exit(0));

async function answer(asked: Asked): Promise<string> {
  switch (asked.do) {
    case 'open': {
      const program = await startLoopback({
        dataDir: asked.dataDir,
        allow: [asked.folder],
        log: (fault) => void process.stderr.write(`${String(fault)}\n`),
      });
      open.set(asked.dataDir, program);
      return program.openingUrl();
    }
    case 'close':
      await open.get(asked.dataDir)!.stop();
      open.delete(asked.dataDir);
      return '';
    case 'type':
      return typed(asked.args);
  }
}

/** What a command answers that is typed while the program is open; an Error with what it complained of. */
async function typed(args: readonly string[]): Promise<string> {
  const said = { out: '', err: '' };
  const screen = (way: keyof typeof said) => ({
    write: (text: string) => ((said[way] += text), true),
  });
  await commandLine(args, {
    out: screen('out'),
    err: screen('err'),
    cancelled: () => new AbortController().signal,
  });
  if (said.out === '') throw new Error(said.err);
  return said.out;
}
