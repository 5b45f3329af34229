import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';

/** A utility process that is one of Node's, and looks like Electron's from without and from within. */
export class NodeRunner extends EventEmitter {
  readonly #child: ChildProcess;
  readonly stderr: Readable | null;
  #there = false;
  constructor(script: string, { stdio }: Electron.ForkOptions) {
    super();
    this.#child = fork(script, [], {
      execArgv: [
        '--disable-warning=ExperimentalWarning',
        `--import=${new URL('children/parent-port.ts', import.meta.url).href}`,
      ],
      stdio: [...(stdio as 'pipe'[]), 'ipc'],
      serialization: 'advanced',
    });
    this.stderr = this.#child.stderr;
    this.#child.on('spawn', () => {
      this.#there = true;
      this.emit('spawn');
    });
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.on('exit', (code) => {
      this.#there = false;
      this.emit('exit', code ?? 1);
      this.stderr?.removeAllListeners();
    });
  }
  postMessage(message: unknown): void {
    if (this.#child.connected) this.#child.send(message as object);
  }
  kill(): boolean {
    return this.#there && this.#child.kill('SIGKILL');
  }
}
