import process from 'node:process';
import { commandLine } from './command-line.ts';
import { typedInSecret } from './people/typed-in-secret.ts';

process.exitCode = await commandLine(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
  cancelled() {
    const cancel = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => cancel.abort());
    return cancel.signal;
  },
  askSecret: typedInSecret,
});
