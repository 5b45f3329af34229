import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { isShown } from './shown-window.ts';

/** A started window that is looked at through Chromium's own protocol. */
export interface RunningWindow {
  readonly pid: number;
  /** Resolves once the system shows the window; throws where it never does. */
  shown(): Promise<void>;
  /** The value of an expression in the page, awaited. Throws what the page throws. */
  evaluate(expression: string): Promise<unknown>;
  /** The exit code, once it has ended. */
  readonly ended: Promise<number | null>;
  kill(): void;
}

/**
 * Starts a window and waits for its page.
 *
 * @param url how the page's address begins.
 * @throws where it ends or shows no page. All that is done with it has to be done within `limitMs`.
 */
export async function startWindow(
  command: string,
  args: readonly string[],
  url: string,
  limitMs: number,
): Promise<RunningWindow> {
  const child = spawn(command, [...args, '--remote-debugging-port=0'], {
    stdio: ['ignore', 'inherit', 'pipe'],
    // It is here to be looked at, and not to look for newer versions of itself.
    env: { ...process.env, THRIVE_UPDATES: 'off' },
  });
  let said = '';
  child.stderr!.on('data', (bytes: Buffer) => {
    process.stderr.write(bytes);
    said += bytes.toString('utf8');
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  const limit = AbortSignal.timeout(limitMs);
  const gone = ended.then((code) => {
    throw new Error(`The window ended with code ${code} before it showed its page.`);
  });
  try {
    const port = await Promise.race([debuggingPort(child, () => said), gone, expired(limit)]);
    const page = await Promise.race([pageAt(port, url, limit), gone]);
    const evaluate = await Promise.race([evaluator(page), gone, expired(limit)]);
    const program = { pid: child.pid!, said: () => said };
    return {
      pid: program.pid,
      async shown() {
        while (!isShown(program)) await Promise.race([aWhile(), gone, expired(limit)]);
      },
      evaluate: (expression) => Promise.race([evaluate(expression), expired(limit)]),
      ended,
      kill: () => void child.kill('SIGKILL'),
    };
  } catch (fault) {
    child.kill('SIGKILL');
    throw fault;
  }
}

/** Chromium names the port on standard error. */
function debuggingPort(child: ChildProcess, said: () => string): Promise<string> {
  return new Promise((resolve) => {
    child.stderr!.on('data', () => {
      const [, port] = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(said()) ?? [];
      if (port !== undefined) resolve(port);
    });
  });
}

/** The page's address for debuggers. The list cannot be waited for, so it is asked again. */
async function pageAt(port: string, url: string, limit: AbortSignal): Promise<string> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`, { signal: limit });
    const targets = (await answer.json()) as {
      type: string;
      url: string;
      webSocketDebuggerUrl: string;
    }[];
    const page = targets.find((target) => target.type === 'page' && target.url.startsWith(url));
    if (page) return page.webSocketDebuggerUrl;
    limit.throwIfAborted();
    await aWhile();
  }
}

async function evaluator(address: string): Promise<(expression: string) => Promise<unknown>> {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error('The page cannot be looked at.')), {
      once: true,
    });
  });
  let last = 0;
  const waiting = new Map<number, (answer: Answer) => void>();
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  return async (expression) => {
    const id = ++last;
    const { result, error } = await new Promise<Answer>((resolve) => {
      waiting.set(id, resolve);
      const params = { expression, awaitPromise: true, returnByValue: true };
      socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
    });
    const thrown = error?.message ?? result?.exceptionDetails?.exception?.description;
    if (thrown !== undefined) throw new Error(`The page says: ${thrown}`);
    return result?.result.value;
  };
}

interface Answer {
  readonly id: number;
  readonly error?: { readonly message: string };
  readonly result?: {
    readonly result: { readonly value?: unknown };
    readonly exceptionDetails?: { readonly exception?: { readonly description?: string } };
  };
}

/** Until what cannot be waited for is asked again. */
const aWhile = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100));

function expired(limit: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    limit.throwIfAborted();
    limit.addEventListener('abort', () => reject(new Error('The window took too long.')), {
      once: true,
    });
  });
}
