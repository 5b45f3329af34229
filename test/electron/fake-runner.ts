import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';

/**
 * A utility process as Electron has it: it cannot be killed before it is there, nor after; and with its end all
 * listeners are taken off its streams, whatever is still on its way.
 */
export class FakeRunner extends EventEmitter {
  readonly script: string;
  readonly options: Electron.ForkOptions;
  readonly posted: unknown[] = [];
  readonly stderr: PassThrough | null;
  state: 'starting' | 'there' | 'gone' = 'starting';
  killed = false;
  constructor(script = '', options: Electron.ForkOptions = {}) {
    super();
    this.script = script;
    this.options = options;
    this.stderr = options.stdio?.[2] === 'pipe' ? new PassThrough() : null;
  }
  spawns(): void {
    this.state = 'there';
    this.emit('spawn');
  }
  ends(code: number): void {
    this.state = 'gone';
    this.emit('exit', code);
    this.stderr?.removeAllListeners();
  }
  postMessage(message: unknown): void {
    if (this.state !== 'gone') this.posted.push(structuredClone(message));
  }
  kill(): boolean {
    if (this.state !== 'there') return false;
    this.killed = true;
    return true;
  }
}
