import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** Asks on the terminal for what is not to be seen while it is typed; null where there is no terminal. */
export function typedInSecret(question: string): Promise<string | null> {
  if (!process.stdin.isTTY) return Promise.resolve(null);
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const line = createInterface({ input: process.stdin, output: silent, terminal: true });
  return new Promise((resolve) => {
    line.once('line', (text) => {
      resolve(text);
      line.close();
    });
    line.once('close', () => {
      process.stderr.write('\n');
      resolve(null);
    });
  });
}
